"""gRPC through grpcio, which the suite needs only here; messages are encoded by protobuf.py."""

from .checks import Failed
from .protobuf import decode, encode

SERVICE = "/inference.GRPCInferenceService/"
MIB = 1 << 20


class Refused(Exception):
    """The status of a call, by gRPC's name for it."""

    def __init__(self, code, details=""):
        super().__init__(f"{code}: {details}")
        self.code = code
        self.details = details


class Rpc:
    """A server by HOST:PORT."""

    def __init__(self, address, timeout=20.0):
        import grpc

        self._grpc = grpc
        self.address = address
        self.timeout = timeout
        self._channel = grpc.insecure_channel(
            address,
            options=[("grpc.max_receive_message_length", 64 * MIB), ("grpc.max_send_message_length", 64 * MIB)],
        )

    def bytes(self, method, message, packed=False):
        """Bytes in, bytes out; raises Refused."""
        call = self._channel.unary_unary(method if method.startswith("/") else SERVICE + method)
        compression = self._grpc.Compression.Gzip if packed else None
        try:
            return call(message, timeout=self.timeout, compression=compression)
        except self._grpc.RpcError as error:
            raise Refused(error.code().name, error.details() or "") from None

    def stream(self, messages):
        """The answers of ModelStreamInfer to these messages, after which the client has ended its side."""
        call = self._channel.stream_stream(SERVICE + "ModelStreamInfer")
        try:
            return list(call(iter(messages), timeout=self.timeout))
        except self._grpc.RpcError as error:
            raise Refused(error.code().name, error.details() or "") from None

    def close(self):
        self._channel.close()


def call(rpc, method, request_type, request, response_type):
    """A call by the names of its messages; raises Refused."""
    answer = rpc.bytes(method, encode(request_type, request))
    try:
        return decode(response_type, answer)
    except ValueError as error:
        raise Failed(f"the answer of {method} is no {response_type}: {error}") from None
