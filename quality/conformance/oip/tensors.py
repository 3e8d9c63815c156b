"""Data types, values of them, and tensors as bytes."""

import struct

SIZES = {
    "BOOL": 1,
    "UINT8": 1,
    "UINT16": 2,
    "UINT32": 4,
    "UINT64": 8,
    "INT8": 1,
    "INT16": 2,
    "INT32": 4,
    "INT64": 8,
    "FP16": 2,
    "FP32": 4,
    "FP64": 8,
    "BYTES": 0,
}
"""The types of the specification with their bytes an element; BYTES varies."""

DATATYPES = [*SIZES, "BF16"]
"""BF16 is Triton's, and the specification speaks of it."""

HALVES = ("FP16", "BF16")

_CODES = dict(zip(SIZES, "?BHIQbhiqefd"))
_CODES.pop("BYTES", None)


GREATEST = {"FP16": 65504.0, "BF16": 3.4e38, "FP32": 3.4028235e38, "FP64": 1.7976931348623157e308}


def bounds(datatype):
    """The least and the greatest value of a type of whole numbers."""
    bits = 8 * SIZES[datatype]
    return (0, 2**bits - 1) if datatype[0] == "U" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def is_whole(datatype):
    return "INT" in datatype


def count(shape):
    elements = 1
    for size in shape:
        elements *= size
    return elements


def values(datatype, elements, seed=0):
    """Plain values that any model of the type should take; a float that is the same in every float type."""
    numbers = range(seed, seed + elements)
    if datatype == "BOOL":
        return [i % 2 == 0 for i in numbers]
    if datatype == "BYTES":
        return [f"t{i % 7}" for i in numbers]
    if is_whole(datatype):
        return [i * 3 % 5 for i in numbers]
    return [(i * 7 % 23) / 4 - 1 for i in numbers]


def nested(flat, shape):
    """The same values as lists in lists."""
    if len(shape) <= 1:
        return flat
    step = count(shape[1:])
    return [nested(flat[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])]


def flattened(data):
    if not isinstance(data, list):
        return [data]
    return [value for each in data for value in flattened(each)]


def to_bytes(datatype, flat):
    """Little-endian, one after the other; an element of BYTES has its length in four bytes before it."""
    if datatype == "BYTES":
        encoded = [each.encode() if isinstance(each, str) else each for each in flat]
        return b"".join(struct.pack("<I", len(each)) + each for each in encoded)
    if datatype == "BF16":
        return b"".join(struct.pack("<f", each)[2:] for each in flat)
    return struct.pack(f"<{len(flat)}{_CODES[datatype]}", *flat)


def from_bytes(datatype, data):
    """The values; ValueError when the bytes do not come out even."""
    if datatype == "BYTES":
        return _texts(data)
    size = 2 if datatype == "BF16" else SIZES[datatype]
    if len(data) % size:
        raise ValueError(f"{len(data)} bytes are no whole number of {datatype}")
    if datatype == "BF16":
        return [struct.unpack("<f", b"\0\0" + data[i : i + 2])[0] for i in range(0, len(data), 2)]
    return list(struct.unpack(f"<{len(data) // size}{_CODES[datatype]}", data))


def _texts(data):
    found, at = [], 0
    while at < len(data):
        if at + 4 > len(data):
            raise ValueError("the length of an element is cut off")
        (length,) = struct.unpack_from("<I", data, at)
        at += 4
        if at + length > len(data):
            raise ValueError("an element passes the end of the data")
        found.append(data[at : at + length].decode("utf-8", "surrogateescape"))
        at += length
    return found


def fits(datatype, value):
    """Whether a value in JSON is one of the type."""
    if datatype == "BOOL":
        return isinstance(value, bool)
    if datatype == "BYTES":
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if is_whole(datatype):
        least, most = bounds(datatype)
        return least <= value <= most and value == int(value)
    return value != value or abs(value) in (0, float("inf")) or abs(value) <= GREATEST[datatype]


def alike(one, other):
    """Equal, or floats as near as two ways of writing a float32."""
    if len(one) != len(other):
        return False
    return all(_alike(a, b) for a, b in zip(one, other))


def _alike(a, b):
    if a == b or (a != a and b != b):
        return True
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-6 * max(abs(a), abs(b))
    return False
