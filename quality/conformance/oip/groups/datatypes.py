"""Each data type: its least and greatest values, values that are not of it, and names that are no type."""

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, add
from ..expect import drop, infer_refused, infer_tolerated, put, refused, tolerated

GROUP = "datatypes"
IN_JSON = [each for each in tensors.SIZES if each not in tensors.HALVES]


def _with(datatype, value):
    """The valid request with a value first in the data of the input of a type."""

    def made(target):
        request = target.request()
        changed = request["inputs"][target.of_type(datatype)]
        flat = tensors.flattened(changed["data"])
        changed["data"] = [value, *flat[1:]]
        return request

    return made


def _taken(datatype, value):
    return lambda target: target.ok(_with(datatype, value)(target))


def _odd(datatype, value):
    return lambda target: tolerated(target.infer(_with(datatype, value)(target)))


def _refused(datatype, value):
    return lambda target: refused(target.infer(_with(datatype, value)(target)))


ODD = {
    "null": None,
    "string": "abc",
    "number-in-a-string": "1",
    "empty-string": "",
    "boolean": True,
    "whole-number": 1,
    "fraction": 1.5,
    "huge": 10**400,
    "beyond-64-bits": 2**64,
    "nan": float("nan"),
    "infinity": float("inf"),
    "minus-infinity": float("-inf"),
}
for datatype in IN_JSON:
    needs = ("json", f"type:{datatype}")
    if tensors.is_whole(datatype):
        least, most = tensors.bounds(datatype)
        add(GROUP, f"{datatype}-least", MUST, s.TENSOR_TYPE, _taken(datatype, least), *needs)
        add(GROUP, f"{datatype}-greatest", MUST, s.TENSOR_TYPE, _taken(datatype, most), *needs)
        add(GROUP, f"{datatype}-below-the-least", MUST, s.COERCION, _odd(datatype, least - 1), *needs)
        add(GROUP, f"{datatype}-above-the-greatest", MUST, s.COERCION, _odd(datatype, most + 1), *needs)
    if datatype == "BYTES":
        for name, value in {"empty": "", "accents": "héllo 日本 😀", "long": "x" * 100_000, "escapes": "\"\\\n\0"}.items():
            add(GROUP, f"BYTES-{name}", MUST, s.ELEMENTS, _taken(datatype, value), *needs)
    if datatype == "BOOL":
        add(GROUP, "BOOL-true", MUST, s.ELEMENTS, _taken(datatype, True), *needs)
        add(GROUP, "BOOL-false", MUST, s.ELEMENTS, _taken(datatype, False), *needs)
    for name, value in ODD.items():
        add(GROUP, f"{datatype}-odd-{name}", MUST, s.COERCION, _odd(datatype, value), *needs)
    add(GROUP, f"{datatype}-object", MUST, s.ELEMENTS, _refused(datatype, {"a": 1}), *needs)

NAME = "inputs.0.datatype"
REFUSED = [
    ("missing", MUST, drop(NAME)),
    ("null", MUST, put(NAME, None)),
    ("number", MUST, put(NAME, 32)),
    ("list", MUST, put(NAME, ["FP32"])),
    ("object", MUST, put(NAME, {})),
    ("empty", MUST, put(NAME, "")),
    ("unknown", MUST, put(NAME, "FP31")),
    ("unknown-word", MUST, put(NAME, "float")),
    ("with-a-prefix", SHOULD, put(NAME, lambda old: "TYPE_" + old)),
    ("in-small-letters", SHOULD, put(NAME, lambda old: old.lower())),
    ("with-a-blank", SHOULD, put(NAME, lambda old: old + " ")),
    ("very-long", SHOULD, put(NAME, "F" * 100_000)),
]
for name, level, change in REFUSED:
    add(GROUP, f"name-{name}", level, s.TENSOR_TYPE, infer_refused(change), "json")
for datatype in tensors.DATATYPES:
    add(GROUP, f"announced-as-{datatype}", MUST, s.COERCION, infer_tolerated(put(NAME, datatype)), "json")
