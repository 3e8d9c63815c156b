"""Metadata of the server and of the model."""

import re

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import error_body, is_json, refused, status, text
from ..tensors import DATATYPES


def _server(target):
    return target.rest.call("GET", "/v2")


def _texts(found, name):
    value = found.get(name)
    must(isinstance(value, list) and all(isinstance(each, str) for each in value), f"{name} is no list of strings")
    return value


def _distinct(values, what):
    must(len(set(values)) == len(values), f"{what} are given twice")


add("server-metadata", "status", MUST, s.SERVER, lambda t: status(_server(t), 200))
add("server-metadata", "content-type", SHOULD, s.SERVER_BODY, lambda t: is_json(_server(t)))
add("server-metadata", "name", MUST, s.SERVER_BODY, lambda t: text(_server(t).object(), "name"))
add("server-metadata", "version", MUST, s.SERVER_BODY, lambda t: text(_server(t).object(), "version"))
add("server-metadata", "extensions", MUST, s.SERVER_BODY, lambda t: _texts(_server(t).object(), "extensions"))
add(
    "server-metadata",
    "extensions-distinct",
    SHOULD,
    s.SERVER_BODY,
    lambda t: _distinct(_texts(_server(t).object(), "extensions"), "extensions"),
)
add(
    "server-metadata",
    "name-not-empty",
    SHOULD,
    "“name” : A descriptive name for the server.",
    lambda t: should(_server(t).object().get("name"), "no name"),
)


def _tensors(found, side):
    value = found.get(side)
    must(isinstance(value, list) and all(isinstance(each, dict) for each in value), f"{side} is no list of objects")
    return value


def _shape(tensor):
    shape = tensor.get("shape")
    must(isinstance(shape, list), f"the shape is no list: {shape!r}")
    good = all(isinstance(size, int) and not isinstance(size, bool) and size >= -1 for size in shape)
    must(good, f"a dimension is no whole number from -1: {shape!r}")


def _of_each(side, what):
    def run(found):
        for tensor in _tensors(found, side):
            what(tensor)

    return run


def _known_type(tensor):
    must(tensor.get("datatype") in DATATYPES, f"the datatype is {tensor.get('datatype')!r}")


def _some(found, side):
    should(_tensors(found, side), f"{side} is empty")


MODEL = [
    ("name", MUST, s.MODEL_NAME, lambda found, t: text(found, "name")),
    ("name-is-the-model", MUST, s.MODEL_NAME, lambda found, t: must(found.get("name") == t.model, "another name")),
    ("platform", MUST, s.PLATFORM, lambda found, t: text(found, "platform")),
    (
        "platform-form",
        SHOULD,
        s.PLATFORM,
        lambda found, t: should(re.fullmatch(r"[^_]+_.+", str(found.get("platform"))), f"{found.get('platform')!r}"),
    ),
    ("versions", SHOULD, s.MODEL_VERSIONS, lambda found, t: "versions" in found and _texts(found, "versions")),
    (
        "versions-distinct",
        SHOULD,
        s.MODEL_VERSIONS,
        lambda found, t: _distinct([str(each) for each in found.get("versions") or []], "versions"),
    ),
    ("inputs", MUST, s.INPUTS, lambda found, t: _tensors(found, "inputs")),
    ("inputs-some", SHOULD, s.INPUTS, lambda found, t: _some(found, "inputs")),
    ("outputs", MUST, s.OUTPUTS, lambda found, t: _tensors(found, "outputs")),
    ("outputs-some", SHOULD, s.OUTPUTS, lambda found, t: _some(found, "outputs")),
]
for side in ("inputs", "outputs"):
    MODEL += [
        (f"{side}-name", MUST, s.TENSOR_NAME, lambda found, t, e=_of_each(side, lambda x: text(x, "name")): e(found)),
        (f"{side}-datatype", MUST, s.TENSOR_TYPE, lambda found, t, e=_of_each(side, _known_type): e(found)),
        (f"{side}-shape", MUST, s.TENSOR_SHAPE, lambda found, t, e=_of_each(side, _shape): e(found)),
        (
            f"{side}-distinct",
            MUST,
            s.TENSOR_NAME,
            lambda found, t, side=side: _distinct([str(each.get("name")) for each in _tensors(found, side)], side),
        ),
    ]

for form, versioned, needs in (("", False, ()), ("version-", True, ("version",))):

    def _ask(target, versioned=versioned):
        return target.rest.call("GET", target.url(versioned))

    add("model-metadata", f"{form}status", MUST, s.MODEL, lambda t, ask=_ask: status(ask(t), 200), *needs)
    add("model-metadata", f"{form}content-type", SHOULD, s.MODEL, lambda t, ask=_ask: is_json(ask(t)), *needs)
    for name, level, source, run in MODEL:
        add(
            "model-metadata",
            form + name,
            level,
            source,
            lambda t, ask=_ask, run=run: run(ask(t).object(), t),
            *needs,
        )


@check("model-metadata", "version-is-listed", SHOULD, s.MODEL_VERSIONS, "version")
def version_is_listed(target):
    found = target.rest.call("GET", target.path).object().get("versions") or []
    must(target.version in found, f"{target.version} is not among the versions")


@check("model-metadata", "every-version-answers", MUST, s.MODEL_VERSIONS, "version")
def every_version_answers(target):
    for version in target.versions:
        status(target.rest.call("GET", f"{target.path}/versions/{version}"), 200)


@check("model-metadata", "stable", SHOULD, s.MODEL)
def stable(target):
    first, second = (target.rest.call("GET", target.path).object() for _ in range(2))
    must(first == second, "two answers differ")


UNKNOWN = {
    "unknown-model": lambda t: t.rest.call("GET", "/v2/models/no-such-model-here"),
    "unknown-version": lambda t: t.rest.call("GET", f"{t.path}/versions/98765"),
}
for name, ask in UNKNOWN.items():
    needs = ("version",) if name == "unknown-version" else ()
    add("model-metadata", name, MUST, s.METADATA_ERROR, lambda t, ask=ask: refused(ask(t)), *needs)
    add("model-metadata", f"{name}-is-404", SHOULD, s.METADATA_ERROR, lambda t, ask=ask: status(ask(t), 404), *needs)
    add("model-metadata", f"{name}-body", MUST, s.METADATA_ERROR_BODY, lambda t, ask=ask: error_body(ask(t)), *needs)
