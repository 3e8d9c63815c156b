"""The binary tensor data extension."""

import json

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, Failed, add, check, must, should
from ..expect import refused, tolerated
from ..target import answered

GROUP = "binary"
CLAIM = "extension:binary_tensor_data"
HEADER = "Inference-Header-Content-Length"


def packed(request, which=None):
    """The request with its inputs (or the one of an index) as bytes: the JSON's object, and what follows it."""
    payload = b""
    for i, each in enumerate(request["inputs"]):
        if which in (None, i):
            data = tensors.to_bytes(each["datatype"], tensors.flattened(each.pop("data")))
            each["parameters"] = {**each.get("parameters", {}), "binary_data_size": len(data)}
            payload += data
    return request, payload


def send(target, request, payload, length=None, headers=None, versioned=False):
    body = json.dumps(request).encode()
    sent = {"Content-Type": "application/octet-stream"}
    if length is not False:
        sent[HEADER] = str(len(body) if length is None else length)
    return target.rest.call("POST", target.url(versioned) + "/infer", body + payload, {**sent, **(headers or {})})


def opened(answer):
    """The object and the values of each output, from bytes where they are told so, of an answer 200."""
    must(answer.status == 200, lambda: f"a valid request is answered {answer.status}: {answer.body[:160]!r}")
    length = answer.headers.get(HEADER.lower())
    if length is None:
        found = answered(answer)
        return found, {each.get("name"): tensors.flattened(each.get("data", [])) for each in found["outputs"]}
    must(length.isdigit() and int(length) <= len(answer.body), f"{HEADER} is {length!r}")
    at = int(length)
    try:
        found = json.loads(answer.body[:at])
    except ValueError:
        raise Failed(f"the first {at} bytes, of which {HEADER} speaks, are no JSON") from None
    values = {}
    for each in found.get("outputs", []):
        size = each.get("parameters", {}).get("binary_data_size")
        if size is None:
            values[each.get("name")] = tensors.flattened(each.get("data", []))
            continue
        try:
            values[each.get("name")] = tensors.from_bytes(each.get("datatype"), answer.body[at : at + size])
        except ValueError as error:
            raise Failed(f"the bytes of {each.get('name')}: {error}") from None
        at += size
    must(at == len(answer.body), f"{len(answer.body)} bytes came, the outputs take {at}")
    return found, values


def _same(target, answer, rows=2):
    _, got = opened(answer)
    if not target.deterministic:
        return
    if target.lacks("json"):
        return
    usual = target.results(target.ok(target.request(rows)))
    must(set(got) == set(usual), f"the outputs are {sorted(map(str, got))}")
    for name, values in usual.items():
        must(tensors.alike(got[name], values), f"{name} is {got[name][:3]} where JSON says {values[:3]}")


ALL = {"parameters": {"binary_data_output": True}}


def _output_parameter(target, value):
    return {"outputs": [{"name": each.name, "parameters": {"binary_data": value}} for each in target.outputs]}


def _sizes(answer):
    return [each.get("parameters", {}).get("binary_data_size") for each in opened(answer)[0]["outputs"]]


add(GROUP, "input", MUST, s.BINARY, lambda t: _same(t, send(t, *packed(t.request()))), CLAIM)
add(GROUP, "input-of-the-version", MUST, s.BINARY, lambda t: _same(t, send(t, *packed(t.request()), versioned=True)), CLAIM, "version")
add(GROUP, "input-without-content-type", MUST, s.BINARY_HEADER, lambda t: _same(t, _plain(t)), CLAIM)
for rows in (1, 17, 1000):
    add(
        GROUP,
        f"input-of-{rows}-rows",
        MUST,
        s.BINARY_ORDER,
        lambda t, rows=rows: _same(t, send(t, *packed(t.request(rows))), rows),
        CLAIM,
        "batch",
    )
add(GROUP, "first-input-only", MUST, s.BINARY, lambda t: _same(t, send(t, *packed(t.request(), 0))), CLAIM, "inputs:2", "json")
add(GROUP, "second-input-only", MUST, s.BINARY, lambda t: _same(t, send(t, *packed(t.request(), 1))), CLAIM, "inputs:2", "json")


def _plain(target):
    request, payload = packed(target.request())
    body = json.dumps(request).encode()
    return target.rest.call("POST", target.path + "/infer", body + payload, {HEADER: str(len(body))})


@check(GROUP, "size-before-the-other-fields", MUST, s.RFC_JSON, CLAIM)
def size_first(target):
    request, payload = packed(target.request())
    request["inputs"] = [{"parameters": each["parameters"], **each} for each in request["inputs"]]
    _same(target, send(target, request, payload))


@check(GROUP, "blanks-in-the-json", MUST, s.BINARY_HEADER, CLAIM)
def blanks(target):
    request, payload = packed(target.request())
    body = json.dumps(request, indent=3).encode() + b"\n\n"
    _same(target, target.rest.call("POST", target.path + "/infer", body + payload, {HEADER: str(len(body))}))


@check(GROUP, "id", MUST, s.ID, CLAIM)
def id_of_a_binary_request(target):
    request, payload = packed(target.request())
    must(opened(send(target, {"id": "b1", **request}, payload))[0].get("id") == "b1", "the id is lost")


# --- outputs ---------------------------------------------------------------------------------------


def _asked(target, extra, binary_input=True):
    request, payload = packed(target.request()) if binary_input else (target.request(), b"")
    return send(target, {**request, **extra}, payload, None if binary_input else False)


@check(GROUP, "all-outputs", MUST, s.BINARY_OUTPUT, CLAIM)
def all_outputs(target):
    answer = _asked(target, ALL)
    must(all(isinstance(size, int) for size in _sizes(answer)), "an output is not told as bytes")
    _same(target, answer)


@check(GROUP, "all-outputs-of-a-json-request", MUST, s.BINARY_OUTPUT, CLAIM, "json")
def outputs_of_json(target):
    answer = _asked(target, ALL, binary_input=False)
    must(all(isinstance(size, int) for size in _sizes(answer)), "an output is not told as bytes")
    _same(target, answer)


@check(GROUP, "outputs-one-by-one", MUST, s.BINARY_DATA, CLAIM, "outputs:1")
def one_by_one(target):
    answer = _asked(target, _output_parameter(target, True))
    must(all(isinstance(size, int) for size in _sizes(answer)), "an output is not told as bytes")
    _same(target, answer)


@check(GROUP, "outputs-false-is-json", MUST, s.BINARY_DATA, CLAIM, "outputs:1", "json")
def false_is_json(target):
    answer = _asked(target, _output_parameter(target, False))
    must(_sizes(answer) == [None] * len(target.outputs), "an output is told as bytes")


@check(GROUP, "outputs-default-is-json", MUST, s.BINARY_OUTPUT, CLAIM, "json")
def default_is_json(target):
    must(not any(_sizes(_asked(target, {}))), "an output is told as bytes")


@check(GROUP, "output-overrides-false", MUST, s.BINARY_OVERRIDE, CLAIM, "outputs:1", "json")
def overrides_false(target):
    answer = _asked(target, {**ALL, **_output_parameter(target, False)})
    must(_sizes(answer) == [None] * len(target.outputs), "an output is told as bytes")


@check(GROUP, "output-overrides-true", MUST, s.BINARY_OVERRIDE, CLAIM, "outputs:1")
def overrides_true(target):
    answer = _asked(target, {"parameters": {"binary_data_output": False}, **_output_parameter(target, True)})
    must(all(isinstance(size, int) for size in _sizes(answer)), "an output is not told as bytes")


@check(GROUP, "output-inherits", MUST, s.BINARY_OUTPUT, CLAIM, "outputs:1")
def inherits(target):
    answer = _asked(target, {**ALL, "outputs": [{"name": each.name} for each in target.outputs]})
    must(all(isinstance(size, int) for size in _sizes(answer)), "an output is not told as bytes")


@check(GROUP, "outputs-mixed", MUST, s.BINARY_DATA, CLAIM, "outputs:2", "json")
def mixed(target):
    wanted = [{"name": each.name, "parameters": {"binary_data": i % 2 == 1}} for i, each in enumerate(target.outputs)]
    answer = _asked(target, {"outputs": wanted})
    binary = [size is not None for size in _sizes(answer)]
    must(binary == [i % 2 == 1 for i in range(len(wanted))], "not those that were asked for are bytes")
    _same(target, answer)


@check(GROUP, "outputs-selected", MUST, s.SELECTION, CLAIM, "outputs:2")
def selected(target):
    name = target.outputs[-1].name
    found, _ = opened(_asked(target, {"outputs": [{"name": name, "parameters": {"binary_data": True}}]}))
    must([each["name"] for each in found["outputs"]] == [name], "others came")


@check(GROUP, "output-size", MUST, s.BINARY_SIZE, CLAIM)
def output_size(target):
    for each in opened(_asked(target, ALL))[0]["outputs"]:
        width = 2 if each["datatype"] == "BF16" else tensors.SIZES[each["datatype"]]
        size = each["parameters"]["binary_data_size"]
        must(width == 0 or size == width * tensors.count(each["shape"]), f"{size} bytes for {each['shape']}")


@check(GROUP, "output-without-data", MUST, s.BINARY, CLAIM)
def output_without_data(target):
    found, _ = opened(_asked(target, ALL))
    must(not any("data" in each for each in found["outputs"]), "an output has bytes and `data`")


@check(GROUP, "header-of-the-answer", MUST, s.BINARY_HEADER, CLAIM)
def header_of_the_answer(target):
    must(HEADER.lower() in _asked(target, ALL).headers, f"no {HEADER}")


@check(GROUP, "content-length-of-the-answer", MUST, s.BINARY_LENGTH, CLAIM)
def content_length(target):
    answer = _asked(target, ALL)
    if "content-length" in answer.headers:
        must(int(answer.headers["content-length"]) == len(answer.body), "not the length of the whole body")


@check(GROUP, "content-type-of-the-answer", SHOULD, s.BINARY, CLAIM)
def content_type(target):
    kind = _asked(target, ALL).headers.get("content-type")
    should(kind == "application/octet-stream", f"the Content-Type is {kind!r}")


for datatype in tensors.DATATYPES:

    def _of_type(target, datatype=datatype):
        answer = _asked(target, ALL)
        _same(target, answer)
        for each in opened(answer)[0]["outputs"]:
            must(each.get("datatype") in tensors.DATATYPES, f"the datatype is {each.get('datatype')!r}")

    add(GROUP, f"datatype-{datatype}", MUST, s.BINARY_TYPES, _of_type, CLAIM, f"type:{datatype}")


# --- what is refused -------------------------------------------------------------------------------


def _size(change):
    def run(target):
        request, payload = packed(target.request())
        parameters = request["inputs"][0]["parameters"]
        parameters["binary_data_size"] = change(parameters["binary_data_size"])
        return request, payload

    return run


def _payload(change):
    def run(target):
        request, payload = packed(target.request())
        return request, change(payload)

    return run


def _size_and_payload(size, change):
    def run(target):
        request, payload = _size(size)(target)
        return request, change(payload)

    return run


def _data_too(target):
    request, payload = packed(target.request())
    request["inputs"][0]["data"] = tensors.flattened(target.request()["inputs"][0]["data"])
    return request, payload


REFUSED = [
    ("size-one-too-small", s.BINARY_SIZE, _size(lambda size: size - 1)),
    ("size-four-too-small", s.BINARY_SIZE, _size(lambda size: size - 4)),
    ("size-one-too-large", s.BINARY_SIZE, _size(lambda size: size + 1)),
    ("size-much-too-large", s.BINARY_SIZE, _size(lambda size: size + 1_000_000)),
    ("size-zero", s.BINARY_SIZE, _size(lambda size: 0)),
    ("size-negative", s.BINARY_SIZE, _size(lambda size: -size)),
    ("size-minus-one", s.BINARY_SIZE, _size(lambda size: -1)),
    ("size-most-of-32-bits", s.BINARY_SIZE, _size(lambda size: 2**31 - 1)),
    ("size-wraps-in-32-bits", s.BINARY_SIZE, _size(lambda size: 2**32 + size)),
    ("size-most-of-64-bits", s.BINARY_SIZE, _size(lambda size: 2**63 - 1)),
    ("size-wraps-in-64-bits", s.BINARY_SIZE, _size(lambda size: 2**64 + size)),
    ("size-string", s.BINARY_SIZE, _size(lambda size: str(size) + "x")),
    ("size-fraction", s.BINARY_SIZE, _size(lambda size: size + 0.5)),
    ("size-list", s.BINARY_SIZE, _size(lambda size: [size])),
    ("size-true", s.BINARY_SIZE, _size(lambda size: True)),
    ("payload-missing", s.BINARY, _payload(lambda data: b"")),
    ("payload-cut-by-one", s.BINARY, _payload(lambda data: data[:-1])),
    ("payload-cut-in-half", s.BINARY, _payload(lambda data: data[: len(data) // 2])),
    ("payload-longer-by-one", s.BINARY, _payload(lambda data: data + b"\0")),
    ("payload-twice", s.BINARY, _payload(lambda data: data * 2)),
    ("element-cut", s.BINARY_TYPES, _size_and_payload(lambda size: size - 1, lambda data: data[:-1])),
    ("four-bytes-more-than-the-shape", s.FULL_SHAPE, _size_and_payload(lambda size: size + 4, lambda data: data + bytes(4))),
]
for name, source, made in REFUSED:
    add(GROUP, name, MUST, source, lambda t, made=made: refused(send(t, *made(t))), CLAIM)
add(GROUP, "bytes-and-data", SHOULD, s.BINARY_SIZE, lambda t: refused(send(t, *_data_too(t))), CLAIM)

LENGTHS = [
    ("length-missing", SHOULD, lambda length, body: None),
    ("length-one-less", MUST, lambda length, body: length - 1),
    ("length-one-more", MUST, lambda length, body: length + 1),
    ("length-beyond-the-body", MUST, lambda length, body: body + 1),
    ("length-far-beyond-the-body", MUST, lambda length, body: 10**9),
    ("length-beyond-64-bits", MUST, lambda length, body: 2**64 + length),
    ("length-negative", MUST, lambda length, body: -length),
    ("length-text", MUST, lambda length, body: "abc"),
    ("length-fraction", MUST, lambda length, body: f"{length}.5"),
    ("length-twice", MUST, lambda length, body: f"{length}, {length}x"),
]
for name, level, change in LENGTHS:

    def _length(target, change=change):
        request, payload = packed(target.request())
        length = len(json.dumps(request).encode())
        told = change(length, length + len(payload))
        refused(send(target, request, payload, False if told is None else told))

    add(GROUP, name, level, s.BINARY_HEADER, _length, CLAIM)

BYTES = [
    ("BYTES-length-too-large", lambda data: b"\xff\xff\xff\xff" + data[4:]),
    ("BYTES-length-most-of-31-bits", lambda data: b"\xff\xff\xff\x7f" + data[4:]),
    ("BYTES-length-one-more", lambda data: bytes([data[0] + 1]) + data[1:]),
    ("BYTES-length-one-less", lambda data: bytes([data[0] - 1]) + data[1:]),
]
for name, change in BYTES:

    def _lying(target, change=change):
        which = target.of_type("BYTES")
        request, payload = packed(target.request(), which)
        refused(send(target, request, change(payload)))

    add(GROUP, name, MUST, s.BINARY_BYTES, _lying, CLAIM, "type:BYTES", "json")

PARAMETERS = [("output-parameter-string", "yes"), ("output-parameter-number", 1), ("output-parameter-null", None)]
for name, value in PARAMETERS:
    add(
        GROUP,
        name,
        MUST,
        s.BINARY_OUTPUT,
        lambda t, value=value: tolerated(_asked(t, {"parameters": {"binary_data_output": value}})),
        CLAIM,
    )


@check(GROUP, "raw-request", SHOULD, s.BINARY_RAW, CLAIM)
def raw_request(target):
    if len(target.inputs) == 1 and target.inputs[0].datatype != "BYTES" and not target.sample:
        _, payload = packed(target.request())
        answer = target.rest.call("POST", target.path + "/infer", payload, {HEADER: "0"})
        must(answer.status == 200, f"answered {answer.status}")


@check(GROUP, "valid-after-each-refusal", MUST, s.RFC_KEEP, CLAIM)
def valid_after(target):
    for _, _, made in REFUSED:
        send(target, *made(target))
        opened(send(target, *packed(target.request())))
