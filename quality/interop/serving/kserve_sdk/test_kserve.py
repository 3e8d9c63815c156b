"""The clients of KServe's SDK."""

import asyncio

import grpc
import httpx
import numpy as np
import pytest
from kserve import InferenceGRPCClient, InferenceRESTClient, InferInput, InferRequest, RESTConfig


def run(call):
    return asyncio.run(call)


def request(rows, model="churn", binary=False):
    tensor = InferInput("input", list(rows.shape), "FP32")
    tensor.set_data_from_numpy(rows, binary_data=binary)
    return InferRequest(model_name=model, infer_inputs=[tensor])


async def over_rest(call, protocol="v2"):
    client = InferenceRESTClient(RESTConfig(protocol=protocol, retries=1))
    try:
        return await call(client)
    finally:
        await client.close()


async def over_grpc(address, call):
    client = InferenceGRPCClient(address)
    try:
        return await call(client)
    finally:
        await client.close()


def test_rest_health(url):
    assert run(over_rest(lambda client: client.is_server_live(url)))
    assert run(over_rest(lambda client: client.is_server_ready(url)))
    assert run(over_rest(lambda client: client.is_model_ready(url, "churn")))


@pytest.mark.parametrize("binary", [False, True])
def test_rest_infer(url, rows, expected, binary):
    some = rows[10:20]
    answer = run(over_rest(lambda client: client.infer(url, request(some, binary=binary), model_name="churn")))
    np.testing.assert_array_max_ulp(answer.outputs[0].as_numpy().astype(np.float32), expected[10:20], 2)
    assert answer.id


def test_rest_v1(url, rows, expected):
    data = {"instances": rows[10:20].astype(float).tolist()}
    answer = run(over_rest(lambda client: client.infer(url, data, model_name="churn"), "v1"))
    np.testing.assert_allclose(answer["predictions"], expected[10:20], rtol=1e-6)
    assert run(over_rest(lambda client: client.is_model_ready(url, "churn"), "v1"))


def test_rest_error(url, rows):
    with pytest.raises(httpx.HTTPStatusError) as error:
        run(over_rest(lambda client: client.infer(url, request(rows[:1], "none"), model_name="none")))
    assert "no model" in str(error.value)


def test_grpc_health(address):
    assert run(over_grpc(address, lambda client: client.is_server_live()))
    assert run(over_grpc(address, lambda client: client.is_server_ready()))
    assert run(over_grpc(address, lambda client: client.is_model_ready("churn")))


@pytest.mark.parametrize("binary", [False, True])
def test_grpc_infer(address, rows, expected, binary):
    some = rows[10:20]
    answer = run(over_grpc(address, lambda client: client.infer(request(some, binary=binary))))
    np.testing.assert_array_max_ulp(answer.outputs[0].as_numpy().astype(np.float32), expected[10:20], 2)


def test_grpc_error(address, rows):
    with pytest.raises(grpc.RpcError) as error:
        run(over_grpc(address, lambda client: client.infer(request(rows[:1], "none"))))
    assert error.value.code() == grpc.StatusCode.NOT_FOUND
