"""Requests that are wrong, and what an error looks like."""

import json

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import drop, error_body, infer_refused, infer_tolerated, instead, put, refused, status

GROUP = "errors"


def _nested(depth, left="[", right="]"):
    return (left * depth + right * depth).encode()


def _text(made):
    """Sends the bytes that a function makes of the valid request's JSON."""
    return lambda target: refused(target.infer(made(json.dumps(target.request()).encode())))


BODIES = [
    ("empty-body", MUST, lambda body: b""),
    ("blank-body", MUST, lambda body: b" \n"),
    ("no-json", MUST, lambda body: b"hello"),
    ("markup", MUST, lambda body: b"<inputs/>"),
    ("form", MUST, lambda body: b"inputs=1&outputs=2"),
    ("list", MUST, lambda body: b"[" + body + b"]"),
    ("string", MUST, lambda body: json.dumps(body.decode()).encode()),
    ("number", MUST, lambda body: b"1"),
    ("null", MUST, lambda body: b"null"),
    ("true", MUST, lambda body: b"true"),
    ("cut-by-one", MUST, lambda body: body[:-1]),
    ("cut-by-three", MUST, lambda body: body[:-3]),
    ("cut-in-half", MUST, lambda body: body[: len(body) // 2]),
    ("cut-to-a-brace", MUST, lambda body: body[:1]),
    ("cut-in-a-name", MUST, lambda body: body[: body.index(b'"shape"') + 3]),
    ("more-behind", MUST, lambda body: body + b"}"),
    ("text-behind", MUST, lambda body: body + b" more"),
    ("two-requests", MUST, lambda body: body + body),
    ("comma-too-many", MUST, lambda body: body.replace(b"]}", b"],}", 1)),
    ("single-quotes", MUST, lambda body: body.replace(b'"', b"'")),
    ("no-quotes", MUST, lambda body: body.replace(b'"inputs"', b"inputs")),
    ("comment", SHOULD, lambda body: b"/* x */" + body),
    ("not-utf-8", MUST, lambda body: body.replace(b'"inputs"', b'"id": "\xff\xfe", "inputs"')),
    ("utf-16", SHOULD, lambda body: body.decode().encode("utf-16")),
    ("nul-bytes", MUST, lambda body: b"\0" * 100),
    ("bare-control-character", SHOULD, lambda body: body.replace(b'"inputs"', b'"id": "a\x01b", "inputs"')),
    ("deep-100-outside", MUST, lambda body: _nested(100)),
    ("deep-10000-outside", MUST, lambda body: _nested(10_000)),
    ("deep-100000-outside", MUST, lambda body: _nested(100_000)),
    ("deep-10000-open", MUST, lambda body: b"[" * 10_000),
    ("deep-10000-objects", MUST, lambda body: b'{"inputs":' * 10_000),
]
for name, level, made in BODIES:
    add(GROUP, f"body-{name}", level, s.REQUEST_BODY, _text(made), "json")

FIELDS = [
    ("no-object-fields", MUST, s.REQUEST, instead({})),
    ("inputs-missing", MUST, s.REQUEST, lambda r: {"id": "1"}),
    ("inputs-misspelt", MUST, s.REQUEST, lambda r: {"input": r["inputs"]}),
    ("inputs-null", MUST, s.REQUEST, put("inputs", None)),
    ("inputs-object", MUST, s.REQUEST, lambda r: {"inputs": r["inputs"][0]}),
    ("inputs-string", MUST, s.REQUEST, put("inputs", "x")),
    ("inputs-number", MUST, s.REQUEST, put("inputs", 1)),
    ("inputs-empty", MUST, s.INPUTS, put("inputs", [])),
    ("inputs-of-nulls", MUST, s.REQUEST_INPUT, put("inputs", [None])),
    ("inputs-of-numbers", MUST, s.REQUEST_INPUT, put("inputs", [1, 2])),
    ("inputs-of-strings", MUST, s.REQUEST_INPUT, put("inputs", ["x"])),
    ("inputs-of-lists", MUST, s.REQUEST_INPUT, lambda r: {"inputs": [r["inputs"]]}),
    ("inputs-of-empty-objects", MUST, s.REQUEST_INPUT, put("inputs", [{}])),
    ("input-null-behind", MUST, s.REQUEST_INPUT, lambda r: {"inputs": [*r["inputs"], None]}),
    ("input-unknown", SHOULD, s.INPUTS, put("inputs.0.name", "no_such_input_here")),
    ("input-unknown-beside-known", SHOULD, s.INPUTS, lambda r: {"inputs": [*r["inputs"], {**r["inputs"][0], "name": "other"}]}),
    ("input-twice", SHOULD, s.INPUTS, lambda r: {"inputs": [*r["inputs"], r["inputs"][0]]}),
    ("input-name-missing", MUST, s.REQUEST_INPUT, drop("inputs.0.name")),
    ("input-name-null", MUST, s.REQUEST_INPUT, put("inputs.0.name", None)),
    ("input-name-number", SHOULD, s.REQUEST_INPUT, put("inputs.0.name", 1)),
    ("input-name-list", MUST, s.REQUEST_INPUT, put("inputs.0.name", ["a"])),
    ("input-name-empty", SHOULD, s.REQUEST_INPUT, put("inputs.0.name", "")),
    ("input-name-very-long", SHOULD, s.INPUTS, put("inputs.0.name", "n" * 200_000)),
    ("data-missing", MUST, s.REQUEST_INPUT, drop("inputs.0.data")),
    ("data-null", MUST, s.RESPONSE_DATA, put("inputs.0.data", None)),
    ("data-object", MUST, s.RESPONSE_DATA, put("inputs.0.data", {"0": 1})),
    ("data-string", MUST, s.RESPONSE_DATA, put("inputs.0.data", "1,2,3")),
    ("data-number", MUST, s.RESPONSE_DATA, put("inputs.0.data", 1)),
    ("data-true", MUST, s.RESPONSE_DATA, put("inputs.0.data", True)),
    ("parameters-list", SHOULD, s.PARAMETERS, put("parameters", [1])),
    ("parameters-string", SHOULD, s.PARAMETERS, put("parameters", "x")),
    ("parameters-number", SHOULD, s.PARAMETERS, put("parameters", 1)),
    ("input-parameters-list", SHOULD, s.PARAMETERS, put("inputs.0.parameters", [1])),
    ("input-parameters-string", SHOULD, s.PARAMETERS, put("inputs.0.parameters", "x")),
    ("id-object", SHOULD, s.REQUEST, put("id", {"a": 1})),
    ("id-list", SHOULD, s.REQUEST, put("id", [1])),
]
for name, level, source, change in FIELDS:
    add(GROUP, name, level, source, infer_refused(change), "json")


@check(GROUP, "input-missing-of-several", MUST, s.INPUTS, "json", "inputs:2")
def input_missing(target):
    infer_refused(drop("inputs.1"))(target)


def _deep(depth):
    def change(request):
        value = 1
        for _ in range(depth):
            value = [value]
        request["inputs"][0]["data"] = value
        return request

    return change


ODD = [
    ("id-number", put("id", 42)),
    ("id-null", put("id", None)),
    ("id-true", put("id", True)),
    ("id-very-long", put("id", "x" * 500_000)),
    ("outputs-null", put("outputs", None)),
    ("parameters-null", put("parameters", None)),
    ("input-parameters-null", put("inputs.0.parameters", None)),
    ("parameter-object", put("parameters", {"a": {"b": [1]}})),
    ("parameters-many", put("parameters", {f"p{i}": i for i in range(10_000)})),
    ("unknown-fields-many", lambda r: {**{f"f{i}": i for i in range(10_000)}, **r}),
    ("unknown-field-deep", put("something_new", json.loads("[" * 60 + "]" * 60))),
    ("long-names", lambda r: {"n" * 100_000: 1, **r}),
]
for name, change in ODD:
    add(GROUP, f"odd-{name}", MUST, s.ERROR, infer_tolerated(change), "json")

TWICE = {
    "odd-inputs-given-twice": lambda text: text[:-1] + b', "inputs": []}',
    "odd-data-given-twice": lambda text: text.replace(b'"shape"', b'"data": [1], "shape"', 1),
    "odd-shape-given-twice": lambda text: text.replace(b'"shape"', b'"shape": [1000000000, 1000000000], "shape"', 1),
}
for name, made in TWICE.items():

    def _sent(target, made=made):
        answer = target.infer(made(json.dumps(target.request()).encode()))
        should(answer.status < 500, f"answered {answer.status}")

    add(GROUP, name, MUST, s.REQUEST, _sent, "json")

for depth in (50, 90):
    add(GROUP, f"data-deep-{depth}", MUST, s.NATURAL, infer_refused(_deep(depth)), "json")
for depth in (1000, 10_000, 100_000):
    add(
        GROUP,
        f"data-deep-{depth}",
        MUST,
        s.NATURAL,
        _text(lambda body, depth=depth: b'{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":' + _nested(depth) + b"}]}"),
        "json",
    )


# --- what an error looks like ---------------------------------------------------------------------


def _unknown_model(target):
    return target.rest.call("POST", "/v2/models/no-such-model-here/infer", json.dumps(target.request()).encode())


def _unknown_version(target):
    return target.rest.call("POST", f"{target.path}/versions/98765/infer", json.dumps(target.request()).encode())


KINDS = {
    "unknown-model": _unknown_model,
    "unknown-version": _unknown_version,
    "no-json": lambda t: t.infer(b"hello"),
    "bad-shape": lambda t: t.infer(put("inputs.0.shape", [-1])(t.request())),
    "missing-data": lambda t: t.infer(drop("inputs.0.data")(t.request())),
    "unknown-datatype": lambda t: t.infer(put("inputs.0.datatype", "FP31")(t.request())),
    "unknown-output": lambda t: t.infer(put("outputs", [{"name": "no_such_output_here"}])(t.request())),
}


def _quiet(answer):
    text = answer.body.decode(errors="replace")
    for sign in ("Traceback (most recent", 'File "/', "\tat ", ".java:", "Exception in thread", "goroutine "):
        must(sign not in text, f"the error holds {sign!r}, a stack trace")


def _private(target):
    request = put("inputs.0.data", ["SECRET-VALUE-1138"])(target.request())
    must(b"SECRET-VALUE-1138" not in target.infer(request).body, "the error holds the caller's value")


for name, ask in KINDS.items():
    needs = ("json", "version") if name == "unknown-version" else ("json",)
    add(GROUP, f"{name}-body", MUST, s.ERROR_BODY, lambda t, ask=ask: error_body(ask(t)), *needs)
    add(
        GROUP,
        f"{name}-content-type",
        SHOULD,
        s.CLIENT_TYPE,
        lambda t, ask=ask: should(
            ask(t).headers.get("content-type") == "application/json",
            lambda: f"the Content-Type is {ask(t).headers.get('content-type')!r}",
        ),
        *needs,
    )
    add(GROUP, f"{name}-without-stack-trace", SHOULD, s.ERROR_TEXT, lambda t, ask=ask: _quiet(ask(t)), *needs)
add(GROUP, "without-the-callers-values", SHOULD, s.ERROR_TEXT, _private, "json", "numbers")
add(GROUP, "unknown-model", MUST, s.ERROR, lambda t: refused(_unknown_model(t)))
add(GROUP, "unknown-version", MUST, s.ERROR, lambda t: refused(_unknown_version(t)), "version")
add(GROUP, "unknown-model-is-404", SHOULD, s.ERROR, lambda t: status(_unknown_model(t), 404))
add(GROUP, "unknown-version-is-404", SHOULD, s.ERROR, lambda t: status(_unknown_version(t), 404), "version")


@check(GROUP, "valid-after-each-error", MUST, s.RFC_KEEP, "json")
def valid_after_each_error(target):
    for ask in KINDS.values():
        ask(target)
        target.ok(target.request())


NAMES = {
    "empty": "",
    "dots": "..",
    "escaped-dots": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "escaped-slash": "a%2Fb",
    "nul": "a%00b",
    "blank": "a%20b",
    "accents": "h%C3%A9llo",
    "not-utf-8": "%ff%fe",
    "half-an-escape": "a%2",
    "very-long": "m" * 8000,
    "query-like": "a%3Fb%3D1",
    "line-end": "a%0d%0aX-Injected:%201",
    "prefix": None,
    "in-capitals-or-not": None,
}
for name, escaped in NAMES.items():

    def _asked(target, name=name, escaped=escaped):
        if name == "prefix":
            escaped = target.path.rsplit("/", 1)[1] + "-x"
        elif escaped is None:
            escaped = target.path.rsplit("/", 1)[1].swapcase() + "_"
        answer = target.rest.call("POST", f"/v2/models/{escaped}/infer", json.dumps(target.request()).encode())
        refused(answer)
        must("x-injected" not in answer.headers, "the name has made a header")

    add(GROUP, f"model-name-{name}", MUST, s.ERROR, _asked, "json")

VERSIONS = {"word": "latest", "negative": "-1", "zero": "0", "huge": "9" * 40, "dots": "%2e%2e", "blank": "%20", "float": "1.5"}
for name, escaped in VERSIONS.items():

    def _versioned(target, escaped=escaped):
        path = f"{target.path}/versions/{escaped}/infer"
        refused(target.rest.call("POST", path, json.dumps(target.request()).encode()))

    add(GROUP, f"version-{name}", MUST, s.ERROR, _versioned, "json", "version")
