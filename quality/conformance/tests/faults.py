"""Named faults of the reference server. Which checks each of them trips is stated in tripped.txt.

`accepts RULE` and `fails RULE`, for every rule of the reference, answer what breaks the rule, or fail. The others refuse,
fail or answer before the server sees a call, or change what it answers. A fault of the network needs real connections.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from oip import tensors
from oip.protobuf import decode, encode
from oip.rpc import SERVICE, Refused

from reference import HEADER, Reply, told

HERE = Path(__file__).parent
ALL = ("sum", "echo", "half")


@dataclass(frozen=True)
class Fault:
    name: str
    before: Optional[Callable] = None
    """A call to a reply, or None to go on."""
    after: Optional[Callable] = None
    """A call and the reply of the right server to another reply, or None to leave it."""
    rpc: Optional[Callable] = None
    """(next, method, data) to the answer's bytes, where next is the right service."""
    stream: Optional[Callable] = None
    """(next, messages) to the answers of a stream."""
    models: tuple = ("sum",)
    groups: tuple = ()
    """Of a fault of the network: the checks that are run."""
    alone: bool = False
    """The server answers one connection after the other."""
    remembers: bool = False
    """Whether what it does depends on the calls before, or on how fast the machine is."""


FAULTS: dict[str, Fault] = {}


def fault(name, **parts):
    if name in FAULTS:
        raise ValueError(f"two faults are called {name}")
    FAULTS[name] = Fault(name, **parts)


def kind(call):
    path = call.asks
    for pattern, name in KINDS:
        if re.fullmatch(pattern, path):
            return name
    return "other"


MODEL = r"/v2/models/[^/]*(/versions/[^/]*)?"
KINDS = [
    ("/v2", "server"),
    ("/v2/health/live", "live"),
    ("/v2/health/ready", "ready"),
    ("/v2/models/stats", "stats"),
    (MODEL, "model"),
    (f"{MODEL}/ready", "model-ready"),
    (f"{MODEL}/infer", "infer"),
    (f"{MODEL}/config", "config"),
    (f"{MODEL}/stats", "stats"),
    ("/v2/repository/index", "index"),
    (r"/v2/repository/models/[^/]*/load", "load"),
    (r"/v2/repository/models/[^/]*/unload", "unload"),
]


# --- ways to be wrong ------------------------------------------------------------------------------


def on(wanted, answer):
    """Before: calls of a kind have this answer."""
    return lambda call: answer(call) if kind(call) == wanted else None


def refuses(when):
    """Before: inference requests of which a condition holds, told their JSON and the call, are refused."""

    def before(call):
        request = call.json() if kind(call) == "infer" else None
        return told({"error": "refused"}, 400) if isinstance(request, dict) and when(request, call) else None

    return before


def fails(when):
    """The same with status 500."""

    def before(call):
        refused = refuses(when)(call)
        return refused and told({"error": "failed"}, 500)

    return before


def changes(wanted, change, status=200):
    """After: the JSON object of calls of a kind and a status is changed; what it returns, if anything, takes its place."""

    def after(call, reply):
        if kind(call) != wanted or reply.status != status or HEADER in reply.headers or "content-encoding" in reply.headers:
            return None
        found = reply.json()
        other = change(found)
        return Reply(reply.status, json.dumps(found if other is None else other).encode(), reply.headers)

    return after


def each_output(change):
    def run(found):
        for output in found["outputs"]:
            change(output)

    return changes("infer", run)


def header(wanted, name, value):
    """After: another header; None leaves it out."""

    def after(call, reply):
        if kind(call) != wanted:
            return None
        others = {key: each for key, each in reply.headers.items() if key != name}
        return Reply(reply.status, reply.body, others if value is None else {**others, name: value})

    return after


def put(field, value):
    def change(found):
        found[field] = value

    return change


def drop(field):
    return lambda found: found.pop(field, None) and None


# --- rules -----------------------------------------------------------------------------------------

RULES = sorted(
    {
        rule
        for file in ("reference.py", "doors.py")
        for rule in re.findall(r'(?:rule|broken)\("([a-z0-9-]+)"', (HERE / file).read_text())
    }
    | {"load-unknown", "unload-unknown", "body-no-json", "text-length", "element-cut"}
)
NETWORK_RULES = sorted(set(re.findall(r'rule\("([a-z0-9-]+)"', (HERE / "network.py").read_text())))
DATA = ("data-", "element", "datatype", "shape", "text-", "dimension", "bytes-of", "rank", "nesting", "input-missing")
DECIDED = ("accepts datatype-of-the-model", "accepts element-of-another-type", "fails message")
"""What the specification lets the server decide."""
for rule, what in itertools.product(RULES, ("accepts", "fails")):
    if rule == "unpacked-too-large":
        fault(f"{what} {rule}", groups=("compression",))
    elif f"{what} {rule}" not in DECIDED:
        fault(f"{what} {rule}", models=("sum", "echo") if rule.startswith(DATA) else ("sum",))
for rule, what in itertools.product(NETWORK_RULES, ("accepts", "fails")):
    fault(f"{what} {rule}", groups=("hostile",))

# --- what is told ----------------------------------------------------------------------------------

FIELDS = {
    "live": ("live",),
    "ready": ("live", "ready"),
    "model-ready": ("name", "ready"),
    "server": ("name", "version", "extensions"),
    "model": ("name", "versions", "platform", "inputs", "outputs"),
    "infer": ("model_name", "model_version", "id", "outputs"),
    "config": ("name", "max_batch_size", "input", "output"),
    "stats": ("model_stats",),
}
for told_kind, fields in FIELDS.items():
    for name in fields:
        fault(f"leaves {name} out of {told_kind}", after=changes(told_kind, drop(name)))
        if name != "max_batch_size":
            fault(f"has a number for {name} in {told_kind}", after=changes(told_kind, put(name, 7)))
for told_kind in (*FIELDS, "index", "load"):
    fault(f"fails to answer {told_kind}", before=on(told_kind, lambda call: told({"error": "failed"}, 500)))
    if told_kind != "load":
        fault(f"answers {told_kind} with a list", after=changes(told_kind, lambda found: [1]))
    if told_kind not in ("stats", "index", "load"):
        fault(f"calls {told_kind} plain text", after=header(told_kind, "content-type", "text/plain"))
for told_kind in ("infer", "model", "model-ready", "stats", "config"):

    def _versioned(call, told_kind=told_kind):
        named = "/versions/" in call.path and kind(call) == told_kind
        return told({"error": "failed"}, 500) if named else None

    fault(f"fails to answer {told_kind} of a version", before=_versioned)


def _other_versions(call):
    return told({"error": "no"}, 404) if "/versions/1" in call.path else None


fault("knows only the newest version", before=_other_versions)
fault("knows no query", before=lambda call: told({"error": "no"}, 404) if "?" in call.path else None)
fault("says that it is not live", after=changes("live", put("live", False)))
fault("says ready with a text", after=changes("ready", put("ready", "yes")))
fault("names another model as ready", after=changes("model-ready", put("name", "other")))
fault("says of every model that it is ready", before=on("model-ready", lambda call: told({"name": "sum", "ready": True})))
fault("has no error for unknown models in metadata", before=on("model", lambda call: _if_unknown(call)))
fault("answers unknown models with 400", after=lambda call, reply: _with_status(reply, 404, 400))
fault("answers mistakes with 500", after=lambda call, reply: _with_status(reply, range(400, 500), 500), models=ALL)
fault("answers mistakes with 200", after=lambda call, reply: _with_status(reply, range(400, 500), 200), models=ALL)
fault("has errors without a body", after=lambda call, reply: Reply(reply.status, b"") if reply.status >= 400 else None)
fault("has errors as plain text", after=lambda call, reply: Reply(reply.status, b"no") if reply.status >= 400 else None)
fault("has an empty text for errors", after=lambda call, reply: told({"error": ""}, reply.status) if reply.status >= 400 else None)
fault("has a number for errors", after=lambda call, reply: told({"error": 400}, reply.status) if reply.status >= 400 else None)
fault("calls errors detail", after=lambda call, reply: told({"detail": "no"}, reply.status) if reply.status >= 400 else None)
fault(
    "says the charset of errors",
    after=lambda call, reply: Reply(reply.status, reply.body, {"content-type": "application/json; charset=utf-8"})
    if reply.status >= 400
    else None,
)
TRACE = 'Traceback (most recent call last):\n  File "/srv/app.py", line 1'
fault("tells stack traces", after=lambda call, reply: told({"error": TRACE}, reply.status) if reply.status >= 400 else None)
fault(
    "repeats the caller's values in errors",
    after=lambda call, reply: told({"error": call.body.decode("latin-1")}, reply.status) if reply.status >= 400 else None,
)


def _if_unknown(call):
    return told({"name": "x", "versions": [], "platform": "a_b", "inputs": [], "outputs": []}) if "no-such" in call.path else None


def _with_status(reply, when, status):
    hit = reply.status in when if isinstance(when, range) else reply.status == when
    return Reply(status, reply.body, reply.headers) if hit else None


class Spoilt:
    """What a server that goes wrong remembers."""

    def __init__(self):
        self.count = itertools.count()
        self.seen = None


def _dies_after_an_error():
    state = Spoilt()

    def after(call, reply):
        if reply.status >= 400:
            state.seen = call
        return told({"error": "dead"}, 500) if state.seen and kind(call) in ("live", "infer") else None

    return after


fault("is not well after an error", remembers=True, after=_dies_after_an_error())


def _every(number, wanted):
    state = Spoilt()

    def before(call):
        due = kind(call) == wanted and next(state.count) % number == number - 1
        return told({"error": "busy"}, 503) if due else None

    return before


fault("is unready at times", remembers=True, before=_every(7, "ready"))

# --- metadata --------------------------------------------------------------------------------------

fault("has a model by another name", after=changes("model", put("name", "other")))
fault("has a platform in one word", after=changes("model", put("platform", "python")))
fault("has an empty name", after=changes("server", put("name", "")))
fault("claims extensions twice", after=changes("server", lambda found: found["extensions"].append("statistics")))
fault("has numbers as versions", after=changes("model", put("versions", [1, 2])))
fault("has versions twice", after=changes("model", put("versions", ["1", "1", "2"])))
fault("lists another version only", after=changes("model", put("versions", ["1"])))
for side in ("inputs", "outputs"):
    for name, change in {
        f"has no {side} in the metadata": put(side, []),
        f"leaves the names of {side} out of the metadata": lambda found, side=side: [each.pop("name") for each in found[side]] and None,
        f"has small letters for datatypes of {side}": lambda found, side=side: [
            each.update(datatype=each["datatype"].lower()) for each in found[side]
        ]
        and None,
        f"has null in shapes of {side}": lambda found, side=side: [each.update(shape=[None]) for each in found[side]] and None,
        f"has -2 in shapes of {side}": lambda found, side=side: [each.update(shape=[-2]) for each in found[side]] and None,
        f"lists {side} twice": lambda found, side=side: found[side].extend(found[side][:1]),
    }.items():
        fault(name, after=changes("model", change))


def _restless():
    state = Spoilt()
    return changes("model", lambda found: found.update(platform=f"python_{next(state.count)}"))


fault("has other metadata each time", remembers=True, after=_restless())

# --- answers ---------------------------------------------------------------------------------------

OUTPUT = {
    "leaves the names of outputs out": drop("name"),
    "has numbers as names of outputs": put("name", 1),
    "leaves the shapes of outputs out": drop("shape"),
    "has texts in the shapes of outputs": lambda output: output.update(shape=[str(size) for size in output["shape"]]),
    "has a negative size in the shapes of outputs": lambda output: output["shape"].__setitem__(0, -1),
    "answers a dimension more": lambda output: output.update(shape=[*output["shape"], 1]),
    "leaves the datatypes of outputs out": drop("datatype"),
    "has float32 as datatype of outputs": put("datatype", "float32"),
    "answers FP64 where FP32 is announced": put("datatype", "FP64"),
    "leaves the data of outputs out": drop("data"),
    "has a text as data": put("data", "1,2"),
    "has texts as elements": lambda output: output.update(data=[str(each) for each in output["data"]]),
    "loses the last element": lambda output: output["data"].pop() and None,
    "has a text as parameters of outputs": put("parameters", "x"),
    "has an object in parameters of outputs": put("parameters", {"a": {}}),
    "calls outputs by another name": lambda output: output.update(name="out_" + output["name"]),
}
for name, change in OUTPUT.items():
    fault(name, after=each_output(change))
ANSWER = {
    "answers an output twice": lambda found: found["outputs"].append(found["outputs"][0]),
    "answers the first output only": lambda found: found.update(outputs=found["outputs"][:1]),
    "answers in the order of the model backwards": lambda found: found["outputs"].reverse(),
    "answers with a number for each output": put("outputs", [1]),
    "answers by another model": put("model_name", "other"),
    "answers by a version that there is not": put("model_version", "9"),
    "answers by the version 1": put("model_version", "1"),
    "has a list as parameters of the answer": put("parameters", [1]),
    "has null as a parameter of the answer": put("parameters", {"a": None}),
}
for name, change in ANSWER.items():
    fault(name, after=changes("infer", change), models=("sum",))


def _restless_answers():
    state = Spoilt()
    return each_output(lambda output: output["data"].__setitem__(0, next(state.count)))


fault("answers otherwise each time", remembers=True, after=_restless_answers())
fault("answers all requests alike", after=each_output(lambda output: output.update(data=[0.0] * len(output["data"]))))
fault("answers rows backwards", after=each_output(lambda output: output["data"].reverse()))


def _most(rows):
    def cut(output):
        if output["shape"][:1] and output["shape"][0] > rows:
            step = tensors.count(output["shape"][1:])
            output["data"] = output["data"][: rows * step]
            output["shape"][0] = rows

    return each_output(cut)


for rows in (0, 1, 2, 10, 50, 500):
    fault(f"answers the first {rows} rows only", after=_most(rows))
fault("refuses more than 10 rows", before=refuses(lambda r, c: len(c.body) > 450 and "inputs" in r and len(r["inputs"]) == 1))

IDS = {
    "drops the id": lambda text: "",
    "makes the id a number": lambda text: int(text) if text.isdigit() else text,
    "cuts the id to 100": lambda text: text[:100],
    "has ASCII ids only": lambda text: text.encode("ascii", "replace").decode(),
    "strips what is beyond 16 bits": lambda text: "".join(each for each in text if ord(each) < 65536),
    "escapes the id": lambda text: text.replace("<", "&lt;").replace("&", "&amp;"),
    "escapes quotes again": lambda text: text.replace('"', '\\"'),
    "takes the first line of the id": lambda text: text.splitlines()[0] if text else text,
    "takes the first word of the id": lambda text: text.split(" ")[0],
    "drops control characters": lambda text: "".join(each for each in text if ord(each) >= 32),
    "takes null for none": lambda text: None if text == "null" else text,
    "takes zeros from the id": lambda text: text.lstrip("0"),
}
for name, change in IDS.items():
    fault(name, after=changes("infer", lambda found, change=change: found.update(id=change(found["id"]))))


def _sticky():
    state = Spoilt()

    def run(found):
        state.seen = found["id"] = found["id"] or state.seen

    return changes("infer", run)


def _id_header(call, reply):
    request = call.json() if kind(call) == "infer" else None
    if isinstance(request, dict) and "X-Injected" in str(request.get("id")):
        return Reply(reply.status, reply.body, {**reply.headers, "x-injected": "1"})
    return None


def _name_header(call, reply):
    return Reply(reply.status, reply.body, {**reply.headers, "x-injected": "1"}) if "njected" in call.path else None


def _late_id(call, reply):
    text = call.body.decode("latin-1")
    late = '"id"' in text and '"inputs"' in text and text.index('"id"') > text.index('"inputs"')
    return changes("infer", put("id", ""))(call, reply) if late else None


def _id_of_version(call, reply):
    return changes("infer", put("id", ""))(call, reply) if "/versions/" in call.path else None


fault("remembers the last id", remembers=True, after=_sticky())
fault("writes the id to a header", after=_id_header)
fault("writes the model's name to a header", after=_name_header)
fault("reads the id before the inputs only", after=_late_id)
fault("drops the id of versioned requests", after=_id_of_version)

# --- forms of requests -----------------------------------------------------------------------------


def _inputs(request):
    found = request.get("inputs")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _any_input(when):
    return lambda request, call: any(when(each) for each in _inputs(request))


def _keys(request):
    return [list(each) for each in _inputs(request)]


def _before(first, second):
    """Whether an input has one field before another."""
    return _any_input(lambda each: first in each and second in each and list(each).index(first) < list(each).index(second))


def _values(when):
    return _any_input(lambda each: isinstance(each.get("data"), list) and any(when(one) for one in tensors.flattened(each["data"])))


FORMS = {
    "takes flat data only": _any_input(lambda each: isinstance(each.get("data"), list) and any(isinstance(one, list) for one in each["data"])),
    "needs the shape before the data": _before("data", "shape"),
    "needs the datatype before the data": _before("data", "datatype"),
    "needs the name first": lambda r, c: any(keys and keys[0] != "name" for keys in _keys(r)),
    "needs parameters behind the name": _before("parameters", "name"),
    "takes no line ends": lambda r, c: b"\n" in c.body,
    "needs blanks behind colons": lambda r, c: b'":' in c.body and b'": ' not in c.body,
    "needs an opening brace first": lambda r, c: not c.body.startswith(b"{"),
    "takes no escapes in names": lambda r, c: b"\\u0069" in c.body,
    "needs outputs behind inputs": lambda r, c: list(r)[:1] == ["outputs"],
    "needs the first input first": lambda r, c: len(_inputs(r)) > 1 and _inputs(r)[0].get("name") != "x_BOOL",
    "takes fractions as floats only": _values(lambda one: type(one) is int),
    "takes no exponents": lambda r, c: re.search(rb"\d[eE][-+]?\d", c.body),
    "takes no negative numbers": lambda r, c: re.search(rb"-\d", c.body),
    "takes no tiny numbers": _values(lambda one: isinstance(one, float) and 0 < abs(one) < 1e-37),
    "takes no large numbers": _values(lambda one: isinstance(one, (int, float)) and abs(one) > 1e30),
    "takes no number of many digits": _values(lambda one: isinstance(one, float) and len(repr(one)) > 15),
    "takes no parameters": lambda r, c: "parameters" in r,
    "takes no parameters of inputs": _any_input(lambda each: "parameters" in each),
    "takes no parameters of outputs": lambda r, c: any("parameters" in each for each in r.get("outputs") or [] if isinstance(each, dict)),
    "takes known fields only": lambda r, c: set(r) - {"id", "parameters", "inputs", "outputs"},
    "takes known fields of inputs only": _any_input(lambda each: set(each) - {"name", "shape", "datatype", "parameters", "data"}),
    "takes no empty list of outputs": lambda r, c: r.get("outputs") == [],
    "needs outputs": lambda r, c: not r.get("outputs"),
    "takes no outputs": lambda r, c: bool(r.get("outputs")),
    "needs a content type": lambda r, c: "content-type" not in c.headers,
    "takes no charset": lambda r, c: "charset" in c.headers.get("content-type", ""),
    "needs small letters in the content type": lambda r, c: "JSON" in c.headers.get("content-type", ""),
    "knows no accept header": lambda r, c: "accept" in c.headers,
    "knows no other header": lambda r, c: set(c.headers) & {"x-nobody-knows", "traceparent"},
    "needs bytes behind a stated length": lambda r, c: int(c.headers.get(HEADER, -1)) == len(c.body),
    "takes no texts of other letters": lambda r, c: b"\\u65e5" in c.body,
    "takes no long texts": lambda r, c: len(c.body) > 100_000,
    "takes no empty texts": _values(lambda one: one == ""),
    "takes no control characters in texts": _values(lambda one: isinstance(one, str) and "\0" in one),
    "knows nothing of versions": lambda r, c: "/versions/" in c.path,
}
TYPED = ("takes fractions as floats only", "takes no texts of other letters", "takes no empty texts")
for name, when in FORMS.items():
    echo = name.startswith("takes no") or name in (*TYPED, "needs the first input first")
    fault(name, before=refuses(when), models=("sum", "echo") if echo else ("sum",))

for datatype in tensors.SIZES:
    if tensors.is_whole(datatype):
        least, most = tensors.bounds(datatype)
        extremes = {f"refuses the least {datatype}": least, f"refuses the greatest {datatype}": most}
        for name, extreme in extremes.items():

            def _has(request, call, datatype=datatype, extreme=extreme):
                return any(each.get("datatype") == datatype and extreme in each.get("data", []) for each in _inputs(request))

            fault(name, before=refuses(_has), models=("echo",))

    def _of(request, call, datatype=datatype):
        return any(each.get("datatype") == datatype for each in _inputs(request))

    if datatype not in tensors.HALVES:
        model = "sum" if datatype == "FP32" else "echo"
        fault(f"fails on inputs of {datatype}", before=fails(_of), models=("echo",))
for value in (True, False):

    def _boolean(request, call, value=value):
        return any(each.get("datatype") == "BOOL" and each.get("data", [None])[0] is value for each in _inputs(request))

    fault(f"refuses {value} first".lower(), before=refuses(_boolean), models=("echo",))


def _shape_is(when):
    return _any_input(lambda each: isinstance(each.get("shape"), list) and when(each["shape"]))


ODD = {
    "fails on no rows": _shape_is(lambda shape: 0 in shape),
    "fails on scalars": _shape_is(lambda shape: shape == []),
    "fails on other ranks": _shape_is(lambda shape: len(shape) not in (1, 2)),
    "fails on fractional sizes": _shape_is(lambda shape: any(isinstance(size, float) for size in shape)),
    "fails on ids that are no text": lambda r, c: not isinstance(r.get("id", ""), str),
    "fails on long ids": lambda r, c: len(str(r.get("id"))) > 100_000,
    "fails on null": lambda r, c: None in (r.get("id", 0), r.get("outputs", 0), r.get("parameters", 0)),
    "fails on null parameters of inputs": _any_input(lambda each: each.get("parameters", 0) is None),
    "fails on objects in parameters": lambda r, c: isinstance(r.get("parameters"), dict)
    and any(isinstance(each, dict) for each in r["parameters"].values()),
    "fails on many parameters": lambda r, c: isinstance(r.get("parameters"), dict) and len(r["parameters"]) > 100,
    "fails on many fields": lambda r, c: len(r) > 100,
    "fails on deep values": lambda r, c: b"[" * 50 in c.body,
    "fails on long names": lambda r, c: any(len(each) > 1000 for each in r),
    "fails on fields given twice": lambda r, c: c.body.count(b'"inputs"') > 1 or c.body.count(b'"data"') > len(_inputs(r)),
    "fails on shapes given twice": lambda r, c: c.body.count(b'"shape"') > len(_inputs(r)),
    "fails on parameters that are no flag": lambda r, c: isinstance(r.get("parameters"), dict)
    and not isinstance(r["parameters"].get("binary_data_output", True), bool),
}
for name, when in ODD.items():
    fault(name, before=fails(when))

# --- outputs ---------------------------------------------------------------------------------------


def _ignores_selection(call, reply):
    request = call.json() if kind(call) == "infer" else None
    if reply.status != 200 or not isinstance(request, dict) or len(request.get("outputs") or []) != 1 or HEADER in reply.headers:
        return None
    found = reply.json()
    extra = {"name": "pair", "datatype": "FP32", "shape": [1], "data": [0]}
    return told({**found, "outputs": [*found["outputs"], extra]})


fault("ignores the outputs selection", after=_ignores_selection)


def _model_order(call, reply):
    if kind(call) != "infer" or reply.status != 200 or HEADER in reply.headers or "content-encoding" in reply.headers:
        return None
    found = reply.json()
    return told({**found, "outputs": sorted(found["outputs"], key=lambda each: each["name"] != "predict")})


fault("answers outputs in its own order", after=_model_order)


def _selected_values(call, reply):
    request = call.json() if kind(call) == "infer" else None
    if not isinstance(request, dict) or not request.get("outputs"):
        return None
    return each_output(lambda output: output.update(data=[each + 1 for each in output["data"]]))(call, reply)


fault("has other values for a selection", after=_selected_values)


# --- binary ----------------------------------------------------------------------------------------


def _binary(change):
    """After: the JSON and the bytes behind it of a binary answer are changed."""

    def after(call, reply):
        if HEADER not in reply.headers or "content-encoding" in reply.headers:
            return None
        at = int(reply.headers[HEADER])
        found, payload = change(json.loads(reply.body[:at]), reply.body[at:])
        text = json.dumps(found).encode()
        return Reply(reply.status, text + payload, {**reply.headers, HEADER: str(len(text))})

    return after


def _plain_json(call, reply):
    """The same answer in JSON, whatever was asked for."""
    if HEADER not in reply.headers:
        return None
    at = int(reply.headers[HEADER])
    found = json.loads(reply.body[:at])
    for output in found["outputs"]:
        size = output.pop("parameters", {}).get("binary_data_size")
        if size is not None:
            output["data"] = tensors.from_bytes(output["datatype"], reply.body[at : at + size])
            at += size
    return told(found)


def _always_binary(call, reply):
    if kind(call) != "infer" or reply.status != 200 or HEADER in reply.headers or HEADER not in call.headers:
        return None
    found = reply.json()
    payload = b""
    for output in found["outputs"]:
        data = tensors.to_bytes(output["datatype"], output.pop("data"))
        output["parameters"] = {"binary_data_size": len(data)}
        payload += data
    text = json.dumps(found).encode()
    return Reply(200, text + payload, {"content-type": "application/octet-stream", HEADER: str(len(text))})


def _big_endian(found, payload):
    return found, b"".join(payload[i : i + 4][::-1] for i in range(0, len(payload), 4))


def _sizes(change):
    def run(found, payload):
        for output in found["outputs"]:
            if "parameters" in output:
                output["parameters"]["binary_data_size"] = change(output["parameters"]["binary_data_size"])
        return found, payload

    return run


def _with_data(found, payload):
    for output in found["outputs"]:
        output["data"] = []
    return found, payload


BINARY = {
    "answers big-endian bytes": _binary(_big_endian),
    "has a text as the size of bytes": _binary(_sizes(str)),
    "counts elements as the size of bytes": _binary(_sizes(lambda size: size // 4)),
    "answers bytes and data": _binary(_with_data),
    "cuts the bytes of the answer": _binary(lambda found, payload: (found, payload[:-1])),
    "has another shape beside bytes": _binary(
        lambda found, payload: ({**found, "outputs": [{**each, "shape": [1, 77]} for each in found["outputs"]]}, payload)
    ),
    "answers JSON where bytes are asked for": _plain_json,
    "answers bytes where JSON is asked for": _always_binary,
    "leaves the header of bytes out": header("infer", HEADER, None),
    "states half the length of the JSON": lambda call, reply: Reply(
        reply.status, reply.body, {**reply.headers, HEADER: str(int(reply.headers[HEADER]) // 2)}
    )
    if HEADER in reply.headers
    else None,
    "states the JSON's length as the content's": lambda call, reply: Reply(
        reply.status, reply.body, {**reply.headers, "content-length": reply.headers[HEADER]}
    )
    if HEADER in reply.headers
    else None,
    "calls bytes JSON": lambda call, reply: Reply(reply.status, reply.body, {**reply.headers, "content-type": "application/json"})
    if HEADER in reply.headers
    else None,
}
for name, after in BINARY.items():
    fault(name, after=after)


def _no_override(call):
    """Takes the request's flag for all outputs."""
    request = call.json() if kind(call) == "infer" else None
    flag = isinstance(request, dict) and isinstance(request.get("parameters"), dict) and "binary_data_output" in request["parameters"]
    return flag and request.get("outputs") and any("parameters" in each for each in request["outputs"])


fault("has no flag of one output beside the request's", before=lambda call: told({"error": "no"}, 400) if _no_override(call) else None)
fault("knows no binary data", before=lambda call: told({"error": "no"}, 400) if HEADER in call.headers else None, models=("sum", "echo", "half"))
fault("takes a length of 0 for JSON", before=lambda call: told({"error": "no"}, 400) if call.headers.get(HEADER) == "0" else None)
fault("mixes up one input of bytes beside others", before=refuses(lambda r, c: HEADER in c.headers and any("data" in each for each in _inputs(r))), models=("echo",))

# --- codings ---------------------------------------------------------------------------------------


def _coding(name, when):
    fault(name, before=lambda call: told({"error": "no"}, 415) if when(call) else None)


_coding("unpacks nothing", lambda call: "content-encoding" in call.headers)
_coding("unpacks no deflate", lambda call: "deflate" in call.headers.get("content-encoding", ""))
_coding("needs small letters in codings", lambda call: call.headers.get("content-encoding", "") in ("GZIP", "DEFLATE"))


def _packs_always(call, reply):
    if kind(call) != "infer" or "content-encoding" in reply.headers:
        return None
    return Reply(reply.status, gzip.compress(reply.body), {**reply.headers, "content-encoding": "gzip"})


def _never_packs(call, reply):
    if reply.headers.get("content-encoding") != "gzip" and "content-encoding" not in reply.headers:
        return None
    plain = gzip.decompress if reply.headers["content-encoding"] == "gzip" else __import__("zlib").decompress
    return Reply(reply.status, plain(reply.body), {name: each for name, each in reply.headers.items() if name != "content-encoding"})


def _wrong_values_packed(call, reply):
    unpacked = _never_packs(call, reply)
    if unpacked is None or HEADER in unpacked.headers or reply.status != 200:
        return None
    found = unpacked.json()
    for output in found["outputs"]:
        output["data"] = [each + 1 for each in output.get("data", [])]
    body = json.dumps(found).encode()
    coding = reply.headers["content-encoding"]
    pack = gzip.compress if coding == "gzip" else __import__("zlib").compress
    return Reply(200, pack(body), reply.headers)


def _fails_to_pack(call, reply):
    return told({"error": "failed"}, 500) if "accept-encoding" in call.headers and HEADER in call.headers else None


fault("packs what nobody asked for", after=_packs_always)
fault("never packs", after=_never_packs)
fault("packs other values", after=_wrong_values_packed)
fault("fails to pack bytes", after=_fails_to_pack)

# --- repository ------------------------------------------------------------------------------------


def _index(change):
    def after(call, reply):
        if kind(call) != "index" or reply.status != 200:
            return None
        lines = reply.json()
        changed = change(lines)
        return told(lines if changed is None else changed)

    return after


def _of_lines(change):
    return _index(lambda lines: [change(line) for line in lines] and None)


for name in ("name", "version", "state", "reason"):
    fault(f"leaves {name} out of the index", after=_of_lines(drop(name)))
fault("says LOADED in the index", after=_of_lines(put("state", "LOADED")))
fault("has an object as the index", after=_index(lambda lines: {"models": lines}))
fault("leaves the model out of the index", after=_index(lambda lines: [line for line in lines if line["name"] != "sum"]))
fault(
    "lists only what is ready",
    after=lambda call, reply: told([line for line in reply.json() if line["state"] == "READY"])
    if kind(call) == "index" and reply.status == 200
    else None,
)


def _ready_ignored(call, reply):
    if kind(call) != "index" or reply.status != 200 or not call.body:
        return None
    line = {"name": "sum", "version": "0", "state": "UNAVAILABLE", "reason": ""}
    return told([*reply.json(), line]) if b"true" in call.body else None


def _ready_inverted(call, reply):
    return told([]) if kind(call) == "index" and b"false" in call.body else None


fault("lists what is not ready among what is", after=_ready_ignored)
fault("takes ready=false for none", after=_ready_inverted)
fault("needs a body for the index", before=lambda call: told({"error": "no"}, 400) if kind(call) == "index" and not call.body else None)


def _ignoring(when):
    """Before: says that it did, and did not."""
    return lambda call: told({}) if when(call) else None


fault("does not unload", before=_ignoring(lambda call: kind(call) == "unload" and "no-such" not in call.path))
fault("does not unload with an empty body", before=_ignoring(lambda call: kind(call) == "unload" and not call.body))
fault("does not unload with dependents", before=_ignoring(lambda call: kind(call) == "unload" and b"dependents" in call.body))
fault("needs parameters to load", remembers=True, before=lambda call: told({"error": "no"}, 400) if kind(call) == "load" and b"parameters" not in call.body else None)
fault("loads with no parameters only", remembers=True, before=lambda call: told({"error": "no"}, 400) if kind(call) == "load" and b"parameters" in call.body else None)


def _loads_once():
    state = Spoilt()

    def before(call):
        if kind(call) == "load":
            return told({"error": "loaded"}, 400) if next(state.count) else None
        return None

    return before


fault("loads once", remembers=True, before=_loads_once())


def _unloaded(answer):
    """While the model is unloaded, calls are answered so."""
    state = Spoilt()

    def before(call):
        if kind(call) in ("load", "unload") and "no-such" not in call.path and "%2e" not in call.path:
            state.seen = kind(call)
        return answer(call) if state.seen == "unload" else None

    return before


fault("still answers when unloaded", remembers=True, before=_unloaded(lambda call: told({"outputs": []}) if kind(call) == "infer" else None))
fault("fails when unloaded", remembers=True, before=_unloaded(lambda call: told({"error": "x"}, 500) if kind(call) == "infer" else None))
fault(
    "says ready when unloaded",
    remembers=True,
    before=_unloaded(lambda call: told({"name": "sum", "ready": True}) if kind(call) == "model-ready" else None)
)
READY_LINE = [{"name": "sum", "version": "2", "state": "READY", "reason": ""}]
fault("lists as ready when unloaded", remembers=True, before=_unloaded(lambda call: told(READY_LINE) if kind(call) == "index" else None))
fault("forgets what is unloaded", remembers=True, before=_unloaded(lambda call: told([]) if kind(call) == "index" else None))
fault("is not live when a model is unloaded", remembers=True, before=_unloaded(lambda call: told({}, 503) if kind(call) == "live" else None))


def _load_fails_quietly():
    state = Spoilt()

    def before(call):
        if kind(call) in ("load", "unload") and "no-such" not in call.path:
            state.seen = "gone" if kind(call) == "unload" else state.seen
        return told({"error": "gone"}, 503) if state.seen and kind(call) in ("infer", "model-ready") else None

    return before


fault("loses a model by unloading it", remembers=True, before=_load_fails_quietly())

# --- statistics and configuration ------------------------------------------------------------------


def _of_stats(change):
    return changes("stats", lambda found: [change(each) for each in found["model_stats"]] and None)


STATS = {
    "leaves names out of statistics": drop("name"),
    "leaves versions out of statistics": drop("version"),
    "has a text as the count": put("inference_count", "3"),
    "leaves durations out": drop("inference_stats"),
    "has negative durations": lambda each: each["inference_stats"]["queue"].update(ns=-1),
    "counts nothing": put("inference_count", 0),
    "counts no successes": lambda each: each["inference_stats"]["success"].update(count=0),
}
for name, change in STATS.items():
    fault(name, after=_of_stats(change))


def _counts_all():
    state = Spoilt()
    return _of_stats(lambda each: each.update(inference_count=each["inference_count"] + 10 * next(state.count)))


fault("counts what it refuses", remembers=True, after=_counts_all())
fault("has no statistics of all", before=lambda call: told({"error": "no"}, 404) if call.asks == "/v2/models/stats" else None)
for name in ("stats", "config"):
    fault(
        f"has {name} of unknown models",
        before=lambda call, name=name: told({}) if kind(call) == name and "no-such" in call.path else None,
    )
fault("has neither platform nor backend", after=changes("config", lambda found: found.update(platform="", backend="")))
for side in ("input", "output"):
    fault(
        f"has OIP's datatypes in the configuration's {side}",
        after=changes("config", lambda found, side=side: [each.update(data_type="FP32") for each in found[side]] and None),
    )

# --- gRPC ------------------------------------------------------------------------------------------


def rpc_fault(name, methods, change=None, response=None, code=None, models=("sum",), when=lambda request: True):
    """Answers of methods are changed, or the call is refused with a code."""

    def rpc(right, method, data):
        called = method.removeprefix(SERVICE)
        if called not in methods or not when(data):
            return right(method, data)
        if code:
            raise Refused(code, "refused")
        answer = decode(response, right(method, data))
        changed = change(answer)
        return encode(response, _present(answer if changed is None else changed))

    fault(name, rpc=rpc, models=models)


def _present(message):
    """Without the messages that did not come."""
    if isinstance(message, dict):
        return {name: _present(each) for name, each in message.items() if each is not None}
    return [_present(each) for each in message] if isinstance(message, list) else message


for method, response, name in (
    ("ServerLive", "Live", "live"),
    ("ServerReady", "Ready", "ready"),
    ("ModelReady", "Ready", "ready"),
):
    rpc_fault(f"says false to {method}", [method], put(name, False), response)
fault(
    "says true to every ModelReady",
    rpc=lambda right, method, data: encode("Ready", {"ready": True}) if method.endswith("/ModelReady") else right(method, data),
)
rpc_fault("has no health check", ["/grpc.health.v1.Health/Check"], code="UNIMPLEMENTED")
for method in ("ServerMetadata", "ModelMetadata", "ModelInfer", "RepositoryIndex", "RepositoryModelUnload", "ModelReady"):
    rpc_fault(f"does not know {method}", [method], code="UNIMPLEMENTED")
rpc_fault("fails on all of ModelInfer", ["ModelInfer"], code="INTERNAL", models=("sum", "echo", "half"))
for name, other in (("name", "x"), ("version", "x"), ("extensions", ["x"])):
    rpc_fault(f"has another {name} of the server in gRPC", ["ServerMetadata"], put(name, other), "ServerMetadata")
for name, other in (("name", "x"), ("versions", ["7"]), ("platform", "x"), ("inputs", []), ("outputs", [])):
    rpc_fault(f"has another {name} of the model in gRPC", ["ModelMetadata"], put(name, other), "ModelMetadata")
INFER = {
    "drops the id in gRPC": put("id", ""),
    "cuts the id in gRPC": lambda found: found.update(id=found["id"][:1000]),
    "has ASCII ids in gRPC": lambda found: found.update(id=found["id"].encode("ascii", "replace").decode()),
    "takes the first line of ids in gRPC": lambda found: found.update(id=found["id"].splitlines()[0] if found["id"] else ""),
    "answers by another model in gRPC": put("model_name", "x"),
    "answers by another version in gRPC": put("model_version", "9"),
    "answers all outputs backwards in gRPC": lambda found: found.update(
        outputs=found["outputs"][::-1], raw_output_contents=found["raw_output_contents"][::-1]
    ),
    "answers one output too few in gRPC": lambda found: found.update(
        outputs=found["outputs"][:1], raw_output_contents=found["raw_output_contents"][:1]
    ),
    "answers with half the bytes in gRPC": lambda found: found.update(
        raw_output_contents=[each[: len(each) // 8 * 4] for each in found["raw_output_contents"]]
    ),
    "loses the last typed value": lambda found: [
        values.pop() for each in found["outputs"] if each["contents"] for values in each["contents"].values() if values
    ]
    and None,
    "has another datatype in gRPC": lambda found: [each.update(datatype="INT32") for each in found["outputs"]] and None,
    "has a dimension more in gRPC": lambda found: [each.update(shape=[*each["shape"], 1]) for each in found["outputs"]] and None,
}
for name, change in INFER.items():
    rpc_fault(name, ["ModelInfer"], change, "InferResponse", models=("sum", "echo"))


def _typed_always(found):
    raw = found.pop("raw_output_contents")
    for each, data in zip(found["outputs"], raw):
        each["contents"] = {"fp32_contents": tensors.from_bytes("FP32", data)}
    return found


rpc_fault("answers raw with typed contents", ["ModelInfer"], _typed_always, "InferResponse")
rpc_fault("takes no parameters in gRPC", ["ModelInfer"], code="INVALID_ARGUMENT", when=lambda data: b"anything_of_ours" in data)
rpc_fault("takes no unknown fields in gRPC", ["ModelInfer"], code="INVALID_ARGUMENT", when=lambda data: data.endswith(b"\xca\x3e\x02ab"))
rpc_fault("ends messages at 4 KiB", ["ModelInfer"], code="RESOURCE_EXHAUSTED", when=lambda data: len(data) > 4096)
rpc_fault(
    "needs inputs in its order in gRPC",
    ["ModelInfer"],
    code="INVALID_ARGUMENT",
    when=lambda data: data.find(b"x_BYTES") < data.find(b"x_BOOL"),
    models=("echo",),
)
fault(
    "tells nothing in gRPC",
    rpc=lambda right, method, data: _without_text(right, method, data),
)


def _without_text(right, method, data):
    try:
        return right(method, data)
    except Refused as refused:
        raise Refused(refused.code, "") from None


def _coded(code):
    def rpc(right, method, data):
        try:
            return right(method, data)
        except Refused as refused:
            raise Refused(code, refused.details) from None

    return rpc


for code in ("INVALID_ARGUMENT", "INTERNAL", "UNKNOWN"):
    fault(f"answers mistakes with {code}", rpc=_coded(code), models=("sum", "echo"))


def _dies_in_grpc():
    state = Spoilt()

    def rpc(right, method, data):
        if state.seen:
            raise Refused("UNAVAILABLE", "dead")
        try:
            return right(method, data)
        except Refused:
            state.seen = True
            raise

    return rpc


fault("is dead after a mistake in gRPC", remembers=True, rpc=_dies_in_grpc(), models=("sum", "echo"))
for name, line in (("lists no models in gRPC", []), ("lists models as UNAVAILABLE in gRPC", [{"name": "sum", "state": "UNAVAILABLE"}])):
    rpc_fault(name, ["RepositoryIndex"], put("models", line), "Index")
fault(
    "does not unload in gRPC",
    rpc=lambda right, method, data: b"" if method.endswith("RepositoryModelUnload") and b"no-such" not in data else right(method, data),
)

# --- streams ---------------------------------------------------------------------------------------


def _until_an_error(right, messages):
    answers = []
    for each in messages:
        answers.append(right(each))
        if decode("StreamResponse", answers[-1])["error_message"]:
            raise Refused("INVALID_ARGUMENT", "refused")
    return answers


fault("knows no streams", stream=lambda right, messages: _unimplemented())
fault("ends the stream at an error", stream=_until_an_error)
fault("answers a stream backwards", stream=lambda right, messages: [right(each) for each in messages][::-1])
fault("answers the first of a stream", stream=lambda right, messages: [right(each) for each in messages[:1]])
fault("answers a stream twice", stream=lambda right, messages: [right(each) for each in messages for _ in range(2)])
fault("answers a stream by the first request", stream=lambda right, messages: [right(messages[0]) for _ in messages] if messages else [])
fault("answers an empty stream", stream=lambda right, messages: [right(each) for each in messages] or [b""])
fault("hides errors in a stream", stream=lambda right, messages: [_hidden(right(each)) for each in messages])


def _hidden(answer):
    return b"" if decode("StreamResponse", answer)["error_message"] else answer


def _unimplemented():
    raise Refused("UNIMPLEMENTED", "not known")


# --- the network -----------------------------------------------------------------------------------

NETWORK = ("http", "hostile", "concurrency")


def _internal():
    raise Refused("INTERNAL", "failed")


def _mixed_up():
    """An answer to the request before, for whoever asks at the same time."""
    state = Spoilt()

    def after(call, reply):
        if kind(call) != "infer" or reply.status != 200:
            return None
        before, state.seen = state.seen, reply
        return before

    return after


fault("serves one connection at a time", remembers=True, alone=True, groups=("hostile", "concurrency"))
fault("gives the answer to the request before", remembers=True, after=_mixed_up(), groups=("http", "concurrency"))
fault("fails to answer inference", before=on("infer", lambda call: told({"error": "failed"}, 500)), groups=NETWORK)
fault(
    "fails on ModelInfer on the network",
    rpc=lambda right, method, data: _internal() if method.endswith("/ModelInfer") else right(method, data),
    groups=("grpc", "concurrency"),
)
fault("answers metadata with 503", before=on("model", lambda call: told({}, 503)), groups=("concurrency",))
