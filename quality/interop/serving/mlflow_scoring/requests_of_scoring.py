"""Good and bad requests to /invocations: (name, model, content type, body). Bodies that are neither text nor bytes are sent
as JSON."""

from decimal import Decimal

import pandas as pd

ROW = {"age": 30, "visits": 2, "amount": 0.5, "rate": 0.25, "member": True, "extra": 1.5}
NAMES = list(ROW)
VALUES = list(ROW.values())
SIX = [1.0, 2.0, 0.5, 0.25, 1.0, 1.5]
JSON = "application/json"
PARQUET = "application/vnd.apache.parquet"


def split(columns, *rows):
    return {"dataframe_split": {"columns": columns, "data": list(rows)}}


def without(*names, **others):
    return {name: value for name, value in (ROW | others).items() if name not in names}


def _named():
    yield "split", split(NAMES, VALUES, [*VALUES[:5], -2])
    yield "split in another order", split(NAMES[::-1], VALUES[::-1])
    yield "split with an index", {"dataframe_split": {**split(NAMES, VALUES)["dataframe_split"], "index": [7]}}
    yield "split with an extra column", split([*NAMES, "x"], [*VALUES, "text"])
    yield "split without names", {"dataframe_split": {"data": [VALUES]}}
    yield "split without data", {"dataframe_split": {"columns": NAMES}}
    yield "split with another field", {"dataframe_split": {"columns": NAMES, "data": [VALUES], "x": 1}}
    yield "split that is a list", {"dataframe_split": [VALUES]}
    yield "split with a short row", split(NAMES, VALUES[:5])
    yield "records", {"dataframe_records": [ROW, without(age=80)]}
    yield "records that are an object", {"dataframe_records": ROW}
    yield "records, float missing", {"dataframe_records": [without("amount"), ROW]}
    yield "records, float null", {"dataframe_records": [without(amount=None)]}
    yield "records, float NaN", {"dataframe_records": [without(rate=float("nan"))]}
    yield "records, integer null", {"dataframe_records": [without(age=None), ROW]}
    yield "records, integer missing", {"dataframe_records": [without("visits"), ROW]}
    yield "records, a column missing", {"dataframe_records": [without("visits", "amount")]}
    yield "records, missing and extra", {"dataframe_records": [without("visits", x=1)]}
    yield "instances", {"instances": [ROW, without(age=40)]}
    yield "instances, a value missing in one row", {"instances": [ROW, without("amount")]}
    yield "instances, a column missing", {"instances": [without("amount")]}
    yield "instances, float null", {"instances": [without(amount=None)]}
    yield "instances, integer null", {"instances": [without(age=None)]}
    yield "instances by position", {"instances": [VALUES]}
    yield "instances that are a number", {"instances": 7}
    yield "inputs", {"inputs": {name: [value, value] for name, value in ROW.items()}}
    yield "inputs of single values", {"inputs": ROW}
    yield "inputs as records", {"inputs": [ROW]}
    yield "inputs of different lengths", {"inputs": {**{name: [value, value] for name, value in ROW.items()}, "age": [1]}}
    yield "inputs by position", {"inputs": [VALUES]}
    for name, value in [("age", 30.7), ("age", "30"), ("age", "x"), ("age", True), ("visits", -1.5), ("amount", 3), ("amount", "0.5"),
                        ("amount", "x"), ("amount", True), ("rate", 1e300), ("member", 1), ("member", 0), ("member", False), ("amount", [1])]:  # fmt: skip
        yield f"records, {name}={value!r}", {"dataframe_records": [without(**{name: value})]}
        yield f"instances, {name}={value!r}", {"instances": [without(**{name: value})]}
    yield "two forms", {"instances": [ROW], "inputs": [ROW]}
    yield "no form", {"rows": [ROW]}
    yield "an unknown field", {"instances": [ROW], "client_request_id": "7"}
    yield "an empty object", {}
    yield "a list", [ROW]
    yield "a text", '"x"'
    yield "no JSON", "{"
    for params in [{}, None, {"output_margin": True}, {"output_margin": 1}, {"scale": 2}, {"scale": "x"}, {"scale": None}, {"unknown": 1}, [1], 7]:
        yield f"params {params}", {"instances": [ROW], "params": params}


def _csv():
    head = ",".join(NAMES)
    yield "csv", f"{head}\n30,2,0.5,0.25,True,1.5\n40,2,,nan,False,1\n"
    yield "csv in another order", "extra,member,rate,amount,visits,age\n1.5,true,0.25,0.5,2,30\n"
    yield "csv, integer missing", f"{head}\n,2,0.5,0.25,True,1.5\n"
    yield "csv, integer with a fraction", f"{head}\n30.5,2,0.5,0.25,True,1.5\n"
    yield "csv, a word", f"{head}\n30,2,x,0.25,True,1.5\n"
    yield "csv, a column missing", "age,visits\n1,2\n"
    yield "csv, extra column", f"x,{head}\n9,30,2,0.5,0.25,True,1.5\n"
    yield "csv, quoted names", '"age","visits","amount","rate","member","extra"\n30,2,0.5,0.25,True,1.5\n'
    yield "csv, empty", ""


def _parquet():
    wider = pd.DataFrame([ROW, without(amount=-2.5, member=False)])
    row = wider.astype({"visits": "int32", "rate": "float32"})
    yield "parquet", row.to_parquet()
    yield "parquet in another order", row[NAMES[::-1]].to_parquet(compression="gzip")
    yield "parquet without compression", row.to_parquet(compression=None)
    yield "parquet with lz4", row.to_parquet(compression="lz4")
    deltas = dict.fromkeys(["age", "visits"], "DELTA_BINARY_PACKED")
    yield "parquet of differences", row.to_parquet(use_dictionary=False, column_encoding=deltas)
    halves = dict.fromkeys(["amount", "rate", "age"], "BYTE_STREAM_SPLIT")
    yield "parquet of split bytes", row.to_parquet(use_dictionary=False, column_encoding=halves)
    yield "parquet of decimals", row.assign(amount=[Decimal("0.5"), Decimal("-2.5")]).to_parquet()
    yield "parquet with an index", row.assign(id=[7, 9]).set_index("id").to_parquet()
    yield "parquet, a number missing", row.assign(amount=[None, 1.5]).to_parquet()
    yield "parquet, an extra column", row.assign(x="?").to_parquet()
    yield "parquet, a column missing", row[NAMES[1:]].to_parquet()
    yield "parquet, a text", row.assign(rate="x").to_parquet()
    yield "parquet, an integer missing", row.assign(age=[None, 3]).to_parquet()
    yield "parquet, a wider integer", wider.to_parquet()
    yield "parquet, broken", row.to_parquet()[:-7]
    yield "parquet, empty", b""


def _unnamed():
    yield "split without names", {"dataframe_split": {"data": [SIX]}}
    yield "split with names", split(list("abcdef"), SIX)
    yield "a column too many", {"dataframe_split": {"data": [[*SIX, 9.0]]}}
    yield "too few", {"dataframe_split": {"data": [SIX[:5]]}}
    yield "instances", {"instances": [SIX, SIX]}
    yield "inputs", {"inputs": [SIX]}
    yield "nulls", {"instances": [[None, *SIX[1:]]]}
    yield "texts", {"instances": [["x", *SIX[1:]]]}


def _tensor():
    yield "instances", {"instances": [SIX, SIX]}
    yield "inputs", {"inputs": [SIX]}
    yield "too narrow", {"inputs": [SIX[:5]]}
    yield "too wide", {"instances": [[*SIX, 1.0]]}
    yield "one row without a list", {"inputs": SIX}
    yield "three dimensions", {"inputs": [[SIX]]}
    yield "ragged", {"inputs": [SIX, SIX[:5]]}
    yield "whole numbers", {"inputs": [[1, 2, 3, 4, 5, 6]]}
    yield "split", split(list("abcdef"), SIX)
    yield "split too narrow", split(list("abcde"), SIX[:5])


def _frame():
    yield "split", split(["s", "a"], ["x", 1.0], [None, 3])
    yield "optional column missing", split(["a"], [1.0])
    yield "records", {"dataframe_records": [{"a": 1, "s": "é"}, {"a": 2}]}
    yield "a parameter", {"inputs": {"a": [1, 2], "s": ["q", "r"]}, "params": {"k": 10}}
    yield "a wrong parameter", {"inputs": {"a": [1], "s": ["q"]}, "params": {"k": "x"}}
    yield "a wrong value", {"inputs": {"a": ["z"], "s": ["q"]}}
    yield "csv", "a,s\n1,007\n2,\n"


def _pipeline():
    yield "split", split(["plan", "amount", "rate"], ["pro", 1.0, -2], ["other", 0.5, 1])
    yield "missing", split(["plan", "amount"], ["pro", 1.0])
    yield "instances", {"instances": [{"plan": "free", "amount": 1, "rate": 1.5}]}
    yield "a missing number", {"instances": [{"plan": "free", "amount": None, "rate": 1.5}]}


def _types():
    yield "text", "text/plain", "x"
    yield "charset", "application/json; charset=latin-1", "{}"
    yield "charset utf-8", "application/json; charset=utf-8", {"instances": [ROW]}
    yield "CHARSET UTF-8", "application/json; charset=UTF-8", {"instances": [ROW]}
    yield "a parameter", "application/json; x=y", {"instances": [ROW]}
    yield "xml", "application/xml", "<x/>"


def all_requests():
    for model, requests in [("named", _named), ("unnamed", _unnamed), ("tensor", _tensor), ("frame", _frame), ("pipeline", _pipeline)]:
        for name, body in requests():
            yield name, model, "text/csv" if name.startswith("csv") else JSON, body
    for name, body in _csv():
        yield name, "named", "text/csv", body
    for name, body in _parquet():
        yield name, "named", PARQUET, body
    texts = pd.DataFrame({"s": ["é", None, "007"], "a": [1.0, 2.5, -3.0]})
    yield "parquet of texts", "frame", PARQUET, texts.to_parquet()
    yield "parquet by position", "unnamed", PARQUET, pd.DataFrame([SIX, SIX], columns=list("abcdef")).to_parquet()
    yield "parquet", "tensor", PARQUET, pd.DataFrame([SIX, SIX], columns=list("abcdef")).to_parquet()
    for name, kind, body in _types():
        yield name, "named", kind, body
    for name, body in [("split", split(NAMES, VALUES)), ("instances", {"instances": [ROW, without(age=80)]})]:
        yield name, "classes", JSON, body
    for model in ("bare", "nosignature"):
        yield "instances", model, JSON, {"instances": [SIX, SIX]}
        yield "split without names", model, JSON, {"dataframe_split": {"data": [SIX]}}
        yield "too narrow", model, JSON, {"instances": [SIX[:5]]}
