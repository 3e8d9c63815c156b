"""Calls of the gRPC service that are wrong."""

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..protobuf import CONTENTS, encode
from ..rpc import Refused
from .grpc_calls import infer, values

GROUP = "grpc-errors"
CALLERS = ("INVALID_ARGUMENT", "NOT_FOUND", "OUT_OF_RANGE", "FAILED_PRECONDITION", "RESOURCE_EXHAUSTED", "UNIMPLEMENTED")


def code(target, method, message):
    """The status of a call, and what it told."""
    try:
        target.rpc.bytes(method, message)
        return "OK", ""
    except Refused as refused:
        return refused.code, refused.details


def refused(got, *wanted):
    must(got != "OK", "answered OK where an error is due")
    should(got in (wanted or CALLERS), f"{got} where {' or '.join(wanted or ('INVALID_ARGUMENT',))} is due")


def _infer(target, change, raw):
    return code(target, "ModelInfer", encode("InferRequest", change(target.message(raw))))[0]


def _first(**fields):
    def change(message):
        made = {name: value(message["inputs"][0][name]) if callable(value) else value for name, value in fields.items()}
        message["inputs"][0] = {**message["inputs"][0], **made}
        return message

    return change


def _drop(name):
    def change(message):
        message["inputs"] = [{key: value for key, value in each.items() if key != name} for each in message["inputs"]]
        return message

    return change


BOTH = [
    ("no-inputs", MUST, s.INPUTS, lambda m: {**m, "inputs": [], "raw_input_contents": []}),
    ("input-unknown", SHOULD, s.INPUTS, _first(name="no_such_input_here")),
    ("input-without-name", MUST, s.REQUEST_INPUT, _drop("name")),
    ("input-without-datatype", MUST, s.TENSOR_TYPE, _drop("datatype")),
    ("input-without-shape", MUST, s.GRPC_CONTENTS, _drop("shape")),
    ("datatype-unknown", MUST, s.TENSOR_TYPE, _first(datatype="FP31")),
    ("datatype-in-small-letters", SHOULD, s.TENSOR_TYPE, _first(datatype=lambda old: old.lower())),
    ("output-unknown", MUST, s.SELECTION, lambda m: {**m, "outputs": [{"name": "no_such_output_here"}]}),
    ("output-without-name", SHOULD, s.REQUEST_OUTPUT, lambda m: {**m, "outputs": [{}]}),
    ("shape-negative", MUST, s.REQUEST_SHAPE, _first(shape=lambda old: [-old[0], *old[1:]])),
    ("shape-all-negative", MUST, s.REQUEST_SHAPE, _first(shape=lambda old: [-size for size in old])),
    ("shape-variable", MUST, s.REQUEST_SHAPE, _first(shape=lambda old: [-1, *old[1:]])),
    ("shape-least-of-64-bits", MUST, s.REQUEST_SHAPE, _first(shape=lambda old: [-(2**63), *old[1:]])),
    ("shape-a-row-too-many", MUST, s.GRPC_CONTENTS, _first(shape=lambda old: [old[0] + 1, *old[1:]])),
    ("shape-a-row-too-few", MUST, s.GRPC_CONTENTS, _first(shape=lambda old: [old[0] - 1, *old[1:]])),
    ("shape-no-rows", MUST, s.GRPC_CONTENTS, _first(shape=lambda old: [0, *old[1:]])),
    ("shape-a-billion-rows", MUST, s.GRPC_CONTENTS, _first(shape=lambda old: [10**9, *old[1:]])),
    ("shape-wraps-in-32-bits", MUST, s.GRPC_CONTENTS, _first(shape=lambda old: [2**32 + old[0], *old[1:]])),
    ("shape-most-of-64-bits", MUST, s.GRPC_CONTENTS, _first(shape=lambda old: [2**63 - 1, *old[1:]])),
    ("shape-product-wraps-in-64-bits", MUST, s.GRPC_CONTENTS, _first(shape=[2**32, 2**32])),
    ("shape-product-wraps-in-32-bits", MUST, s.GRPC_CONTENTS, _first(shape=[65536, 65536])),
    ("shape-rank-of-a-thousand", MUST, s.GRPC_CONTENTS, _first(shape=[2] * 1000)),
]
for name, level, source, change in BOTH:
    for raw in (True, False):
        add(
            GROUP,
            f"{'raw' if raw else 'typed'}-{name}",
            level,
            source,
            lambda t, change=change, raw=raw: refused(_infer(t, change, raw)),
            "grpc",
            *(() if raw else ("json",)),
        )

for raw in (True, False):

    def _twice(message):
        contents = message.get("raw_input_contents")
        twice = {**message, "inputs": [*message["inputs"], message["inputs"][0]]}
        return {**twice, "raw_input_contents": [*contents, contents[0]]} if contents else twice

    def _output_twice(target, raw=raw):
        wanted = [{"name": target.outputs[0].name}] * 2
        refused(_infer(target, lambda m: {**m, "outputs": wanted}, raw))

    kind = "raw" if raw else "typed"
    needs = ("grpc",) if raw else ("grpc", "json")
    add(GROUP, f"{kind}-input-twice", SHOULD, s.INPUTS, lambda t, c=_twice, raw=raw: refused(_infer(t, c, raw)), *needs)
    add(GROUP, f"{kind}-output-twice", SHOULD, s.SELECTION, _output_twice, *needs, "outputs:1")


def _raw(change):
    return lambda message: {**message, "raw_input_contents": change(message["raw_input_contents"])}


RAW = [
    ("contents-cut-by-one", s.GRPC_RAW_SIZE, _raw(lambda all: [all[0][:-1], *all[1:]])),
    ("contents-cut-in-half", s.GRPC_RAW_SIZE, _raw(lambda all: [all[0][: len(all[0]) // 2], *all[1:]])),
    ("contents-empty", s.GRPC_RAW_SIZE, _raw(lambda all: [b"", *all[1:]])),
    ("contents-longer-by-one", s.GRPC_RAW_SIZE, _raw(lambda all: [all[0] + b"\0", *all[1:]])),
    ("contents-twice-as-long", s.GRPC_RAW_SIZE, _raw(lambda all: [all[0] * 2, *all[1:]])),
    ("contents-one-too-many", s.GRPC_RAW, _raw(lambda all: [*all, all[0]])),
    ("contents-missing", s.GRPC_RAW, _raw(lambda all: [])),
]
for name, source, change in RAW:
    add(GROUP, name, MUST, source, lambda t, change=change: refused(_infer(t, change, True)), "grpc")


@check(GROUP, "contents-one-too-few", MUST, s.GRPC_RAW, "grpc", "inputs:2")
def one_too_few(target):
    refused(_infer(target, _raw(lambda all: all[:-1]), True))


@check(GROUP, "raw-and-typed", MUST, s.GRPC_BOTH, "grpc", "json")
def raw_and_typed(target):
    typed = target.message(False)
    refused(_infer(target, lambda m: {**m, "inputs": typed["inputs"]}, True))


def _typed(change):
    def run(message):
        field, flat = next(iter(message["inputs"][0]["contents"].items()))
        return _first(contents={field: change(flat)})(message)

    return run


TYPED = [
    ("typed-contents-short", s.GRPC_CONTENTS, _typed(lambda flat: flat[:-1])),
    ("typed-contents-long", s.GRPC_CONTENTS, _typed(lambda flat: [*flat, flat[0]])),
    ("typed-contents-empty", s.GRPC_CONTENTS, _typed(lambda flat: [])),
    ("typed-contents-missing", s.GRPC_CONTENTS, _drop("contents")),
]
for name, source, change in TYPED:
    add(GROUP, name, MUST, source, lambda t, change=change: refused(_infer(t, change, False)), "grpc", "json")


@check(GROUP, "typed-contents-of-another-type", MUST, s.GRPC_CONTENTS, "grpc", "json")
def of_another_type(target):
    def change(message):
        first = message["inputs"][0]
        other = "bytes_contents" if CONTENTS[first["datatype"]] != "bytes_contents" else "fp32_contents"
        given = [b"x"] if other == "bytes_contents" else [1.0]
        flat = next(iter(first["contents"].values()))
        return _first(contents={other: given * len(flat)})(message)

    refused(_infer(target, change, False))


UNKNOWN = {"name": "no-such-model-here"}
CALLS = {
    "infer-unknown-model": lambda t: ("ModelInfer", encode("InferRequest", {**t.message(), "model_name": UNKNOWN["name"]})),
    "infer-unknown-version": lambda t: ("ModelInfer", encode("InferRequest", {**t.message(), "model_version": "98765"})),
    "metadata-unknown-model": lambda t: ("ModelMetadata", encode("Model", UNKNOWN)),
    "metadata-unknown-version": lambda t: ("ModelMetadata", encode("Model", {"name": t.model, "version": "98765"})),
}
for name, made in CALLS.items():
    needs = ("grpc", "version") if "version" in name else ("grpc",)
    add(GROUP, name, MUST, s.GRPC_STATUS, lambda t, made=made: refused(code(t, *made(t))[0]), *needs)
    add(
        GROUP,
        f"{name}-is-NOT_FOUND",
        SHOULD,
        s.GRPC_STATUS,
        lambda t, made=made: refused(code(t, *made(t))[0], "NOT_FOUND"),
        *needs,
    )


@check(GROUP, "tells-why", SHOULD, s.ERROR_TEXT, "grpc")
def tells_why(target):
    _, details = code(target, *CALLS["infer-unknown-model"](target))
    should(details.strip(), "the status has no text")
    for sign in ("Traceback", "\tat ", ".java:", 'File "/'):
        should(sign not in details, f"the text holds {sign!r}, a stack trace")


@check(GROUP, "unknown-method", MUST, s.GRPC_STATUS, "grpc")
def unknown_method(target):
    refused(code(target, "NoSuchMethodHere", b"")[0], "UNIMPLEMENTED")


@check(GROUP, "unknown-service", MUST, s.GRPC_STATUS, "grpc")
def unknown_service(target):
    refused(code(target, "/no.such.Service/Method", b"")[0], "UNIMPLEMENTED")


BROKEN = {
    "cut": lambda data: data[:-3],
    "cut-in-half": lambda data: data[: len(data) // 2],
    "a-byte": lambda data: b"\xff",
    "endless-number": lambda data: b"\xff" * 20,
    "length-beyond-the-end": lambda data: b"\x0a\xff\xff\xff\xff\x07" + data,
    "name-not-utf-8": lambda data: b"\x0a\x02\xff\xfe" + data,
    "wire-type-7": lambda data: b"\x0f" + data,
    "json": lambda data: b'{"model_name":"x"}',
}
for name, made in BROKEN.items():

    def _broken(target, made=made):
        got, _ = code(target, "ModelInfer", made(encode("InferRequest", target.message())))
        must(got != "OK", "answered OK where an error is due")
        should(got != "UNAVAILABLE", "the connection broke")
        values(infer(target, target.message()))

    level = SHOULD if name == "name-not-utf-8" else MUST
    add(GROUP, f"message-{name}", level, s.GRPC_STATUS, _broken, "grpc")


@check(GROUP, "valid-after-each-error", MUST, s.GRPC_STATUS, "grpc")
def valid_after_each_error(target):
    for _, _, _, change in BOTH:
        _infer(target, change, True)
        values(infer(target, target.message()))


@check(GROUP, "load-unknown", MUST, s.LOAD_ERROR, "grpc", "extension:model_repository")
def load_unknown(target):
    refused(code(target, "RepositoryModelLoad", encode("LoadRequest", {"model_name": UNKNOWN["name"]}))[0])


@check(GROUP, "unload-unknown", SHOULD, s.UNLOAD_ERROR, "grpc", "extension:model_repository")
def unload_unknown(target):
    refused(code(target, "RepositoryModelUnload", encode("LoadRequest", {"model_name": UNKNOWN["name"]}))[0])
