"""The messages of the gRPC service by tables, so that no generated code is needed.

A type with * is repeated; a capital letter begins the name of a message.
"""

import struct

_PARAMETERS = "Parameter*"

MESSAGES = {
    "Empty": {},
    "Live": {"live": (1, "bool")},
    "Ready": {"ready": (1, "bool")},
    "Model": {"name": (1, "string"), "version": (2, "string")},
    "ServerMetadata": {"name": (1, "string"), "version": (2, "string"), "extensions": (3, "string*")},
    "TensorMetadata": {"name": (1, "string"), "datatype": (2, "string"), "shape": (3, "int64*")},
    "ModelMetadata": {
        "name": (1, "string"),
        "versions": (2, "string*"),
        "platform": (3, "string"),
        "inputs": (4, "TensorMetadata*"),
        "outputs": (5, "TensorMetadata*"),
    },
    "Parameter": {"key": (1, "string"), "value": (2, "ParameterValue")},
    "ParameterValue": {"bool_param": (1, "bool"), "int64_param": (2, "int64"), "string_param": (3, "string")},
    "Contents": {
        "bool_contents": (1, "bool*"),
        "int_contents": (2, "int64*"),
        "int64_contents": (3, "int64*"),
        "uint_contents": (4, "uint64*"),
        "uint64_contents": (5, "uint64*"),
        "fp32_contents": (6, "float*"),
        "fp64_contents": (7, "double*"),
        "bytes_contents": (8, "bytes*"),
    },
    "Tensor": {
        "name": (1, "string"),
        "datatype": (2, "string"),
        "shape": (3, "int64*"),
        "parameters": (4, _PARAMETERS),
        "contents": (5, "Contents"),
    },
    "RequestedOutput": {"name": (1, "string"), "parameters": (2, _PARAMETERS)},
    "InferRequest": {
        "model_name": (1, "string"),
        "model_version": (2, "string"),
        "id": (3, "string"),
        "parameters": (4, _PARAMETERS),
        "inputs": (5, "Tensor*"),
        "outputs": (6, "RequestedOutput*"),
        "raw_input_contents": (7, "bytes*"),
    },
    "InferResponse": {
        "model_name": (1, "string"),
        "model_version": (2, "string"),
        "id": (3, "string"),
        "parameters": (4, _PARAMETERS),
        "outputs": (5, "Tensor*"),
        "raw_output_contents": (6, "bytes*"),
    },
    "StreamResponse": {"error_message": (1, "string"), "infer_response": (2, "InferResponse")},
    "IndexRequest": {"repository_name": (1, "string"), "ready": (2, "bool")},
    "IndexLine": {"name": (1, "string"), "version": (2, "string"), "state": (3, "string"), "reason": (4, "string")},
    "Index": {"models": (1, "IndexLine*")},
    "LoadRequest": {"repository_name": (1, "string"), "model_name": (2, "string")},
    "HealthStatus": {"status": (1, "int64")},
}

CONTENTS = {
    "BOOL": "bool_contents",
    "INT8": "int_contents",
    "INT16": "int_contents",
    "INT32": "int_contents",
    "INT64": "int64_contents",
    "UINT8": "uint_contents",
    "UINT16": "uint_contents",
    "UINT32": "uint_contents",
    "UINT64": "uint64_contents",
    "FP32": "fp32_contents",
    "FP64": "fp64_contents",
    "BYTES": "bytes_contents",
}
"""Where the values of a data type are; the halves have no field."""

_FIXED = {"float": "<f", "double": "<d"}


def _varint(value):
    value &= 2**64 - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _scalar(kind, value):
    return struct.pack(_FIXED[kind], value) if kind in _FIXED else _varint(int(value))


def _delimited(number, data):
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _field(number, kind, value):
    if kind[0].isupper():
        return _delimited(number, encode(kind, value))
    if kind in ("string", "bytes"):
        return _delimited(number, value.encode() if isinstance(value, str) else value)
    wire = {"float": 5, "double": 1}.get(kind, 0)
    return _varint(number << 3 | wire) + _scalar(kind, value)


def encode(message, fields):
    out = b""
    for name, (number, kind) in MESSAGES[message].items():
        if name not in fields:
            continue
        value = fields[name]
        if not kind.endswith("*"):
            out += _field(number, kind, value)
        elif kind[0].isupper() or kind in ("string*", "bytes*"):
            out += b"".join(_field(number, kind[:-1], each) for each in value)
        elif value:
            out += _delimited(number, b"".join(_scalar(kind[:-1], each) for each in value))
    return out


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def more(self):
        return self.at < len(self.data)

    def take(self, size):
        if self.at + size > len(self.data):
            raise ValueError("a message ends within a field")
        self.at += size
        return self.data[self.at - size : self.at]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value & (2**64 - 1)
            if shift > 63:
                raise ValueError("a number is too long")

    def scalar(self, kind):
        if kind in _FIXED:
            return struct.unpack(_FIXED[kind], self.take(struct.calcsize(_FIXED[kind])))[0]
        value = self.varint()
        if kind == "bool":
            return value != 0
        return value - 2**64 if kind == "int64" and value >= 2**63 else value

    def skip(self, wire):
        if wire == 0:
            self.varint()
        elif wire in (1, 5):
            self.take(8 if wire == 1 else 4)
        elif wire == 2:
            self.take(self.varint())
        else:
            raise ValueError(f"wire type {wire}")


def _nothing(kind):
    if kind.endswith("*"):
        return []
    if kind[0].isupper():
        return None
    return {"string": "", "bytes": b"", "bool": False}.get(kind, 0)


def decode(message, data):
    """All fields; those that did not come have their defaults, and a message None. ValueError for what is none."""
    table = MESSAGES[message]
    found = {name: _nothing(kind) for name, (_, kind) in table.items()}
    names = {number: (name, kind) for name, (number, kind) in table.items()}
    reader = _Reader(data)
    while reader.more():
        key = reader.varint()
        number, wire = key >> 3, key & 7
        if number not in names:
            reader.skip(wire)
            continue
        name, kind = names[number]
        _take(found, name, kind, wire, reader)
    return found


def _take(found, name, kind, wire, reader):
    single = kind.rstrip("*")
    if single[0].isupper() or single in ("string", "bytes"):
        if wire != 2:
            raise ValueError(f"{name} has wire type {wire}")
        part = reader.take(reader.varint())
        value = decode(single, part) if single[0].isupper() else part.decode() if single == "string" else part
        if kind.endswith("*"):
            found[name].append(value)
        else:
            found[name] = value
    elif wire == 2 and kind.endswith("*"):
        packed = _Reader(reader.take(reader.varint()))
        while packed.more():
            found[name].append(packed.scalar(single))
    elif kind.endswith("*"):
        found[name].append(reader.scalar(single))
    else:
        found[name] = reader.scalar(single)
