"""The descriptors of every gRPC service that Rondo serves, from the official packages, as one FileDescriptorSet:

    target/serving-tf-venv/bin/python quality/interop/serving/tf_serving/descriptors.py FILE

writes it, where FILE is edges/wire/src/main/resources/dev/rondo/wire/reflection/descriptors.pb. Triton's come from
tritonclient, which cannot share a process's environment with TensorFlow Serving's, so they are read from that of
target/serving-venv.
"""

import subprocess
import sys
from pathlib import Path

from google.protobuf import descriptor_pb2

HOME = Path(__file__).parents[4]
TRITON = """
import sys
from google.protobuf import descriptor_pb2
from tritonclient.grpc import service_pb2
files = descriptor_pb2.FileDescriptorSet()
for file in [*service_pb2.DESCRIPTOR.dependencies, service_pb2.DESCRIPTOR]:
    file.CopyToProto(files.file.add())
sys.stdout.buffer.write(files.SerializeToString())
"""
TF_CODES = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
]  # fmt: skip
RESERVED = "DO_NOT_USE_RESERVED_FOR_FUTURE_EXPANSION_USE_DEFAULT_IN_SWITCH_INSTEAD_"


def triton():
    python = HOME / "target" / "serving-venv" / "bin" / "python"
    bytes = subprocess.run([python, "-c", TRITON], check=True, capture_output=True).stdout
    return descriptor_pb2.FileDescriptorSet.FromString(bytes).file


def codes():
    """tensorflow/core/protobuf/error_codes.proto, which tensorflow-protobuf has too old."""
    file = descriptor_pb2.FileDescriptorProto(name="tensorflow/core/protobuf/error_codes.proto", package="tensorflow.error", syntax="proto3")
    enum = file.enum_type.add(name="Code")
    for number, name in enumerate(TF_CODES):
        enum.value.add(name=name, number=number)
    enum.value.add(name=RESERVED, number=20)
    return file


def tf_serving():
    import conftest  # noqa: F401  (without it these messages cannot be imported)
    from tensorflow_serving.apis import model_service_pb2, prediction_service_pb2

    files = {}

    def add(descriptor):
        if descriptor.name not in files:
            files[descriptor.name] = file = descriptor_pb2.FileDescriptorProto()
            for dependency in descriptor.dependencies:
                add(dependency)
            descriptor.CopyToProto(file)

    for module in (prediction_service_pb2, model_service_pb2):
        add(module.DESCRIPTOR)
    files["tensorflow/core/protobuf/error_codes.proto"] = codes()
    return files.values()


def of_grpc():
    """Health and reflection, by the names that grpc-proto gives them; version 1 of reflection is v1alpha renamed."""
    from grpc_health.v1 import health_pb2
    from grpc_reflection.v1alpha import reflection_pb2

    alpha = reflection_pb2.DESCRIPTOR.serialized_pb
    for bytes in (health_pb2.DESCRIPTOR.serialized_pb, alpha):
        file = descriptor_pb2.FileDescriptorProto.FromString(bytes)
        file.name = file.name.replace("grpc_", "grpc/")
        yield file
        if bytes is alpha:
            yield version_1(file)


def version_1(alpha):
    file = descriptor_pb2.FileDescriptorProto()
    file.CopyFrom(alpha)
    file.name = file.name.replace("v1alpha", "v1")
    file.package = file.package.replace("v1alpha", "v1")
    file.ClearField("options")
    for message in file.message_type:
        for field in message.field:
            field.type_name = field.type_name.replace("v1alpha", "v1")
            if not field.type_name:
                field.ClearField("type_name")
    for method in file.service[0].method:
        method.input_type = method.input_type.replace("v1alpha", "v1")
        method.output_type = method.output_type.replace("v1alpha", "v1")
    return file


def descriptors():
    """Sorted by name, what a file needs beside it; without the comments of the sources."""
    files = descriptor_pb2.FileDescriptorSet(file=sorted([*triton(), *tf_serving(), *of_grpc()], key=lambda file: file.name))
    for file in files.file:
        file.ClearField("source_code_info")
        seen = [each.name for each in files.file]
        assert all(dependency in seen for dependency in file.dependency), file.name
    assert len(set(seen)) == len(seen)
    return files.SerializeToString(deterministic=True)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(descriptors())
