"""Ways to the reference server: a call of a function, or the network."""

from oip.protobuf import decode, encode
from oip.rest import Answer
from oip.rpc import SERVICE, Refused

from reference import ANY_ANSWER, Accepted, Call, Refusal


class LocalRest:
    """As oip.rest.Rest, without a network."""

    sockets = False
    url = "local"

    def __init__(self, handle):
        self.handle = handle

    def copy(self):
        return self

    def call(self, method, path, body=None, headers=None):
        given = {name.lower(): value for name, value in (headers or {}).items()}
        reply = self.handle(Call(method, path, given, body or b""))
        return Answer(reply.status, reply.headers, reply.body)


class GrpcService:
    """The methods by their bytes; raises Refused."""

    def __init__(self, server):
        self.server = server

    def __call__(self, method, data):
        name = method[len(SERVICE) :] if method.startswith(SERVICE) else method
        try:
            return self.answer(name, data)
        except Refusal as refusal:
            raise Refused(refusal.code, f"the request breaks the rule {refusal.rule}") from None
        except Accepted:
            return encode("InferResponse", {"model_name": ANY_ANSWER["model_name"]})

    def read(self, message, data):
        try:
            return decode(message, data)
        except ValueError:
            raise self.server.broken("message") from None

    def answer(self, name, data):
        server = self.server
        match name:
            case "ServerLive":
                return encode("Live", {"live": True})
            case "ServerReady":
                return encode("Ready", {"ready": True})
            case "ModelReady":
                asked = self.read("Model", data)
                return encode("Ready", {"ready": server.ready(asked["name"], asked["version"])["ready"]})
            case "ServerMetadata":
                return encode("ServerMetadata", server.handle(Call("GET", "/v2", {}, b"")).json())
            case "ModelMetadata":
                asked = self.read("Model", data)
                return encode("ModelMetadata", server.metadata(asked["name"], asked["version"]))
            case "ModelInfer":
                return encode("InferResponse", server.infer_message(self.read("InferRequest", data)))
            case "RepositoryIndex":
                return encode("Index", {"models": list(server.lines(decode("IndexRequest", data)["ready"]))})
            case "RepositoryModelLoad" | "RepositoryModelUnload":
                what = name.removeprefix("RepositoryModel").lower()
                server.change(decode("LoadRequest", data)["model_name"], what)
                return b""
            case "/grpc.health.v1.Health/Check":
                return encode("HealthStatus", {"status": 1})
        raise server.broken("method-unknown", code="UNIMPLEMENTED")

    def stream_one(self, data):
        """The answer of ModelStreamInfer to one message."""
        try:
            answer = self.server.infer_message(self.read("InferRequest", data))
        except Refusal as refusal:
            return encode("StreamResponse", {"error_message": f"the request breaks the rule {refusal.rule}"})
        except Accepted:
            answer = {"model_name": ANY_ANSWER["model_name"]}
        return encode("StreamResponse", {"infer_response": answer})


class LocalRpc:
    """As oip.rpc.Rpc, without a network."""

    def __init__(self, answer, stream):
        self.answer = answer
        self._stream = stream

    def bytes(self, method, message, packed=False):
        return self.answer(method if method.startswith("/") else SERVICE + method, message)

    def stream(self, messages):
        return self._stream(messages)
