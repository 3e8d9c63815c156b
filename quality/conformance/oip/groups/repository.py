"""The model repository extension."""

import json

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import error_body, refused, status, text

GROUP = "repository"
CLAIM = "extension:model_repository"


def _index(target, body=b"{}"):
    return target.rest.call("POST", "/v2/repository/index", body, {"Content-Type": "application/json"})


def _lines(target, body=b"{}"):
    answer = _index(target, body)
    status(answer, 200)
    found = answer.json()
    must(isinstance(found, list) and all(isinstance(each, dict) for each in found), "the index is no list of objects")
    return found


def _mine(target, body=b"{}"):
    found = [each for each in _lines(target, body) if each.get("name") == target.model]
    must(found, "the model is not in the index")
    return found


def _change(target, what, name=None, body=b"{}"):
    path = f"/v2/repository/models/{name or target.path.rsplit('/', 1)[1]}/{what}"
    return target.rest.call("POST", path, body, {"Content-Type": "application/json"})


def _field(name):
    def run(target):
        for each in _lines(target):
            text(each, name)

    return run


add(GROUP, "index-status", MUST, s.INDEX, lambda t: status(_index(t), 200), CLAIM)
add(GROUP, "index-list", MUST, s.INDEX_BODY, _lines, CLAIM)
add(GROUP, "index-with-empty-body", SHOULD, s.CLIENT_EMPTY, lambda t: _lines(t, b""), CLAIM)
add(GROUP, "index-has-the-model", MUST, s.INDEX, _mine, CLAIM)
for field in ("name", "state", "reason"):
    add(GROUP, f"index-{field}", SHOULD if field == "reason" else MUST, s.INDEX_BODY, _field(field), CLAIM)


@check(GROUP, "index-version", SHOULD, s.INDEX_BODY, CLAIM, "version")
def index_version(target):
    must(target.version in [each.get("version") for each in _mine(target)], f"no line of version {target.version}")


@check(GROUP, "index-state-is-ready", MUST, s.INDEX_BODY, CLAIM)
def index_state(target):
    must("READY" in [each.get("state") for each in _mine(target)], "no line of the model is READY")


@check(GROUP, "index-ready-only", MUST, s.INDEX_READY, CLAIM)
def index_ready(target):
    lines = _lines(target, b'{"ready": true}')
    must(all(each.get("state") == "READY" for each in lines), "a line is not READY")
    must(any(each.get("name") == target.model for each in lines), "the model is not among those that are ready")


@check(GROUP, "index-ready-false-is-all", MUST, s.INDEX_READY, CLAIM)
def index_ready_false(target):
    must(len(_lines(target, b'{"ready": false}')) == len(_lines(target)), "another number of lines")


for name, body in {"no-json": b"{", "list": b"[]", "string": b'"x"'}.items():
    add(GROUP, f"index-body-{name}", SHOULD, s.INDEX_READY, lambda t, body=body: refused(_index(t, body)), CLAIM)

UNKNOWN = "no-such-model-here"
add(GROUP, "load-unknown", MUST, s.LOAD_ERROR, lambda t: refused(_change(t, "load", UNKNOWN)), CLAIM)
add(GROUP, "load-unknown-body", MUST, s.LOAD_ERROR, lambda t: error_body(_change(t, "load", UNKNOWN)), CLAIM)
add(GROUP, "unload-unknown", SHOULD, s.UNLOAD_ERROR, lambda t: refused(_change(t, "unload", UNKNOWN)), CLAIM)
add(GROUP, "load-dots", MUST, s.LOAD_ERROR, lambda t: refused(_change(t, "load", "%2e%2e%2f%2e%2e")), CLAIM)
add(GROUP, "load-body-no-json", SHOULD, s.LOAD_BODY, lambda t: refused(_change(t, "load", body=b"{")), CLAIM, "control")


def _loaded(target, body):
    status(_change(target, "load", body=body), 200)
    target.ok(target.request())


LOADS = {
    "empty-body": b"",
    "empty-object": b"{}",
    "empty-parameters": b'{"parameters": {}}',
}
for name, body in LOADS.items():
    add(GROUP, f"load-{name}", MUST, s.LOAD_BODY, lambda t, body=body: _loaded(t, body), CLAIM, "control", "json")
add(GROUP, "load-twice", MUST, s.LOAD, lambda t: [_loaded(t, b"{}") for _ in range(2)], CLAIM, "control", "json")


def _without_model(then, body=b"{}"):
    """Unloads the model, does something, and always loads it again."""

    def run(target):
        try:
            status(_change(target, "unload", body=body), 200)
            then(target)
        finally:
            _change(target, "load")

    return run


def _not_ready(target):
    answer = target.rest.call("GET", target.path + "/ready")
    must(answer.status != 200 or answer.object().get("ready") is False, "the unloaded model is told to be ready")


def _not_in_ready_index(target):
    names = [each.get("name") for each in _lines(target, b'{"ready": true}')]
    must(target.model not in names, "the unloaded model is among those that are ready")


def _still_in_index(target):
    should(target.model in [each.get("name") for each in _lines(target)], "the unloaded model is not in the index")


def _live(target):
    status(target.rest.call("GET", "/v2/health/live"), 200)


UNLOADED = [
    ("unload-ends-inference", MUST, lambda t: must(t.infer(t.request()).status >= 400, "it still answers")),
    ("unload-is-no-internal-error", SHOULD, lambda t: should(t.infer(t.request()).status != 500, "answered 500")),
    ("unload-ends-readiness", MUST, _not_ready),
    ("unload-shows-in-the-index", MUST, _not_in_ready_index),
    ("unload-keeps-it-in-the-index", SHOULD, _still_in_index),
    ("unload-leaves-the-server-live", MUST, _live),
]
for name, level, then in UNLOADED:
    add(GROUP, name, level, s.UNLOAD, _without_model(then), CLAIM, "control", "json")
add(GROUP, "unload-empty-body", MUST, s.UNLOAD, _without_model(_not_ready, b""), CLAIM, "control")
add(
    GROUP,
    "unload-with-dependents",
    SHOULD,
    "\"unload_dependents\" : boolean parameter …",
    _without_model(_not_ready, json.dumps({"parameters": {"unload_dependents": True}}).encode()),
    CLAIM,
    "control",
)


@check(GROUP, "load-after-unload", MUST, s.LOAD, CLAIM, "control", "json")
def load_after_unload(target):
    _without_model(lambda t: None)(target)
    target.ok(target.request())
    status(target.rest.call("GET", target.path + "/ready"), 200)
