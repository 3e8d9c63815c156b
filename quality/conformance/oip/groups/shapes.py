"""Shapes that are none, and data that is not what its shape says."""

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, add, check
from ..expect import both, drop, infer_refused, infer_tolerated, put, refused

GROUP = "shapes"
SHAPE = "inputs.0.shape"


def _data(value):
    return put("inputs.0.data", value)


def _shape(value):
    return put(SHAPE, value)


REFUSED = [
    ("missing", MUST, s.REQUEST_INPUT, drop(SHAPE)),
    ("null", MUST, s.REQUEST_INPUT, _shape(None)),
    ("string", MUST, s.REQUEST_INPUT, _shape("2,3")),
    ("number", MUST, s.REQUEST_INPUT, _shape(6)),
    ("object", MUST, s.REQUEST_INPUT, _shape({"0": 2})),
    ("of-lists", MUST, s.REQUEST_SHAPE, _shape(lambda old: [old])),
    ("of-nulls", MUST, s.REQUEST_SHAPE, _shape(lambda old: [None for _ in old])),
    ("of-objects", MUST, s.REQUEST_SHAPE, _shape(lambda old: [{} for _ in old])),
    ("of-strings", SHOULD, s.REQUEST_SHAPE, _shape(lambda old: [str(size) for size in old])),
    ("of-booleans", SHOULD, s.REQUEST_SHAPE, _shape(lambda old: [True for _ in old])),
    ("fraction", MUST, s.REQUEST_SHAPE, _shape(lambda old: [old[0] + 0.5, *old[1:]])),
    ("negative", MUST, s.REQUEST_SHAPE, _shape(lambda old: [-old[0], *old[1:]])),
    ("all-negative", MUST, s.REQUEST_SHAPE, _shape(lambda old: [-size for size in old])),
    ("variable", MUST, s.REQUEST_SHAPE, _shape(lambda old: [-1, *old[1:]])),
    ("minus-two", MUST, s.REQUEST_SHAPE, _shape(lambda old: [-2, *old[1:]])),
    ("least-of-64-bits", MUST, s.REQUEST_SHAPE, _shape(lambda old: [-(2**63), *old[1:]])),
    ("beyond-64-bits", MUST, s.REQUEST_SHAPE, _shape(lambda old: [2**64, *old[1:]])),
    ("wraps-in-64-bits", MUST, s.REQUEST_SHAPE, _shape(lambda old: [2**64 + old[0], *old[1:]])),
    ("wraps-in-32-bits", MUST, s.FULL_SHAPE, _shape(lambda old: [2**32 + old[0], *old[1:]])),
    ("most-of-32-bits", MUST, s.FULL_SHAPE, _shape(lambda old: [2**31 - 1, *old[1:]])),
    ("most-of-64-bits", MUST, s.FULL_SHAPE, _shape(lambda old: [2**63 - 1, *old[1:]])),
    ("most-of-unsigned-64-bits", MUST, s.FULL_SHAPE, _shape(lambda old: [2**64 - 1, *old[1:]])),
    ("product-is-zero-in-32-bits", MUST, s.FULL_SHAPE, both(_shape([65536, 65536]), _data([]))),
    ("product-is-zero-in-64-bits", MUST, s.FULL_SHAPE, both(_shape([2**32, 2**32]), _data([]))),
    ("product-is-one-in-64-bits", MUST, s.FULL_SHAPE, both(_shape([3, 12297829382473034411]), _data([1]))),
    ("a-billion-rows", MUST, s.FULL_SHAPE, _shape(lambda old: [10**9, *old[1:]])),
    ("a-billion-columns", MUST, s.FULL_SHAPE, _shape(lambda old: [*old[:-1], 10**9])),
    ("rank-of-a-thousand", MUST, s.FULL_SHAPE, _shape(lambda old: [2] * 1000)),
    ("rank-of-100000", SHOULD, s.FULL_SHAPE, _shape(lambda old: [1] * 100_000)),
    ("one-value-too-few", MUST, s.FULL_SHAPE, _data(lambda old: tensors.flattened(old)[:-1])),
    ("one-value-too-many", MUST, s.FULL_SHAPE, _data(lambda old: [*tensors.flattened(old), tensors.flattened(old)[0]])),
    ("twice-the-values", MUST, s.FULL_SHAPE, _data(lambda old: tensors.flattened(old) * 2)),
    ("no-values", MUST, s.FULL_SHAPE, _data([])),
    ("empty-for-many-values", MUST, s.FULL_SHAPE, _shape([])),
    ("zero-rows-with-values", MUST, s.FULL_SHAPE, _shape(lambda old: [0, *old[1:]])),
    ("a-row-too-many", MUST, s.FULL_SHAPE, _shape(lambda old: [old[0] + 1, *old[1:]])),
    ("a-row-too-few", MUST, s.FULL_SHAPE, _shape(lambda old: [old[0] - 1, *old[1:]])),
]
for name, level, source, change in REFUSED:
    add(GROUP, name, level, source, infer_refused(change), "json")


def _rows(change):
    """Of the first input's data in lists of lists."""

    def run(request):
        first = request["inputs"][0]
        first["data"] = change(tensors.nested(tensors.flattened(first["data"]), first["shape"]))
        return request

    return run


NESTED = [
    ("nested-ragged", _rows(lambda rows: [rows[0][:-1], *rows[1:]])),
    ("nested-ragged-to-the-right-count", _rows(lambda rows: [rows[0][:-1], [*rows[1], rows[0][-1]], *rows[2:]])),
    ("nested-a-row-too-many", _rows(lambda rows: [*rows, rows[0]])),
    ("nested-a-row-too-few", _rows(lambda rows: rows[:-1])),
    ("nested-partly", _rows(lambda rows: [*rows[0], *rows[1:]])),
    ("nested-empty-row", _rows(lambda rows: [[], *rows[1:]])),
]
for name, change in NESTED:
    add(GROUP, name, MUST, s.NATURAL, infer_refused(change), "json", "wide")

TOLERATED = [
    ("nested-one-too-deep", s.NATURAL, _rows(lambda rows: [rows])),
    ("nested-each-value", s.NATURAL, _rows(lambda rows: [[[value] for value in row] for row in rows])),
    ("nested-transposed", s.NATURAL, _rows(lambda rows: [list(column) for column in zip(*rows)])),
]
for name, source, change in TOLERATED:
    add(GROUP, name, MUST, source, infer_tolerated(change), "json", "wide")

ODD = [
    ("whole-numbers-as-floats", s.REQUEST_SHAPE, _shape(lambda old: [float(size) for size in old])),
    ("no-rows", s.FULL_SHAPE, both(_shape(lambda old: [0, *old[1:]]), _data([]))),
    ("no-columns", s.FULL_SHAPE, both(_shape(lambda old: [*old[:-1], 0]), _data([]))),
    ("a-billion-rows-of-nothing", s.FULL_SHAPE, both(_shape([10**9, 0]), _data([]))),
    ("nothing-in-64-bits", s.FULL_SHAPE, both(_shape([2**63 - 1, 0]), _data([]))),
    ("scalar", s.FULL_SHAPE, both(_shape([]), _data(lambda old: tensors.flattened(old)[:1]))),
    ("flattened-shape", s.FULL_SHAPE, _shape(lambda old: [tensors.count(old)])),
    ("one-dimension-more", s.FULL_SHAPE, _shape(lambda old: [1, *old])),
    ("ones-behind", s.FULL_SHAPE, _shape(lambda old: [*old, 1, 1, 1])),
    ("transposed", s.FULL_SHAPE, _shape(lambda old: old[::-1])),
]
for name, source, change in ODD:
    add(GROUP, name, MUST, source, infer_tolerated(change), "json")


def _other_size(by):
    """Another size of the first fixed dimension, with the data for it."""

    def run(target):
        request = target.request()
        for i, spec in enumerate(target.inputs):
            fixed = next((k for k, size in enumerate(spec.shape) if size > 0), None)
            if fixed is not None:
                changed = request["inputs"][i]
                changed["shape"][fixed] += by
                changed["data"] = tensors.values(spec.datatype, tensors.count(changed["shape"]))
                return refused(target.infer(request))

    return run


add(GROUP, "fixed-dimension-too-large", SHOULD, s.TENSOR_SHAPE, _other_size(1), "json", "fixed")
add(GROUP, "fixed-dimension-much-too-large", SHOULD, s.TENSOR_SHAPE, _other_size(1000), "json", "fixed")


@check(GROUP, "fixed-dimension-too-small", SHOULD, s.TENSOR_SHAPE, "json", "fixed", "wide")
def too_small(target):
    _other_size(-1)(target)
