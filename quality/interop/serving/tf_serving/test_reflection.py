"""Server reflection with the client of grpcio-reflection, and what it tells against the official descriptors."""

import sys
from pathlib import Path

import grpc
import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

sys.path.insert(0, str(Path(__file__).parent))
from descriptors import descriptors

SERVICES = {
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
    "inference.GRPCInferenceService",
    "tensorflow.serving.ModelService",
    "tensorflow.serving.PredictionService",
}


@pytest.fixture(scope="module")
def channel(address):
    with grpc.insecure_channel(address) as channel:
        yield channel


@pytest.fixture(scope="module")
def database(channel):
    return ProtoReflectionDescriptorDatabase(channel)


def test_services(database):
    assert set(database.get_services()) == SERVICES


def test_every_file_is_the_official_one(database):
    for file in descriptor_pb2.FileDescriptorSet.FromString(descriptors()).file:
        assert database.FindFileByName(file.name) == file


def test_a_call_from_what_is_told_alone(database, channel):
    pool = descriptor_pool.DescriptorPool(database)
    method = pool.FindServiceByName("inference.GRPCInferenceService").FindMethodByName("ModelReady")
    request, response = map(message_factory.GetMessageClass, (method.input_type, method.output_type))
    call = channel.unary_unary(
        f"/{method.containing_service.full_name}/{method.name}",
        request_serializer=request.SerializeToString,
        response_deserializer=response.FromString,
    )
    assert call(request(name="churn")).ready


def test_every_method_that_is_told_is_served(database, channel):
    pool = descriptor_pool.DescriptorPool(database)
    for service in SERVICES:
        for method in pool.FindServiceByName(service).methods:
            if method.server_streaming:
                continue
            try:
                channel.unary_unary(f"/{service}/{method.name}")(b"", timeout=20)
            except grpc.RpcError as failed:
                assert "no such method" not in failed.details(), method.full_name


def test_symbols_and_mistakes(database):
    for symbol in ("tensorflow.TensorProto", "tensorflow.DT_INT8", "inference.ModelInferRequest.InferInputTensor", "tensorflow.serving.PredictionService.Predict"):
        assert database.FindFileContainingSymbol(symbol).name
    assert list(database.FindAllExtensionNumbers("tensorflow.Feature")) == []
    for call in (database.FindFileByName, database.FindFileContainingSymbol, database.FindAllExtensionNumbers):
        with pytest.raises(KeyError):
            call("none.None")
    # The client tells this mistake in its own way.
    assert database.FindFileContainingExtension("tensorflow.Feature", 1) is None
