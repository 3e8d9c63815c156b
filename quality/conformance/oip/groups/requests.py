"""Inference in JSON: the forms that a valid request may have."""

import json

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, add, check, must
from ..expect import both, infer_taken, put
from ..rest import JSON_TYPE

GROUP = "request-forms"


def _same(target, request):
    """Another form of the valid request has its answer."""
    usual = target.results(target.ok(target.request()))
    got = target.results(target.ok(request))
    if target.deterministic:
        must(set(got) == set(usual), f"the outputs are {sorted(map(str, got))}")
        for name, values in usual.items():
            must(tensors.alike(got[name], values), f"{name} is {got[name][:3]} where {values[:3]} is due")


def _nest(request):
    for each in request["inputs"]:
        each["data"] = tensors.nested(tensors.flattened(each["data"]), each["shape"])
    return request


def _ordered(*order):
    def change(request):
        request["inputs"] = [{name: each[name] for name in order if name in each} for each in request["inputs"]]
        return request

    return change


def _text(change):
    """Sends the text that the change makes of the request's JSON."""
    return lambda target: _same(target, change(json.dumps(target.request())).encode())


def _escaped(text):
    return text.replace('"inputs"', '"\\u0069nputs"').replace('"shape"', '"sh\\u0061pe"')


FORMS = [
    ("nested-data", s.NATURAL, lambda t: _same(t, _nest(t.request()))),
    ("data-first", s.RFC_JSON, lambda t: _same(t, _ordered("data", "name", "shape", "datatype")(t.request()))),
    ("data-before-shape", s.RFC_JSON, lambda t: _same(t, _ordered("name", "data", "shape", "datatype")(t.request()))),
    ("data-before-datatype", s.RFC_JSON, lambda t: _same(t, _ordered("shape", "name", "data", "datatype")(t.request()))),
    ("name-last", s.RFC_JSON, lambda t: _same(t, _ordered("datatype", "shape", "data", "name")(t.request()))),
    ("nested-data-first", s.RFC_JSON, lambda t: _same(t, _ordered("data", "shape", "name", "datatype")(_nest(t.request())))),
    ("blanks-and-lines", s.RFC_JSON, lambda t: _same(t, json.dumps(t.request(), indent=4).replace("\n", "\r\n\t").encode())),
    ("no-blanks", s.RFC_JSON, lambda t: _same(t, json.dumps(t.request(), separators=(",", ":")).encode())),
    ("blanks-around", s.RFC_JSON, _text(lambda text: f" \n{text}\n ")),
    ("escaped-names", s.RFC_JSON, _text(_escaped)),
]
for name, source, run in FORMS:
    add(GROUP, name, MUST, source, run, "json")


@check(GROUP, "all-data-nested-in-one-row", MUST, s.NATURAL, "json", "batch")
def one_row(target):
    usual = target.results(target.ok(target.request(1)))
    got = target.results(target.ok(_nest(target.request(1))))
    if target.deterministic:
        must(all(tensors.alike(got.get(name, []), values) for name, values in usual.items()), "other values")


@check(GROUP, "inputs-in-another-order", MUST, s.REQUEST_INPUT, "json", "inputs:2")
def inputs_in_another_order(target):
    request = target.request()
    _same(target, {"inputs": request["inputs"][::-1]})


NUMBERS = {
    "whole-numbers-for-floats": (("FP32", "FP64"), [1, 0, 3]),
    "exponents": (("FP32", "FP64"), [1e0, 2.5e-3, -1e2]),
    "negative-zero": (("FP32", "FP64"), [-0.0, 0.0, -0.0]),
    "tiny": (("FP32", "FP64"), [1e-45, 1.17549435e-38, -1e-40]),
    "large": (("FP32",), [3.4028235e38, -3.4028235e38, 1e38]),
    "large-double": (("FP64",), [1.7976931348623157e308, -1e300, 1e-300]),
    "many-digits": (("FP32", "FP64"), [0.1000000000000000055511151231257827, 3.141592653589793238, 2.0]),
}
for name, (types, cycle) in NUMBERS.items():
    for datatype in types:

        def _cycle(target, cycle=cycle, datatype=datatype):
            request = target.request()
            data = request["inputs"][target.of_type(datatype)]["data"]
            request["inputs"][target.of_type(datatype)]["data"] = [cycle[i % 3] for i in range(len(tensors.flattened(data)))]
            target.ok(request)

        add(GROUP, f"{name}-{datatype}", MUST, s.ELEMENTS, _cycle, "json", f"type:{datatype}")

PARAMETERS = {
    "empty": {},
    "text": {"anything_of_ours": "x"},
    "number": {"anything_of_ours": 1.5},
    "whole-number": {"anything_of_ours": 7},
    "boolean": {"anything_of_ours": True},
}
for name, given in PARAMETERS.items():
    add(GROUP, f"parameters-{name}", SHOULD, s.PARAMETERS_OWN, infer_taken(put("parameters", given)), "json")
    add(GROUP, f"input-parameters-{name}", SHOULD, s.PARAMETERS_OWN, infer_taken(put("inputs.0.parameters", given)), "json")


def _with_output(value):
    def run(target):
        target.ok({**target.request(), "outputs": [{"name": target.outputs[0].name, "parameters": value}]})

    return run


for name, given in PARAMETERS.items():
    add(GROUP, f"output-parameters-{name}", SHOULD, s.PARAMETERS_OWN, _with_output(given), "json", "outputs:1")

UNKNOWN = {
    "unknown-field": put("something_new", {"deep": [1, {"a": None}]}),
    "unknown-field-of-an-input": put("inputs.0.something_new", [[1], {"a": "b"}]),
    "model-name-in-the-body": put("model_name", "another"),
    "content-type-parameter": put("inputs.0.parameters", {"content_type": "np"}),
    "both-known-and-unknown": both(put("x", 1), put("inputs.0.y", None)),
}
for name, change in UNKNOWN.items():
    add(GROUP, name, SHOULD, s.PARAMETERS_OWN, infer_taken(change), "json")

HEADERS = {
    "no-content-type": (MUST, s.CLIENT_NO_TYPE, {}),
    "content-type-with-charset": (MUST, s.REQUEST_BODY, {"Content-Type": "application/json; charset=utf-8"}),
    "content-type-in-capitals": (SHOULD, s.REQUEST_BODY, {"Content-Type": "Application/JSON"}),
    "accept-anything": (MUST, s.INFER, {**JSON_TYPE, "Accept": "*/*"}),
    "accept-json": (MUST, s.INFER, {**JSON_TYPE, "Accept": "application/json"}),
    "unknown-header": (MUST, s.INFER, {**JSON_TYPE, "X-Nobody-Knows": "this one"}),
    "trace-context": (
        MUST,
        s.INFER,
        {**JSON_TYPE, "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
    ),
}
for name, (level, source, headers) in HEADERS.items():
    add(GROUP, name, level, source, lambda t, headers=headers: t.ok(t.request(), headers=headers), "json")


@check(GROUP, "header-length-of-the-whole-body", SHOULD, s.BINARY_HEADER, "json", "extension:binary_tensor_data")
def header_of_all(target):
    body = json.dumps(target.request()).encode()
    target.ok(body, headers={"Inference-Header-Content-Length": str(len(body))})
