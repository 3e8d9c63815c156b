"""The gRPC service, beside what REST says of the same model."""

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, Failed, add, check, must, should
from ..protobuf import CONTENTS, decode, encode
from ..rpc import Refused

GROUP = "grpc"


def _health(method, field, request="Empty", names=None):
    def run(target):
        given = names(target) if names else {}
        must(target.ask(method, request, given, field)[field.lower()] is True, f"{field.lower()} is false")

    return run


add(GROUP, "server-live", MUST, s.GRPC, _health("ServerLive", "Live"), "grpc")
add(GROUP, "server-ready", MUST, s.GRPC, _health("ServerReady", "Ready"), "grpc")
add(GROUP, "model-ready", MUST, s.GRPC, _health("ModelReady", "Ready", "Model", lambda t: t.named(False)), "grpc")
add(GROUP, "model-ready-of-the-version", MUST, s.GRPC, _health("ModelReady", "Ready", "Model", lambda t: t.named()), "grpc", "version")


@check(GROUP, "unknown-model-is-not-ready", MUST, s.GRPC_STATUS, "grpc")
def unknown_model_is_not_ready(target):
    try:
        answer = decode("Ready", target.rpc.bytes("ModelReady", encode("Model", {"name": "no-such-model-here"})))
    except Refused:
        return
    must(answer["ready"] is False, "told to be ready")


@check(GROUP, "health-check", SHOULD, s.CLIENT_HEALTH, "grpc")
def health_check(target):
    try:
        answer = decode("HealthStatus", target.rpc.bytes("/grpc.health.v1.Health/Check", b""))
    except Refused as refused:
        raise Failed(f"refused: {refused.code}") from None
    must(answer["status"] == 1, f"the status is {answer['status']}, where 1 is SERVING")


# --- metadata --------------------------------------------------------------------------------------


def _server(target):
    return target.ask("ServerMetadata", response_type="ServerMetadata")


def _model(target, version=False):
    return target.ask("ModelMetadata", "Model", target.named(version), "ModelMetadata")


def _rest_server(target):
    return target.rest.call("GET", "/v2").object()


for field in ("name", "version", "extensions"):
    add(
        GROUP,
        f"server-metadata-{field}",
        SHOULD if field == "extensions" else MUST,
        s.GRPC_PARITY,
        lambda t, field=field: must(_server(t)[field] == _rest_server(t).get(field), "REST says another"),
        "grpc",
    )
for field in ("name", "versions", "platform"):
    add(
        GROUP,
        f"model-metadata-{field}",
        MUST,
        s.GRPC_PARITY,
        lambda t, field=field: must(_model(t)[field] == (t.metadata.get(field) or _none(field)), "REST says another"),
        "grpc",
    )


def _none(field):
    return [] if field == "versions" else ""


for side in ("inputs", "outputs"):

    def _side(target, side=side):
        got = [(each["name"], each["datatype"], tuple(each["shape"])) for each in _model(target)[side]]
        told = [(each["name"], each["datatype"], tuple(each["shape"])) for each in target.metadata.get(side, [])]
        must(got == told, f"{got} where REST says {told}"[:200])

    add(GROUP, f"model-metadata-{side}", MUST, s.GRPC_PARITY, _side, "grpc")
add(GROUP, "model-metadata-of-the-version", MUST, s.GRPC, lambda t: must(_model(t, True)["name"] == t.model, "another"), "grpc", "version")


# --- inference -------------------------------------------------------------------------------------


def infer(target, message):
    return target.ask("ModelInfer", "InferRequest", message, "InferResponse")


def values(answer):
    """By output's name."""
    raw = answer["raw_output_contents"]
    must(not raw or len(raw) == len(answer["outputs"]), f"{len(raw)} raw contents for {len(answer['outputs'])} outputs")
    found = {}
    for i, each in enumerate(answer["outputs"]):
        if raw:
            must(not each["contents"] or not any(each["contents"].values()), "an output has raw and typed contents")
            found[each["name"]] = tensors.from_bytes(each["datatype"], raw[i])
        else:
            got = (each["contents"] or {}).get(CONTENTS.get(each["datatype"]), [])
            found[each["name"]] = [one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in got]
        must(len(found[each["name"]]) == tensors.count(each["shape"]), f"{len(found[each['name']])} values for {each['shape']}")
    return found


def _like_rest(target, answer, rows=2):
    got = values(answer)
    if target.deterministic and not target.lacks("json"):
        usual = target.results(target.ok(target.request(rows)))
        must(set(got) == set(usual), f"the outputs are {sorted(got)}")
        for name, told in usual.items():
            must(tensors.alike(got[name], told), f"{name} is {got[name][:3]} where REST says {told[:3]}")



add(GROUP, "infer-raw", MUST, s.GRPC_RAW, lambda t: _like_rest(t, infer(t, t.message())), "grpc")
add(GROUP, "infer-typed", MUST, s.GRPC_CONTENTS, lambda t: _like_rest(t, infer(t, t.message(False))), "grpc", "json")
for rows in (1, 17, 1000):
    for raw in (True, False):
        add(
            GROUP,
            f"infer-{'raw' if raw else 'typed'}-{rows}-rows",
            MUST,
            s.BATCH,
            lambda t, rows=rows, raw=raw: _like_rest(t, infer(t, t.message(raw, rows)), rows),
            "grpc",
            "batch",
            "json",
        )
for datatype in tensors.DATATYPES:
    add(GROUP, f"datatype-{datatype}-raw", MUST, s.GRPC_RAW, lambda t: _like_rest(t, infer(t, t.message())), "grpc", f"type:{datatype}")
for datatype in CONTENTS:
    add(
        GROUP,
        f"datatype-{datatype}-typed",
        MUST,
        s.GRPC_CONTENTS,
        lambda t: _like_rest(t, infer(t, t.message(False))),
        "grpc",
        "json",
        f"type:{datatype}",
    )


@check(GROUP, "raw-is-answered-raw", SHOULD, s.GRPC_OUT, "grpc")
def raw_is_answered_raw(target):
    should(infer(target, target.message())["raw_output_contents"], "typed contents: tritonclient cannot read them")


FIELDS = [
    ("model-name", MUST, s.RESPONSE_NAME, lambda t: must(infer(t, t.message())["model_name"] == t.model, "another"), ()),
    (
        "model-version",
        MUST,
        s.RESPONSE_VERSION,
        lambda t: must(infer(t, {**t.message(), "model_version": t.version})["model_version"] in ("", t.version), "another"),
        ("version",),
    ),
    ("output-datatypes", MUST, s.TENSOR_TYPE, lambda t: _spec(t, "datatype", lambda each: each.datatype), ("outputs:1",)),
    ("output-ranks", MUST, s.TENSOR_SHAPE, lambda t: _spec(t, "shape", lambda each: each.shape, len), ("outputs:1",)),
]
for name, level, source, run, needs in FIELDS:
    add(GROUP, f"infer-{name}", level, source, run, "grpc", *needs)


def _spec(target, field, told, of=lambda value: value):
    known = {each.name: told(each) for each in target.outputs}
    for each in infer(target, target.message())["outputs"]:
        must(each["name"] not in known or of(each[field]) == of(known[each["name"]]), f"{each[field]} is not announced")


for name, given in {"plain": "42", "accents": "héllo – 日本 😀", "line-ends": "a\r\nb", "long": "x" * 10_000}.items():

    def _echoed(target, given=given):
        must(infer(target, {**target.message(), "id": given})["id"] == given, "the id is another")

    add(GROUP, f"id-{name}", MUST, s.GRPC_ID, _echoed, "grpc")


def _outputs(target, wanted):
    answer = infer(target, {**target.message(), "outputs": [{"name": each} for each in wanted]})
    values(answer)
    return [each["name"] for each in answer["outputs"]]


@check(GROUP, "outputs-one", MUST, s.SELECTION, "grpc", "outputs:2")
def outputs_one(target):
    for each in target.outputs:
        must(_outputs(target, [each.name]) == [each.name], "others came")


@check(GROUP, "outputs-all", MUST, s.GRPC_ALL, "grpc", "outputs:1")
def outputs_all(target):
    must(set(_outputs(target, [])) == {each.name for each in target.outputs}, "not all came")


@check(GROUP, "outputs-in-the-order-asked-for", SHOULD, s.SELECTION, "grpc", "outputs:2")
def outputs_in_order(target):
    wanted = [each.name for each in target.outputs][::-1]
    should(_outputs(target, wanted) == wanted, "in another order")


@check(GROUP, "inputs-in-another-order", MUST, s.GRPC_RAW, "grpc", "inputs:2")
def inputs_in_another_order(target):
    message = target.message()
    swapped = {
        **message,
        "inputs": message["inputs"][::-1],
        "raw_input_contents": message["raw_input_contents"][::-1],
    }
    must(values(infer(target, swapped)) == values(infer(target, message)) or not target.deterministic, "other values")


PARAMETERS = {
    "text": {"string_param": "x"},
    "number": {"int64_param": 7},
    "boolean": {"bool_param": True},
}
for name, value in PARAMETERS.items():

    def _with(target, value=value):
        given = [{"key": "anything_of_ours", "value": value}]
        message = {**target.message(), "parameters": given}
        message["inputs"] = [{**each, "parameters": given} for each in message["inputs"]]
        infer(target, message)

    add(GROUP, f"parameters-{name}", SHOULD, s.PARAMETERS_OWN, _with, "grpc")


@check(GROUP, "packed-message", SHOULD, s.GRPC_PARITY, "grpc", "socket")
def packed_message(target):
    try:
        answer = target.rpc.bytes("ModelInfer", encode("InferRequest", target.message()), packed=True)
    except Refused as refused:
        raise Failed(f"a message packed with gzip is refused: {refused.code}") from None
    values(decode("InferResponse", answer))


@check(GROUP, "message-of-5-mib", SHOULD, s.CLIENT_LARGE, "grpc", "socket", "batch")
def large_message(target):
    if not target.sample:
        row = len(encode("InferRequest", target.message(rows=101))) - len(encode("InferRequest", target.message(rows=1)))
        values(infer(target, target.message(rows=(5 << 20) * 100 // row)))


@check(GROUP, "unknown-fields", SHOULD, s.PARAMETERS_OWN, "grpc")
def unknown_fields(target):
    # Field 1000, a varint; field 1001, two bytes.
    message = encode("InferRequest", target.message()) + b"\xc0\x3e\x05" + b"\xca\x3e\x02ab"
    try:
        values(decode("InferResponse", target.rpc.bytes("ModelInfer", message)))
    except Refused as refused:
        raise Failed(f"fields that the server does not know are refused: {refused.code}") from None


# --- repository ------------------------------------------------------------------------------------

CLAIM = "extension:model_repository"


@check(GROUP, "index", MUST, s.INDEX, "grpc", CLAIM)
def index(target):
    lines = target.ask("RepositoryIndex", "IndexRequest", {}, "Index")["models"]
    mine = [each for each in lines if each["name"] == target.model]
    must(mine, "the model is not in the index")
    must(any(each["state"] == "READY" for each in mine), "no line of the model is READY")


@check(GROUP, "index-ready-only", MUST, s.INDEX_READY, "grpc", CLAIM)
def index_ready(target):
    lines = target.ask("RepositoryIndex", "IndexRequest", {"ready": True}, "Index")["models"]
    must(lines and all(each["state"] == "READY" for each in lines), "a line is not READY, or there is none")


@check(GROUP, "unload-and-load", MUST, s.UNLOAD, "grpc", CLAIM, "control")
def unload_and_load(target):
    name = {"model_name": target.model}
    try:
        target.ask("RepositoryModelUnload", "LoadRequest", name, "Empty")
        try:
            answer = decode("Ready", target.rpc.bytes("ModelReady", encode("Model", {"name": target.model})))
            must(answer["ready"] is False, "the unloaded model is told to be ready")
        except Refused:
            pass
    finally:
        target.ask("RepositoryModelLoad", "LoadRequest", name, "Empty")
    values(infer(target, target.message()))
