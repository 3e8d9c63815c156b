"""Models, rows and requests that all peers are given: models.py FOLDER, with xgboost and numpy.

One row is of 40 features, told to one digit as people write them; a thousand rows are of 20.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb

ROWS = 256
"""Different ones, the same for every peer."""
BODIES = 16
"""Of a thousand rows each."""


def booster(columns):
    values = np.random.default_rng(3).normal(size=(4000, columns)).astype(np.float32)
    noise = np.random.default_rng(4).normal(size=4000)
    labels = (values[:, 0] + values[:, 1] * values[:, 2] + noise > 0).astype(int)
    options = {"objective": "binary:logistic", "max_depth": 6, "nthread": 1, "seed": 1}
    return xgb.train(options, xgb.DMatrix(values, labels), 100)


def http(path, body, *lines):
    head = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", *lines, "", ""]
    return "\r\n".join(head).encode() + body


def as_json(path, value):
    return http(path, json.dumps(value, separators=(",", ":")).encode(), "Content-Type: application/json")


def v2(row):
    return {"inputs": [{"name": "input", "shape": [1, len(row)], "datatype": "FP32", "data": row}]}


def binary(path, rows):
    shape = {"shape": list(rows.shape), "datatype": "FP32", "parameters": {"binary_data_size": rows.nbytes}}
    head = {"inputs": [{"name": "input", **shape}], "parameters": {"binary_data_output": True}}
    text = json.dumps(head, separators=(",", ":")).encode()
    length = f"Inference-Header-Content-Length: {len(text)}"
    return http(path, text + rows.tobytes(), "Content-Type: application/octet-stream", length)


def varint(value):
    return [value] if value < 128 else [value & 127 | 128, *varint(value >> 7)]


def grpc(name, rows):
    """A ModelInferRequest with raw contents."""

    def field(number, data):
        return bytes([number << 3 | 2, *varint(len(data))]) + data

    values = np.array(rows, np.float32)
    tensor = field(1, b"input") + field(2, b"FP32") + field(3, bytes([*varint(len(rows)), *varint(values.shape[1])]))
    return field(1, name.encode()) + field(5, tensor) + field(7, values.tobytes())


def write(path, requests):
    path.write_bytes(b"".join(struct.pack(">I", len(each)) + each for each in requests))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    booster(40).save_model(folder / "model.json")
    booster(20).save_model(folder / "wide.json")
    rows = np.random.default_rng(5).normal(size=(ROWS, 40)).round(1).tolist()
    columns = [f"f{i}" for i in range(40)]
    write(folder / "v2", [as_json("/v2/models/model/infer", v2(row)) for row in rows])
    write(folder / "rows", [as_json("/predict", {"rows": [row]}) for row in rows])
    write(folder / "live", [b"GET /v2/health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"])
    write(folder / "empty", [as_json("/empty", {"rows": [row]}) for row in rows])
    split = [{"dataframe_split": {"columns": columns, "data": [row]}} for row in rows]
    write(folder / "split", [as_json("/invocations", each) for each in split])
    write(folder / "grpc", [grpc("model", [row]) for row in rows])
    many = np.random.default_rng(6).normal(size=(BODIES, 1000, 20)).astype(np.float32)
    write(folder / "grpc-many", [grpc("wide", each) for each in many])
    write(folder / "binary", [binary("/v2/models/wide/infer", each) for each in many])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
