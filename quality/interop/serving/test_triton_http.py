"""Triton's HTTP client."""

import numpy as np
import pytest
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException


@pytest.fixture
def client(address):
    with triton.InferenceServerClient(address) as client:
        yield client


def inputs(rows, binary=True):
    tensor = triton.InferInput("input", list(rows.shape), "FP32")
    tensor.set_data_from_numpy(rows, binary_data=binary)
    return [tensor]


def test_health_and_metadata(client):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("churn")
    assert client.is_model_ready("churn", "1")
    assert not client.is_model_ready("other")
    assert client.get_server_metadata()["name"] == "rondo"
    model = client.get_model_metadata("churn")
    assert model["versions"] == ["1", "2"]
    assert model["inputs"][0]["datatype"] == "FP32"
    assert client.get_model_config("churn")["input"][0]["data_type"] == "TYPE_FP32"


@pytest.mark.parametrize("binary_in", [True, False])
@pytest.mark.parametrize("binary_out", [True, False])
def test_infer(client, rows, expected, binary_in, binary_out):
    some = rows if binary_in else np.nan_to_num(rows)
    wanted = [triton.InferRequestedOutput("predict", binary_data=binary_out)]
    result = client.infer("churn", inputs(some, binary_in), outputs=wanted, request_id="mine")
    whole = np.arange(len(rows)) != 5
    np.testing.assert_array_max_ulp(result.as_numpy("predict")[whole], expected[whole], 2)
    assert result.get_response()["id"] == "mine"
    assert result.get_response()["model_version"] == "2"


def test_missing_values(client, rows, expected):
    result = client.infer("churn", inputs(rows))
    np.testing.assert_array_max_ulp(result.as_numpy("predict"), expected, 2)


@pytest.mark.parametrize("request_algorithm", [None, "gzip", "deflate"])
@pytest.mark.parametrize("response_algorithm", [None, "gzip", "deflate"])
def test_compression(client, rows, expected, request_algorithm, response_algorithm):
    many = np.tile(rows, (10, 1))
    result = client.infer(
        "churn",
        inputs(many),
        request_compression_algorithm=request_algorithm,
        response_compression_algorithm=response_algorithm,
    )
    np.testing.assert_array_max_ulp(result.as_numpy("predict"), np.tile(expected, 10), 2)


def test_margin_parameter(client, rows, boosters):
    import xgboost as xgb

    result = client.infer("churn", inputs(rows), parameters={"output_margin": True})
    assert np.array_equal(result.as_numpy("predict"), boosters[1].predict(xgb.DMatrix(rows), output_margin=True))


def test_asynchronous(address, rows, expected):
    with triton.InferenceServerClient(address, concurrency=4) as client:
        waiting = [client.async_infer("churn", inputs(rows[i : i + 1])) for i in range(50)]
        for i, each in enumerate(waiting):
            np.testing.assert_array_max_ulp(each.get_result().as_numpy("predict"), expected[i : i + 1], 2)


@pytest.mark.parametrize(
    "name, version, shape, word",
    [
        ("other", "", (1, 8), "no model"),
        ("churn", "9", (1, 8), "no version"),
        ("churn", "", (1, 7), ""),
    ],
)
def test_errors(client, name, version, shape, word):
    with pytest.raises(InferenceServerException) as error:
        client.infer(name, inputs(np.zeros(shape, np.float32)), model_version=version)
    assert word in str(error.value)


def test_repository(client):
    lines = {(line["name"], line["version"]): line for line in client.get_model_repository_index()}
    assert lines["churn", "1"]["state"] == "READY"
    client.unload_model("churn")
    assert not client.is_model_ready("churn")
    client.load_model("churn")
    assert client.is_model_ready("churn")


def test_statistics(client, rows):
    client.infer("churn", inputs(rows))
    stats = client.get_inference_statistics("churn", "2")["model_stats"][0]
    assert stats["inference_stats"]["success"]["count"] > 0
    assert stats["inference_stats"]["compute_infer"]["ns"] > 0
