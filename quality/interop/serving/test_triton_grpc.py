"""Triton's gRPC client, on the same port as HTTP."""

import queue

import grpc
import numpy as np
import pytest
import tritonclient.grpc as triton
from tritonclient.grpc import service_pb2, service_pb2_grpc
from tritonclient.utils import InferenceServerException


@pytest.fixture
def client(address):
    with triton.InferenceServerClient(address) as client:
        yield client


def inputs(rows):
    tensor = triton.InferInput("input", list(rows.shape), "FP32")
    tensor.set_data_from_numpy(rows)
    return [tensor]


def test_health_and_metadata(client):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("churn", "1")
    assert client.get_server_metadata().name == "rondo"
    model = client.get_model_metadata("churn")
    assert list(model.versions) == ["1", "2"]
    assert list(model.inputs[0].shape)[1] == 8
    config = client.get_model_config("churn").config
    assert config.input[0].name == "input"
    assert list(config.output[0].dims) == [-1]


def test_infer(client, rows, expected):
    result = client.infer("churn", inputs(rows), request_id="mine")
    np.testing.assert_array_max_ulp(result.as_numpy("predict"), expected, 2)
    assert result.get_response().id == "mine"
    assert result.get_response().model_version == "2"


@pytest.mark.parametrize("algorithm", ["gzip", "deflate"])
def test_compression(client, rows, expected, algorithm):
    result = client.infer("churn", inputs(np.tile(rows, (10, 1))), compression_algorithm=algorithm)
    np.testing.assert_array_max_ulp(result.as_numpy("predict"), np.tile(expected, 10), 2)


def test_larger_than_the_usual_limit(client, rows, expected):
    many = np.tile(rows, (1000, 1))
    assert many.nbytes > 6 << 20
    np.testing.assert_array_max_ulp(client.infer("churn", inputs(many)).as_numpy("predict"), np.tile(expected, 1000), 2)


def test_asynchronous(client, rows, expected):
    answers = queue.Queue()
    for i in range(50):
        client.async_infer("churn", inputs(rows[i : i + 1]), lambda result, error, i=i: answers.put((i, result, error)))
    for _ in range(50):
        i, result, error = answers.get(timeout=30)
        assert error is None
        np.testing.assert_array_max_ulp(result.as_numpy("predict"), expected[i : i + 1], 2)


def test_streaming(client, rows, expected):
    answers = queue.Queue()
    client.start_stream(lambda result, error: answers.put((result, error)))
    for i in range(20):
        client.async_stream_infer("churn", inputs(rows[i : i + 1]), request_id=str(i))
    client.async_stream_infer("other", inputs(rows[:1]))
    for i in range(20):
        result, error = answers.get(timeout=30)
        assert error is None
        assert result.get_response().id == str(i)
        np.testing.assert_array_max_ulp(result.as_numpy("predict"), expected[i : i + 1], 2)
    result, error = answers.get(timeout=30)
    assert result is None and "no model" in str(error)
    client.stop_stream()


@pytest.mark.parametrize(
    "name, version, shape, status",
    [
        ("other", "", (1, 8), "NOT_FOUND"),
        ("churn", "9", (1, 8), "NOT_FOUND"),
        ("churn", "", (1, 7), "INVALID_ARGUMENT"),
    ],
)
def test_errors(client, name, version, shape, status):
    with pytest.raises(InferenceServerException) as error:
        client.infer(name, inputs(np.zeros(shape, np.float32)), model_version=version)
    assert status in error.value.status()


def test_repository(client):
    lines = {(line.name, line.version): line for line in client.get_model_repository_index().models}
    assert lines["churn", "1"].state == "READY"
    client.unload_model("churn")
    assert not client.is_model_ready("churn")
    client.load_model("churn")
    assert client.is_model_ready("churn")


def test_statistics(client, rows):
    client.infer("churn", inputs(rows))
    stats = client.get_inference_statistics("churn", "2").model_stats[0]
    assert stats.inference_stats.success.count > 0


def test_typed_contents(address, rows, expected):
    """Typed contents in, typed contents out."""
    request = service_pb2.ModelInferRequest(model_name="churn")
    tensor = request.inputs.add(name="input", datatype="FP32", shape=list(rows.shape))
    tensor.contents.fp32_contents.extend(rows.ravel().tolist())
    with grpc.insecure_channel(address) as channel:
        answer = service_pb2_grpc.GRPCInferenceServiceStub(channel).ModelInfer(request)
    np.testing.assert_array_max_ulp(np.array(answer.outputs[0].contents.fp32_contents, np.float32), expected, 2)


@pytest.mark.parametrize("change", ["short", "long", "raw too", "twice", "negative", "overflow", "type", "output"])
def test_bad_requests(address, rows, change):
    request = service_pb2.ModelInferRequest(model_name="churn")
    tensor = request.inputs.add(name="input", datatype="FP32", shape=[1, 8])
    tensor.contents.fp32_contents.extend([0.5] * 8)
    match change:
        case "short":
            tensor.contents.fp32_contents.pop()
        case "long":
            tensor.contents.fp32_contents.append(1)
        case "raw too":
            request.raw_input_contents.append(rows[:1].tobytes())
        case "twice":
            request.inputs.append(tensor)
        case "negative":
            tensor.shape[0] = -1
        case "overflow":
            tensor.shape[:] = [1 << 62, 1 << 62]
        case "type":
            tensor.datatype = "INT32"
        case "output":
            request.outputs.add(name="other")
    with grpc.insecure_channel(address) as channel, pytest.raises(grpc.RpcError) as error:
        service_pb2_grpc.GRPCInferenceServiceStub(channel).ModelInfer(request)
    assert error.value.code() == grpc.StatusCode.INVALID_ARGUMENT
