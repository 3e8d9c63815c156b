"""Models in ONNX: forests, which our own kernel runs, and a graph that ONNX Runtime runs."""

import os
import re
import subprocess
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
import tritonclient.grpc as triton_grpc
import tritonclient.http as triton

HOME = Path(__file__).resolve().parents[3]
GOLDENS = HOME / "core/inference/src/test/resources/onnx/onnxruntime-1.29.0-converted.zip"
TYPES = {1: "FP32", 7: "INT64", 8: "BYTES"}


def fields(message):
    """The fields of a message of Protocol Buffers: numbers, or bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        else:
            length = varint()
            at += length
            yield tag >> 3, message[at - length : at]


def packed(number, *parts):
    return bytes([number << 3 | 2, sum(map(len, parts))]) + b"".join(parts)


def tensor(message):
    """A tensor in ONNX's form: its name, type and values."""
    shape, texts, name, kind, raw = [], [], "", 0, b""
    for field, value in fields(message):
        if field == 1:
            shape += [value] if isinstance(value, int) else list(value)
        elif field == 2:
            kind = value
        elif field == 6:
            texts.append(value)
        elif field == 8:
            name = value.decode()
        elif field == 9:
            raw = value
    values = np.array(texts, dtype=object) if kind == 8 else np.frombuffer(raw, np.float32 if kind == 1 else np.int64)
    return name, TYPES[kind], values.reshape(shape)


@pytest.fixture(scope="module")
def goldens():
    """Some models of the goldens: the file, inputs and outputs."""
    with zipfile.ZipFile(GOLDENS) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    folders = sorted({name.split("/")[0] for name in read})[:12]
    return {
        f"m{folder}": (
            read[f"{folder}/model.onnx"],
            [tensor(read[name]) for name in sorted(read) if name.startswith(f"{folder}/input_")],
            [tensor(read[name]) for name in sorted(read) if name.startswith(f"{folder}/output_")],
        )
        for folder in folders
    }


def erf():
    """x -> erf(x), for tables of any size."""

    def value(name):
        size = packed(1, packed(2, b"n"))
        kind = packed(1, b"\x08\x01", packed(2, size, size))
        return packed(1, name) + packed(2, kind)

    node = packed(1, b"x") + packed(2, b"y") + packed(4, b"Erf")
    graph = packed(1, node) + packed(2, b"g") + packed(11, value(b"x")) + packed(12, value(b"y"))
    return b"\x08\x09" + packed(7, graph) + packed(8, b"\x10\x12")


@pytest.fixture(scope="module")
def address(goldens, tmp_path_factory):
    root = tmp_path_factory.mktemp("onnx")
    for name, (model, _, _) in goldens.items():
        (root / name / "1").mkdir(parents=True)
        (root / name / "1" / "model.onnx").write_bytes(model)
    (root / "erf" / "1").mkdir(parents=True)
    (root / "erf" / "1" / "model.onnx").write_bytes(erf())
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with open(log, "wb") as out:
        process = subprocess.Popen([os.environ["RONDO"], "serve", str(root), "--port", "0"], stderr=out)
    try:
        while not (greeting := re.search(r"at http://(\S+:\d+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        yield greeting[1]
    finally:
        process.terminate()
        assert process.wait(30) == 143


def given(module, inputs, **how):
    tensors = []
    for name, kind, values in inputs:
        tensors.append(module.InferInput(name, list(values.shape), kind))
        tensors[-1].set_data_from_numpy(values, **how)
    return tensors


def check(result, outputs):
    for name, _, values in outputs:
        answer = result.as_numpy(name)
        assert answer.shape == values.shape
        assert (answer == values).all(), name


def test_forests_over_http(address, goldens):
    with triton.InferenceServerClient(address) as client:
        for name, (_, inputs, outputs) in goldens.items():
            metadata = client.get_model_metadata(name)
            assert metadata["platform"] == "onnx"
            assert [output["name"] for output in metadata["outputs"]] == [output[0] for output in outputs]
            check(client.infer(name, given(triton, inputs)), outputs)


def test_forests_over_grpc(address, goldens):
    with triton_grpc.InferenceServerClient(address) as client:
        for name, (_, inputs, outputs) in goldens.items():
            check(client.infer(name, given(triton_grpc, inputs)), outputs)


@pytest.mark.parametrize("binary", [True, False])
def test_any_graph_in_onnx_runtime(address, binary):
    values = np.array([[0, 1], [-1, 9]], dtype=np.float32)
    with triton.InferenceServerClient(address) as client:
        assert client.get_model_metadata("erf")["platform"] == "onnxruntime_onnx"
        result = client.infer("erf", given(triton, [("x", "FP32", values)], binary_data=binary))
        assert result.as_numpy("y") == pytest.approx(np.array([[0, 0.8427008], [-0.8427008, 1]]), abs=1e-6)


def test_what_does_not_fit_is_told(address):
    with triton.InferenceServerClient(address) as client:
        with pytest.raises(triton.InferenceServerException, match="another type"):
            client.infer("erf", given(triton, [("x", "INT64", np.zeros((1, 1), np.int64))]))
