"""Inference in JSON: what comes back."""

import json

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import is_json, status, text
from ..rest import JSON_TYPE

GROUP = "infer"


def _outputs(target, rows=2):
    return target.ok(target.request(rows))["outputs"]


def _each(what):
    def run(target):
        for output in _outputs(target):
            what(output)

    return run


def _shape(output):
    shape = output.get("shape")
    good = isinstance(shape, list) and all(type(size) is int and size >= 0 for size in shape)
    must(good, f"the shape is {shape!r}")


def _type(output):
    must(output.get("datatype") in tensors.DATATYPES, f"the datatype is {output.get('datatype')!r}")


def _data(output):
    must(isinstance(output.get("data"), list), "data is no list")


def _full(output):
    elements = len(tensors.flattened(output.get("data", [])))
    must(elements == tensors.count(output["shape"]), f"{elements} values for the shape {output['shape']}")


def _fitting(output):
    datatype = output.get("datatype")
    if datatype in tensors.DATATYPES:
        bad = [each for each in tensors.flattened(output.get("data", [])) if not tensors.fits(datatype, each)]
        must(not bad, lambda: f"no {datatype}: {bad[0]!r}")


def _distinct(target):
    names = [each.get("name") for each in _outputs(target)]
    must(len(set(map(str, names))) == len(names), "an output comes twice")


OUTPUT = [
    ("output-name", s.TENSOR_NAME, _each(lambda output: text(output, "name"))),
    ("output-shape", s.RESPONSE_SHAPE, _each(_shape)),
    ("output-datatype", s.RESPONSE_TYPE, _each(_type)),
    ("output-data", s.RESPONSE_DATA, _each(_data)),
    ("output-has-all-elements", s.BATCH, _each(_full)),
    ("output-elements-fit-the-datatype", s.RESPONSE_TYPE, _each(_fitting)),
    ("outputs-distinct", s.TENSOR_NAME, _distinct),
]
for name, source, run in OUTPUT:
    add(GROUP, name, MUST, source, run, "json")


def _like_metadata(target, of):
    known = {each.name: each for each in target.outputs}
    for output in _outputs(target):
        if output.get("name") in known:
            of(output, known[output["name"]])


@check(GROUP, "outputs-are-the-metadatas", MUST, s.OUTPUTS, "json", "outputs:1")
def outputs_are_the_metadatas(target):
    names = {each.get("name") for each in _outputs(target)}
    must(names == {each.name for each in target.outputs}, f"the answer's outputs are {sorted(map(str, names))}")


@check(GROUP, "output-datatypes-are-the-metadatas", MUST, s.TENSOR_TYPE, "json", "outputs:1")
def output_datatypes(target):
    def same(output, spec):
        must(output.get("datatype") == spec.datatype, f"{output.get('datatype')} where {spec.datatype} is announced")

    _like_metadata(target, same)


@check(GROUP, "output-shapes-are-the-metadatas", MUST, s.TENSOR_SHAPE, "json", "outputs:1")
def output_shapes(target):
    def same(output, spec):
        pairs = zip(output.get("shape", ()), spec.shape)
        good = len(output.get("shape", ())) == len(spec.shape) and all(b in (-1, a) for a, b in pairs)
        must(good, f"{output.get('shape')} where {list(spec.shape)} is announced")

    _like_metadata(target, same)


ANSWER = [
    ("status", MUST, s.INFER, lambda t, v: status(t.infer(t.request(), v), 200)),
    ("object", MUST, s.INFER_BODY, lambda t, v: t.ok(t.request(), v)),
    ("content-type", SHOULD, s.INFER_BODY, lambda t, v: is_json(t.infer(t.request(), v))),
    ("model-name", MUST, s.RESPONSE_NAME, lambda t, v: must(t.ok(t.request(), v).get("model_name") == t.model, "not so")),
]
for name, level, source, run in ANSWER:
    add(GROUP, name, level, source, lambda t, run=run: run(t, False), "json")
    add(GROUP, f"version-{name}", level, source, lambda t, run=run: run(t, True), "json", "version")


@check(GROUP, "model-version", SHOULD, s.RESPONSE_VERSION, "json", "version")
def model_version(target):
    text(target.ok(target.request()), "model_version")


@check(GROUP, "model-version-is-one-of-the-metadatas", MUST, s.RESPONSE_VERSION, "json", "version")
def model_version_is_known(target):
    version = target.ok(target.request()).get("model_version")
    must(version is None or version in target.versions or not target.versions, f"{version!r} is no version")


@check(GROUP, "version-model-version", MUST, s.RESPONSE_VERSION, "json", "version")
def version_that_was_asked(target):
    version = target.ok(target.request(), True).get("model_version")
    must(version in (None, target.version), f"{version!r} answers for {target.version!r}")


@check(GROUP, "every-version-answers", MUST, s.MODEL_VERSIONS, "json", "version")
def every_version(target):
    for version in target.versions:
        body = json.dumps(target.request()).encode()
        status(target.rest.call("POST", f"{target.path}/versions/{version}/infer", body, JSON_TYPE), 200)


@check(GROUP, "parameters-are-an-object", MUST, s.PARAMETERS, "json")
def parameters(target):
    found = target.ok(target.request())
    for holder in (found, *found["outputs"]):
        given = holder.get("parameters", {})
        must(isinstance(given, dict), f"parameters are {given!r}"[:120])
        good = all(isinstance(value, (str, int, float, bool)) for value in given.values())
        must(good, f"a parameter is no string, number or boolean: {given!r}"[:160])


@check(GROUP, "repeatable", SHOULD, s.INFER, "json", "deterministic")
def repeatable(target):
    seen = [target.results(target.ok(target.request())) for _ in range(5)]
    should(all(each == seen[0] for each in seen), "the same request has different answers")


@check(GROUP, "other-values-other-answers", SHOULD, s.INFER, "json", "batch")
def other_values(target):
    if not target.sample:
        seen = {str(target.results(target.ok(target.request(3, seed)))) for seed in range(8)}
        should(len(seen) > 1, "eight different requests have one answer")


for rows in (1, 2, 3, 17, 100, 1000):

    def _rows(target, rows=rows):
        for output in _outputs(target, rows):
            _full(output)
            batched = {each.name for each in target.outputs if each.shape[:1] == (-1,)}
            if output.get("name") in batched:
                must(output["shape"][0] == rows, f"{output['shape'][0]} rows in the answer to {rows}")

    add(GROUP, f"batch-of-{rows}", MUST, s.BATCH, _rows, "json", "batch")


@check(GROUP, "rows-keep-their-order", SHOULD, s.ROW_MAJOR, "json", "batch", "deterministic")
def rows_keep_their_order(target):
    """A batch's first output begins with the answer to its first row alone, where rows stand for themselves."""
    if target.sample:
        return
    alone, together = target.results(target.ok(target.request(1))), target.results(target.ok(target.request(5)))
    for name, values in alone.items():
        should(tensors.alike(together[name][: len(values)], values), f"{name} begins with {together[name][:1]}, not {values[:1]}")


IDS = {
    "plain": "42",
    "blank-within": "a b",
    "accents": "héllo – 日本",
    "beyond-the-basic-plane": "😀𝔘",
    "long": "x" * 1000,
    "quotes": "\"quoted\" \\ and / slashes",
    "line-ends": "a\r\nX-Injected: 1\r\n\r\nb",
    "control-characters": "\t\u0001\u001f\u007f",
    "digits-with-zeros": "007",
    "like-null": "null",
    "like-markup": "<b>&amp;</b>",
}
for name, given in IDS.items():

    def _echoed(target, given=given):
        answer = target.ok({"id": given, **target.request()})
        must(answer.get("id") == given, f"the id is {answer.get('id')!r}"[:120])

    add(GROUP, f"id-{name}", MUST, s.ID, _echoed, "json")


@check(GROUP, "id-reaches-no-header", MUST, s.CLIENT_ID, "json")
def id_reaches_no_header(target):
    answer = target.infer({"id": IDS["line-ends"], **target.request()})
    must("x-injected" not in answer.headers, "the id has made a header")


@check(GROUP, "id-after-the-inputs", MUST, s.RFC_JSON, "json")
def id_after_the_inputs(target):
    must(target.ok({**target.request(), "id": "late"}).get("id") == "late", "the id is lost")


@check(GROUP, "id-of-the-version", MUST, s.ID, "json", "version")
def id_of_the_version(target):
    must(target.ok({**target.request(), "id": "v"}, True).get("id") == "v", "the id is lost")


@check(GROUP, "ids-do-not-stay", SHOULD, s.ID, "json")
def ids_do_not_stay(target):
    target.ok({"id": "once", **target.request()})
    must(target.ok(target.request()).get("id") != "once", "the id of another request comes back")
