"""Runs one MLflow model for a server that started this process.

    python rondo_worker.py ADDRESS MODEL_DIRECTORY

Connects to ADDRESS (unix:PATH or tcp:PORT of loopback), sends the token of RONDO_WORKER_TOKEN, loads the model's
python_function, says that it is ready, and then answers one request after the other. A message is two lengths of four
bytes (little-endian), a JSON header and the bytes of its tensors. What is printed here is the server's log.
"""

import json
import os
import re
import signal
import socket
import struct
import sys
import threading
import traceback

import numpy as np
import pandas as pd

MISSING = 0xFFFFFFFF
TYPES = {
    "BOOL": "?", "INT8": "i1", "INT16": "<i2", "INT32": "<i4", "INT64": "<i8", "UINT8": "u1", "UINT16": "<u2",
    "UINT32": "<u4", "UINT64": "<u8", "FP16": "<f2", "FP32": "<f4", "FP64": "<f8",
}  # fmt: skip
NAMES = {np.dtype(numpy): name for name, numpy in TYPES.items()}


class Refused(Exception):
    """The request's fault."""


# Messages


def receive(connection, size):
    data = bytearray(size)
    view = memoryview(data)
    while size:
        count = connection.recv_into(view[-size:])
        if count == 0:
            os._exit(0)
        size -= count
    return data


def read(connection):
    header, payload = struct.unpack("<II", receive(connection, 8))
    return json.loads(receive(connection, header)), receive(connection, payload)


def send(connection, header, parts=()):
    head = json.dumps(header).encode()
    connection.sendall(struct.pack("<II", len(head), sum(map(len, parts))) + head)
    for part in parts:
        connection.sendall(part)


# Tensors


def decode(specs, payload):
    """Arrays by name; texts are bytes, None where one is missing."""
    tensors, at = {}, 0
    for spec in specs:
        if spec["type"] == "BYTES":
            array = np.empty(int(np.prod(spec["shape"])), object)
            end = at
            for i in range(len(array)):
                (size,) = struct.unpack_from("<I", payload, end)
                end += 4
                if size != MISSING:
                    array[i] = bytes(payload[end : end + size])
                    end += size
        else:
            array = np.frombuffer(payload, TYPES[spec["type"]], int(np.prod(spec["shape"])), at)
        tensors[spec["name"]] = array.reshape(spec["shape"])
        at += spec["bytes"]
    return tensors


def encode(name, values):
    """The description of a tensor and its bytes."""
    array = numbers(values)
    if array is not None:
        data = np.ascontiguousarray(array).tobytes()
        kind = NAMES[array.dtype]
    else:
        array = np.asarray(values, object)
        data = b"".join(map(text, array.reshape(-1)))
        kind = "BYTES"
    return {"name": str(name), "type": kind, "shape": array.shape, "bytes": len(data)}, data


def numbers(values):
    if isinstance(values, pd.Series):
        values = values.infer_objects().to_numpy()
    array = np.asarray(values)
    dtype = array.dtype.newbyteorder("<")
    return array.astype(dtype, copy=False) if dtype in NAMES else None


def text(value):
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return struct.pack("<I", MISSING)
    if isinstance(value, (bytes, bytearray)):
        data = bytes(value)
    elif hasattr(value, "isoformat"):
        data = value.isoformat().encode()
    elif isinstance(value, (dict, list)):
        data = json.dumps(value, default=str).encode()
    else:
        data = str(value).encode()
    return struct.pack("<I", len(data)) + data


# The model


def model_input(tensors, schema):
    """What the model's signature asks for: arrays or a data frame."""
    if schema is not None and schema.is_tensor_spec():
        arrays = {name: words(array) if array.dtype == object else array for name, array in tensors.items()}
        return arrays if schema.has_input_names() else next(iter(arrays.values()))
    columns = {} if schema is None or not schema.has_input_names() else dict(zip(schema.input_names(), schema.input_types(), strict=True))
    name, array = next(iter(tensors.items()))
    if len(tensors) == 1 and name == "input" and "input" not in columns and array.ndim > 1:
        if schema is None:
            return array
        if columns and len(columns) != array.shape[1]:
            raise Refused(f"a row has {array.shape[1]} values, and the model's signature {len(columns)}")
        return pd.DataFrame(array, columns=list(columns) or None)
    if len({len(array) for array in tensors.values()}) > 1:
        raise Refused("inputs have different numbers of rows")
    return pd.DataFrame({name: column(array, columns.get(name)) for name, array in tensors.items()})


def column(array, kind):
    if array.ndim > 1:
        array = array.reshape(-1) if array.size == len(array) else array
    kind = getattr(kind, "name", None if kind is None else "nested")
    if array.ndim > 1:
        return list(array)
    if array.dtype != object or kind == "binary":
        return array
    if kind == "nested":
        return [None if value is None else json.loads(value) for value in array]
    array = words(array)
    return pd.to_datetime(pd.Series(array)).astype("datetime64[ns]") if kind == "datetime" else array


def words(array):
    flat = [None if value is None else value.decode() for value in array.reshape(-1)]
    return np.array(flat, object).reshape(array.shape)


def outputs(answer):
    """The answer as (name, values)."""
    if hasattr(answer, "toarray"):
        answer = answer.toarray()
    if isinstance(answer, pd.DataFrame):
        return [(name, answer[name]) for name in answer.columns]
    if isinstance(answer, pd.Series):
        return [("0" if answer.name is None else answer.name, answer)]
    if isinstance(answer, dict):
        return list(answer.items())
    if isinstance(answer, (list, tuple)) and any(isinstance(each, dict) for each in answer):
        return [("predict", np.array(answer, object))]
    return [("predict", answer if isinstance(answer, np.ndarray) else np.atleast_1d(answer))]


def predict(model, data, params=None):
    answer = model.predict(data, params=params) if params else model.predict(data)
    encoded = [encode(name, values) for name, values in outputs(answer)]
    return [spec for spec, _ in encoded], [part for _, part in encoded]


def example(model, directory):
    """The model's own example, or a row of nothing for its columns."""
    own = model.metadata.load_input_example(directory) if model.metadata.saved_input_example_info else None
    schema = model.metadata.get_input_schema()
    if own is not None or schema is None or schema.is_tensor_spec():
        return own
    values = {"string": "", "binary": b"", "boolean": False, "datetime": pd.Timestamp(0)}
    row = [np.array([values.get(kind.name, 0)], None if kind.name in values else kind.to_numpy()) for kind in schema.input_types()]
    return pd.DataFrame(dict(zip(schema.input_names(), row, strict=True)))


def known_outputs(model, directory):
    """What the model gives, as it shows with an example; None where that is not known."""
    try:
        data = example(model, directory)
        return None if data is None else predict(model, data)[0]
    except Exception as e:
        print(f"the example is not answered: {type(e).__name__}: {e}", flush=True)
        return None


def failure(e):
    """What the caller is told: neither stack traces nor values of the request."""
    from mlflow.exceptions import MlflowException

    if isinstance(e, Refused):
        return str(e)
    if isinstance(e, MlflowException):
        return re.sub(r"(?s)^Failed to enforce schema of data .*\. Error: ", "Failed to enforce schema of the input. Error: ", e.message)
    return f"Encountered an unexpected error while evaluating the model ({type(e).__name__}). Verify that the input is compatible with the model for inference."


def connect(address):
    kind, _, place = address.partition(":")
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(place)
        return connection
    connection = socket.create_connection(("127.0.0.1", int(place)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def main(address, directory):
    # The server ends this process, by closing its standard input if in no other way.
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    connection = connect(address)
    send(connection, {"token": os.environ.pop("RONDO_WORKER_TOKEN")})

    import mlflow

    model = mlflow.pyfunc.load_model(directory)
    schema = model.metadata.get_input_schema()
    send(connection, {"mlflow": mlflow.__version__, "outputs": known_outputs(model, directory)})
    while True:
        header, payload = read(connection)
        try:
            specs, parts = predict(model, model_input(decode(header["tensors"], payload), schema), header["params"])
            send(connection, {"tensors": specs}, parts)
        except Exception as e:
            if not isinstance(e, Refused):
                traceback.print_exc()
            send(connection, {"error": failure(e)})


if __name__ == "__main__":
    main(*sys.argv[1:])
