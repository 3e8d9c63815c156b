"""A small server that does all of it right, unless it is given faults by name.

What it refuses, it refuses by a rule; by the fault `accepts RULE` what breaks the rule is answered, by `fails RULE` with
an internal error. Other faults change a call before the server sees it or an answer before the caller does: they are in
faults.py.
"""

import gzip
import json
import struct
import threading
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from oip import tensors
from oip.protobuf import CONTENTS

MAX_DEPTH = 100
MAX_UNPACKED = 64 << 20
HEADER = "inference-header-content-length"


class Refusal(Exception):
    def __init__(self, rule, status, code):
        super().__init__(rule)
        self.rule = rule
        self.status = status
        self.code = code


class Accepted(Exception):
    """By a fault, what breaks a rule has an answer."""


@dataclass
class Call:
    """One HTTP request; header names are lower case."""

    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def asks(self):
        return self.path.partition("?")[0]

    def json(self):
        """The request's JSON, or None; binary data behind it is passed over."""
        try:
            return json.loads(self.body[: int(self.headers.get(HEADER, len(self.body)))])
        except (ValueError, RecursionError):
            return None


@dataclass
class Reply:
    status: int
    body: bytes
    headers: dict = field(default_factory=lambda: {"content-type": "application/json"})

    def json(self):
        return json.loads(self.body[: int(self.headers.get(HEADER, len(self.body)))])


@dataclass(frozen=True)
class Tensor:
    name: str
    datatype: str
    shape: list
    values: list


@dataclass(frozen=True)
class Model:
    inputs: list
    outputs: list
    answer: object
    versions: tuple = ("1", "2")


def spec(name, datatype, *shape):
    return {"name": name, "datatype": datatype, "shape": list(shape)}


def _sums(given):
    values, rows = given["input"].values, given["input"].shape[0]
    sums = [sum(values[3 * i : 3 * i + 3]) for i in range(rows)]
    pairs = [each for one in sums for each in (one, 2 * one)]
    return {"predict": ([rows], sums), "pair": ([rows, 2], pairs)}


def _echo(given):
    return {name.replace("x_", "y_"): (each.shape, each.values) for name, each in given.items()}


def _echoes(datatypes):
    return Model(
        [spec(f"x_{each}", each, -1) for each in datatypes], [spec(f"y_{each}", each, -1) for each in datatypes], _echo
    )


MODELS = {
    "sum": Model([spec("input", "FP32", -1, 3)], [spec("predict", "FP32", -1), spec("pair", "FP32", -1, 2)], _sums),
    "echo": _echoes([each for each in tensors.SIZES if each not in tensors.HALVES]),
    "half": _echoes(tensors.HALVES),
}
ANY_ANSWER = {
    "model_name": "sum",
    "model_version": "2",
    "id": "",
    "outputs": [{"name": "predict", "shape": [1], "datatype": "FP32", "data": [0.0]}],
}
EXTENSIONS = ["binary_tensor_data", "model_repository", "model_configuration", "statistics"]


class Reference:
    def __init__(self, *faults):
        self.faults = set(faults)
        self.loaded = set(MODELS)
        self.counts = dict.fromkeys(MODELS, 0)
        self.lock = threading.Lock()

    # --- rules -------------------------------------------------------------------------------------

    def rule(self, name, holds, status=400, code="INVALID_ARGUMENT"):
        if holds:
            return
        if f"accepts {name}" in self.faults:
            raise Accepted
        if f"fails {name}" in self.faults:
            raise Refusal(name, 500, "INTERNAL")
        raise Refusal(name, status, code)

    def broken(self, name, status=400, code="INVALID_ARGUMENT"):
        """What breaking a rule raises."""
        try:
            self.rule(name, False, status, code)
        except (Refusal, Accepted) as raised:
            return raised
        raise AssertionError(name)

    def model(self, name, version, ready=True):
        self.rule("model-unknown", name in MODELS, 404, "NOT_FOUND")
        found = MODELS[name]
        self.rule("version-unknown", not version or version in found.versions, 404, "NOT_FOUND")
        self.rule("model-unloaded", not ready or name in self.loaded, 503, "UNAVAILABLE")
        return found

    # --- HTTP --------------------------------------------------------------------------------------

    def handle(self, call: Call) -> Reply:
        try:
            call.body = self.unpack(call.headers.get("content-encoding", ""), call.body)
            reply = self.route(call)
        except Refusal as refusal:
            reply = told({"error": f"the request breaks the rule {refusal.rule}"}, refusal.status)
        except Accepted:
            reply = told(ANY_ANSWER)
        return self.pack(call, reply)

    def unpack(self, coding, body):
        for each in reversed([one.strip().lower() for one in coding.split(",") if one.strip()]):
            known = each in ("identity", "gzip", "deflate")
            self.rule("coding-unknown", known, 415)
            if each != "identity" and known:
                body = self.unpacked(each, body)
        return body

    def unpacked(self, coding, body):
        unpacker = zlib.decompressobj(31 if coding == "gzip" else 15)
        try:
            out = unpacker.decompress(body, MAX_UNPACKED)
        except zlib.error:
            raise self.broken("coding-damaged") from None
        self.rule("unpacked-too-large", not unpacker.unconsumed_tail, 413)
        self.rule("coding-cut", unpacker.eof)
        return out

    def pack(self, call, reply):
        wanted = call.headers.get("accept-encoding", "").split(",")
        names = [each.partition(";")[0].strip() for each in wanted if "q=0" not in each.replace(" ", "")]
        for coding, packer in (("gzip", gzip.compress), ("deflate", zlib.compress)):
            if coding in names and len(reply.body) > 1000:
                return Reply(reply.status, packer(reply.body), {**reply.headers, "content-encoding": coding})
        return reply

    def route(self, call) -> Reply:
        parts = [unquote(each) for each in call.asks.strip("/").split("/")]
        self.rule("path-unknown", parts[0] == "v2", 404)
        match parts[1:]:
            case []:
                return self.get(call, lambda: {"name": "reference", "version": "1.0", "extensions": EXTENSIONS})
            case ["health", "live" | "ready"]:
                return self.get(call, lambda: {"live": True, "ready": True})
            case ["models", "stats"]:
                return self.get(call, lambda: self.statistics(MODELS, None))
            case ["repository", "index"]:
                return self.post(call, self.index)
            case ["repository", "models", name, "load" | "unload" as what]:
                return self.post(call, lambda body: self.change(name, what, body))
            case ["models", name, "versions", version, *rest]:
                return self.of_model(call, name, version, rest)
            case ["models", name, *rest]:
                return self.of_model(call, name, None, rest)
        raise self.broken("path-unknown", 404)

    def of_model(self, call, name, version, rest):
        match rest:
            case []:
                return self.get(call, lambda: self.metadata(name, version))
            case ["ready"]:
                return self.get(call, lambda: self.ready(name, version))
            case ["config"]:
                return self.get(call, lambda: self.config(name, version))
            case ["stats"]:
                return self.get(call, lambda: self.statistics([name], version))
            case ["infer"]:
                self.rule("method", call.method == "POST", 405)
                return self.infer(call, name, version)
        raise self.broken("path-unknown", 404)

    def get(self, call, answer):
        self.rule("method", call.method == "GET", 405)
        return told(answer())

    def post(self, call, answer):
        self.rule("method", call.method == "POST", 405)
        body = self.parsed(call.body, "repository-body") if call.body else {}
        self.rule("repository-body", isinstance(body, dict))
        return told(answer(body))

    # --- what is told of models --------------------------------------------------------------------

    def metadata(self, name, version):
        found = self.model(name, version)
        return {
            "name": name,
            "versions": list(found.versions),
            "platform": "python_reference",
            "inputs": found.inputs,
            "outputs": found.outputs,
        }

    def ready(self, name, version):
        self.model(name, version, ready=False)
        return {"name": name, "ready": name in self.loaded}

    def config(self, name, version):
        found = self.model(name, version)

        def told_as(specs):
            return [{"name": each["name"], "data_type": "TYPE_" + each["datatype"], "dims": each["shape"]} for each in specs]

        sides = {"input": told_as(found.inputs), "output": told_as(found.outputs)}
        return {"name": name, "platform": "python_reference", "backend": "python", "max_batch_size": 0, **sides}

    def statistics(self, names, version):
        parts = ("success", "fail", "queue", "compute_input", "compute_infer", "compute_output")
        stats = []
        for name in names:
            self.model(name, version, ready=False)
            count = self.counts.get(name, 0)
            durations = {part: {"count": count if part == "success" else 0, "ns": 0} for part in parts}
            stats.append(
                {"name": name, "version": "2", "inference_count": count, "execution_count": count, "inference_stats": durations}
            )
        return {"model_stats": stats}

    def lines(self, ready):
        for name, model in MODELS.items():
            for version in model.versions:
                if not ready or name in self.loaded:
                    state = "READY" if name in self.loaded else "UNAVAILABLE"
                    yield {"name": name, "version": version, "state": state, "reason": ""}

    def index(self, body):
        return list(self.lines(body.get("ready") is True))

    def change(self, name, what, body=None):
        self.rule(f"{what}-unknown", name in MODELS, 400)
        with self.lock:
            if what == "load":
                self.loaded.add(name)
            else:
                self.loaded.discard(name)
        return {}

    # --- inference over HTTP -----------------------------------------------------------------------

    def parsed(self, text, rule):
        try:
            return json.loads(text.decode())
        except (ValueError, RecursionError):
            raise self.broken(rule) from None

    def infer(self, call, name, version):
        model = self.model(name, version)
        length = call.headers.get(HEADER)
        if length == "0":
            return self.raw(call, model, name)
        at = self.length(length, len(call.body)) if length is not None else len(call.body)
        request = self.parsed(call.body[:at], "body-no-json")
        self.rule("body-no-object", isinstance(request, dict))
        payload = call.body[at:]
        given = self.inputs(model, request.get("inputs"), payload)
        wanted = self.wanted(model, request.get("outputs"))
        parameters = request.get("parameters") or {}
        self.rule("parameters-no-object", isinstance(parameters, dict))
        identifier = request.get("id") if request.get("id") is not None else ""
        self.rule("id-no-text", isinstance(identifier, (str, int, float)))
        outputs = self.answered(model, name, given)
        binary = parameters.get("binary_data_output") is True
        head = {"model_name": name, "model_version": version or model.versions[-1], "id": str(identifier)}
        return self.replied(head, outputs, wanted, binary)

    def length(self, text, most):
        good = text.isascii() and text.isdigit()
        self.rule("length-no-number", good)
        self.rule("length-beyond-the-body", int(text) <= most)
        return int(text)

    def raw(self, call, model, name):
        only = model.inputs[0]
        shape = [len(call.body) // 12, 3]
        given = {only["name"]: Tensor(only["name"], only["datatype"], shape, tensors.from_bytes(only["datatype"], call.body))}
        head = {"model_name": name, "model_version": "2", "id": ""}
        return self.replied(head, self.answered(model, name, given), [], True)

    def inputs(self, model, given, payload):
        self.rule("inputs-no-list", isinstance(given, list))
        self.rule("inputs-none", bool(given))
        found, at = {}, 0
        for each in given:
            self.rule("input-no-object", isinstance(each, dict))
            tensor, at = self.tensor(each, payload, at)
            self.input(model, tensor, found)
        self.rule("payload-longer", at == len(payload))
        self.rule("input-missing", len(found) == len(model.inputs))
        return found

    def input(self, model, tensor, found):
        known = {each["name"]: each for each in model.inputs}
        self.rule("input-unknown", tensor.name in known)
        self.rule("input-twice", tensor.name not in found)
        announced = known[tensor.name]
        self.rule("datatype-of-the-model", tensor.datatype == announced["datatype"])
        same = len(tensor.shape) == len(announced["shape"])
        fits = all(a in (-1, b) for a, b in zip(announced["shape"], tensor.shape))
        self.rule("shape-of-the-model", same and fits)
        found[tensor.name] = tensor

    def tensor(self, each, payload, at):
        name, datatype, shape = each.get("name"), each.get("datatype"), each.get("shape")
        self.rule("input-name", isinstance(name, str) and name != "")
        self.rule("datatype-unknown", isinstance(datatype, str) and datatype in tensors.DATATYPES)
        elements = self.elements(shape)
        parameters = each.get("parameters") or {}
        self.rule("input-parameters-no-object", isinstance(parameters, dict))
        size = parameters.get("binary_data_size")
        if size is None:
            self.rule("data-missing", "data" in each)
            return Tensor(name, datatype, shape, self.data(each.get("data"), datatype, shape, elements)), at
        self.rule("data-and-bytes", "data" not in each)
        self.rule("size-no-number", type(size) is int)
        self.rule("size-negative", size >= 0)
        self.rule("payload-shorter", at + size <= len(payload))
        return Tensor(name, datatype, shape, self.bytes(payload[at : at + size], datatype, elements)), at + size

    def elements(self, shape):
        self.rule("shape-no-list", isinstance(shape, list))
        self.rule("rank", len(shape) <= 32)
        elements = 1
        for size in shape:
            self.rule("dimension-no-whole-number", type(size) is int)
            self.rule("dimension-negative", size >= 0)
            self.rule("dimension-beyond-64-bits", size < 2**64)
            elements *= size
        return elements

    def data(self, data, datatype, shape, elements):
        self.rule("data-no-list", isinstance(data, list))
        depth, inner = 0, data
        while isinstance(inner, list) and depth <= len(shape) + 1:
            depth, inner = depth + 1, inner[0] if inner else None
        self.rule("nesting-too-deep", depth <= max(1, len(shape)))
        flat = tensors.flattened(data)
        self.rule("elements-too-few", len(flat) >= elements)
        self.rule("elements-too-many", len(flat) <= elements)
        if len(flat) == elements and any(isinstance(each, list) for each in data):
            self.rule("nesting", elements == 0 or tensors.nested(flat, shape) == data)
        for value in flat:
            self.rule("element-object", not isinstance(value, (dict, list)))
            self.rule("element-of-another-type", tensors.fits(datatype, value))
        if datatype == "FP32":
            return [struct.unpack("<f", struct.pack("<f", value))[0] for value in flat]
        return flat

    def bytes(self, data, datatype, elements):
        try:
            values = tensors.from_bytes(datatype, data)
        except ValueError:
            raise self.broken("text-length" if datatype == "BYTES" else "element-cut") from None
        self.rule("bytes-of-another-shape", len(values) == elements)
        return values

    def wanted(self, model, wanted):
        wanted = [] if wanted is None else wanted
        self.rule("outputs-no-list", isinstance(wanted, list))
        seen = set()
        for each in wanted:
            self.rule("output-no-object", isinstance(each, dict))
            name = each.get("name")
            self.rule("output-name", isinstance(name, str) and name != "")
            self.rule("output-unknown", name in [one["name"] for one in model.outputs])
            self.rule("output-twice", name not in seen)
            seen.add(name)
        return wanted

    def answered(self, model, name, given):
        results = model.answer(given)
        with self.lock:
            self.counts[name] += 1
        return {each["name"]: Tensor(each["name"], each["datatype"], *results[each["name"]]) for each in model.outputs}

    def replied(self, head, outputs, wanted, binary):
        chosen = [(each["name"], (each.get("parameters") or {}).get("binary_data", binary)) for each in wanted]
        payload, written = b"", []
        for name, as_bytes in chosen or [(name, binary) for name in outputs]:
            output = outputs[name]
            made = {"name": name, "datatype": output.datatype, "shape": output.shape}
            if as_bytes is True:
                data = tensors.to_bytes(output.datatype, output.values)
                made["parameters"] = {"binary_data_size": len(data)}
                payload += data
            else:
                made["data"] = output.values
            written.append(made)
        text = json.dumps({**head, "outputs": written}).encode()
        if any("parameters" in each for each in written):
            return Reply(200, text + payload, {"content-type": "application/octet-stream", HEADER: str(len(text))})
        return Reply(200, text)

    # --- inference over gRPC: messages are those of oip/protobuf.py, as dictionaries ----------------

    def infer_message(self, message):
        model = self.model(message["model_name"], message["model_version"])
        raw = message["raw_input_contents"]
        self.rule("inputs-none", bool(message["inputs"]))
        self.rule("raw-count", not raw or len(raw) == len(message["inputs"]))
        given = {}
        for i, each in enumerate(message["inputs"]):
            self.rule("input-name", each["name"] != "")
            self.rule("datatype-unknown", each["datatype"] in tensors.DATATYPES)
            elements = self.elements(each["shape"])
            values = self.contents(each, raw[i] if i < len(raw) else None, elements)
            self.input(model, Tensor(each["name"], each["datatype"], each["shape"], values), given)
        self.rule("input-missing", len(given) == len(model.inputs))
        wanted = self.wanted(model, message["outputs"])
        outputs = self.answered(model, message["model_name"], given)
        chosen = [outputs[each["name"]] for each in wanted] or list(outputs.values())
        return self.message(message, model, chosen, bool(raw))

    def contents(self, each, raw, elements):
        typed = {name: values for name, values in (each["contents"] or {}).items() if values}
        if raw is not None:
            self.rule("raw-and-typed", not typed)
            return self.bytes(raw, each["datatype"], elements)
        field = CONTENTS.get(each["datatype"], "")
        self.rule("typed-of-another-type", set(typed) <= {field})
        values = typed.get(field, [])
        self.rule("elements-too-few", len(values) >= elements)
        self.rule("elements-too-many", len(values) <= elements)
        return [value.decode() if isinstance(value, bytes) else value for value in values]

    def message(self, request, model, chosen, raw):
        made = {
            "model_name": request["model_name"],
            "model_version": request["model_version"] or model.versions[-1],
            "id": request["id"],
            "outputs": [{"name": each.name, "datatype": each.datatype, "shape": each.shape} for each in chosen],
        }
        if raw:
            made["raw_output_contents"] = [tensors.to_bytes(each.datatype, each.values) for each in chosen]
        else:
            for one, each in zip(made["outputs"], chosen):
                values = [value.encode() if isinstance(value, str) else value for value in each.values]
                one["contents"] = {CONTENTS[each.datatype]: values}
        return made


def told(value, status=200):
    return Reply(status, json.dumps(value).encode())
