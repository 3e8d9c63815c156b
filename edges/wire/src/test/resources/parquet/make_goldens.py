"""Files of Parquet as pyarrow and pandas write them, and what they hold as JSON. Made with pyarrow 25.0.1, pandas 3.1.1:

    target/interop-venv/bin/python edges/wire/src/test/resources/parquet/make_goldens.py
"""

import base64
import datetime
import decimal
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
UTC = datetime.timezone.utc

EVERY_TYPE = pa.table(
    {
        "truth": pa.array([True, None, False, True] * 3),
        "byte": pa.array([-128, 127, None, 0] * 3, pa.int8()),
        "unsigned_int": pa.array([2**32 - 1, 1, None, 0] * 3, pa.uint32()),
        "long": pa.array([2**53 + 1, -5, None, 7] * 3, pa.int64()),
        "half": pa.array([0.5, None, -2.0, 65504.0] * 3, pa.float16()),
        "float": pa.array([0.1, None, -1.5, 3e38] * 3, pa.float32()),
        "double": pa.array([0.1, None, float("nan"), -1e300] * 3, pa.float64()),
        "text": pa.array(["a", None, "", "größer"] * 3),
        "bytes": pa.array([b"\x00\xff", None, b"", b"x"] * 3),
        "fixed": pa.array([b"ab", None, b"cd", b"\x00\x01"] * 3, pa.binary(2)),
        "date": pa.array([datetime.date(2026, 1, 2), None, datetime.date(1969, 12, 31), datetime.date(1, 1, 1)] * 3),
        "micros": pa.array([datetime.datetime(2026, 1, 2, 3, 4, 5, 678901), None] * 6, pa.timestamp("us")),
        "utc": pa.array([datetime.datetime(1969, 12, 31, 23, 59, 59, 1000, UTC), None] * 6, pa.timestamp("ms", "UTC")),
        "category": pa.array(["x", "y", None, "x"] * 3).dictionary_encode(),
    }
)


def cell(value):
    if isinstance(value, bytes):
        return {"b64": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="auto" if value.microsecond % 1000 else "milliseconds").replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def decimals(digits, point):
    texts = ["0", "1", "-1", "12345", "-" + "9" * digits, "9" * digits, None]
    values = [text and decimal.Decimal(text).scaleb(-point, decimal.Context(prec=76)) for text in texts]
    return pa.array(values, pa.decimal128(digits, point))


def write(name, table, told, **options):
    pq.write_table(table, HERE / f"{name}.parquet", **options)
    tell(name, told)


def tell(name, told):
    rows = [[cell(value) for value in row.values()] for row in told.to_pylist()]
    (HERE / f"{name}.json").write_text(json.dumps({"columns": told.column_names, "rows": rows}) + "\n")


write("snappy", EVERY_TYPE, EVERY_TYPE, compression="snappy")
write("gzip", EVERY_TYPE, EVERY_TYPE, compression="gzip", data_page_version="2.0")
write("plain", EVERY_TYPE, EVERY_TYPE, compression="none", use_dictionary=False)
write("groups", EVERY_TYPE, EVERY_TYPE, row_group_size=5, version="1.0", compression="snappy", use_dictionary=["text", "long"])
many = pa.table({"n": pa.array(range(3000)), "word": pa.array([f"w{i % 300}" for i in range(3000)])})
write("many", many, many, compression="snappy", data_page_size=1024)
empty = EVERY_TYPE.slice(0, 0)
write("empty", empty, empty)
frame = pd.DataFrame({"a": [1.5, 2.5], "b": ["x", None]}, index=pd.Index([7, 9], name="id"))
frame.to_parquet(HERE / "pandas.parquet")
tell("pandas", pa.table({"a": [1.5, 2.5], "b": ["x", None]}))
pq.write_table(pa.table({"n": pa.array([1, 2, 3])}), HERE / "zstd.parquet", compression="zstd")
write("lz4", many, many, compression="lz4", data_page_size=1024, use_dictionary=["word"])
random = np.random.default_rng(5)
LONG = EVERY_TYPE.append_column("more", pa.array([f"word {i}" if i % 3 else None for i in range(12)]))
LONG = pa.concat_tables([LONG] * 30).append_column("wide", pa.array(random.integers(-(2**63), 2**63 - 1, 360)))
LONG = LONG.append_column("narrow", pa.array(random.integers(-(2**31), 2**31 - 1, 360), pa.int32()))
NUMBERS = ["byte", "unsigned_int", "long", "date", "micros", "utc", "wide", "narrow"]
TEXTS = ["text", "bytes", "more"]
SPLIT = [*NUMBERS, "half", "float", "double", "fixed"]
LONG = LONG.drop_columns("category")
for name, encodings in {
    "delta": {**dict.fromkeys(NUMBERS, "DELTA_BINARY_PACKED"), **dict.fromkeys([*TEXTS, "fixed"], "DELTA_BYTE_ARRAY")},
    "lengths": dict.fromkeys(TEXTS, "DELTA_LENGTH_BYTE_ARRAY"),
    "split": dict.fromkeys(SPLIT, "BYTE_STREAM_SPLIT"),
}.items():
    version = "2.0" if name == "delta" else "1.0"
    write(name, LONG, LONG, column_encoding=encodings, use_dictionary=False, data_page_version=version)
money = pa.table({"short": decimals(7, 2), "longer": decimals(15, 3), "longest": decimals(38, 20)})
write("decimals", money, money)
write("whole_decimals", money, money, store_decimal_as_integer=True)
bomb = pa.table({"n": pa.array(["x" * 100_000] * 2_000)})
pq.write_table(bomb, HERE / "prefix_bomb.parquet", column_encoding={"n": "DELTA_BYTE_ARRAY"}, use_dictionary=False)
pq.write_table(pa.table({"n": pa.array([[1], [2, 3]])}), HERE / "lists.parquet")
pq.write_table(pa.table({"n": pa.array([datetime.time(1, 2)])}), HERE / "times.parquet")
zeros = pa.table({"n": pa.array(np.zeros(9_000_000))})
pq.write_table(zeros, HERE / "bytes_bomb.parquet", compression="gzip", compression_level=9, use_dictionary=False)
zeros = pa.table({"n": pa.array(np.zeros(2**24 + 1))})
pq.write_table(zeros, HERE / "cells_bomb.parquet", row_group_size=2**25, write_batch_size=2**20)
request = pd.DataFrame({"c": [3.0, 1.0, 0.0], "x": ["?"] * 3, "a": [1, 0, 0], "b": [2.0, 0.0, None]})
request.to_parquet(HERE / "request.parquet")
