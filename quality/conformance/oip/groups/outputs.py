"""Which outputs come back."""

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import infer_refused, put

GROUP = "outputs"


def _names(target, wanted, versioned=False):
    answer = target.ok({**target.request(), "outputs": [{"name": each} for each in wanted]}, versioned)
    return [each.get("name") for each in answer["outputs"]]


def _all(target):
    return [each.name for each in target.outputs]


@check(GROUP, "one", MUST, s.SELECTION, "json", "outputs:2")
def one(target):
    for name in _all(target):
        got = _names(target, [name])
        must(got == [name], f"{name} was asked for, {got} came")


@check(GROUP, "one-of-the-version", MUST, s.SELECTION, "json", "outputs:2", "version")
def one_of_the_version(target):
    must(_names(target, _all(target)[1:2], True) == _all(target)[1:2], "others came")


@check(GROUP, "all-by-name", MUST, s.SELECTION, "json", "outputs:1")
def all_by_name(target):
    must(set(_names(target, _all(target))) == set(_all(target)), "not all came")


@check(GROUP, "in-the-order-asked-for", SHOULD, s.SELECTION, "json", "outputs:2")
def in_order(target):
    wanted = _all(target)[::-1]
    should(_names(target, wanted) == wanted, "in another order")


@check(GROUP, "none-named-is-all", MUST, s.ALL_OUTPUTS, "json", "outputs:1")
def none_named(target):
    got = {each.get("name") for each in target.ok(target.request())["outputs"]}
    must(got >= set(_all(target)), f"only {sorted(map(str, got))} came")


@check(GROUP, "empty-list-is-all", SHOULD, s.ALL_OUTPUTS, "json", "outputs:1")
def empty_list(target):
    must(set(_names(target, [])) == set(_all(target)), "not all came")


@check(GROUP, "before-the-inputs", MUST, s.RFC_JSON, "json", "outputs:2")
def before_the_inputs(target):
    wanted = _all(target)[:1]
    answer = target.ok({"outputs": [{"name": wanted[0]}], **target.request()})
    must([each.get("name") for each in answer["outputs"]] == wanted, "others came")


@check(GROUP, "same-values", MUST, s.SELECTION, "json", "outputs:2", "deterministic")
def same_values(target):
    whole = target.results(target.ok(target.request()))
    for name in _all(target):
        part = target.results(target.ok({**target.request(), "outputs": [{"name": name}]}))
        must(tensors.alike(part.get(name, []), whole[name]), f"{name} has other values alone")


UNKNOWN = {"name": "no_such_output_here"}


def _known(target):
    return {"name": target.outputs[0].name}


REFUSED = [
    ("unknown", MUST, s.SELECTION, lambda t: [UNKNOWN]),
    ("unknown-beside-known", MUST, s.SELECTION, lambda t: [_known(t), UNKNOWN]),
    ("twice", SHOULD, s.SELECTION, lambda t: [_known(t), _known(t)]),
    ("without-a-name", SHOULD, s.REQUEST_OUTPUT, lambda t: [{}]),
    ("name-empty", SHOULD, s.REQUEST_OUTPUT, lambda t: [{"name": ""}]),
    ("name-number", SHOULD, s.REQUEST_OUTPUT, lambda t: [{"name": 1}]),
    ("name-null", SHOULD, s.REQUEST_OUTPUT, lambda t: [{"name": None}]),
    ("name-list", SHOULD, s.REQUEST_OUTPUT, lambda t: [{"name": ["a"]}]),
    ("object", SHOULD, s.REQUEST, lambda t: _known(t)),
    ("string", SHOULD, s.REQUEST, lambda t: t.outputs[0].name),
    ("number", SHOULD, s.REQUEST, lambda t: 1),
    ("of-strings", SHOULD, s.REQUEST_OUTPUT, lambda t: [t.outputs[0].name]),
    ("of-numbers", SHOULD, s.REQUEST_OUTPUT, lambda t: [1]),
    ("of-nulls", SHOULD, s.REQUEST_OUTPUT, lambda t: [None]),
    ("of-lists", SHOULD, s.REQUEST_OUTPUT, lambda t: [[_known(t)]]),
]
for name, level, source, given in REFUSED:
    add(GROUP, name, level, source, lambda t, given=given: infer_refused(put("outputs", given(t)))(t), "json", "outputs:1")
