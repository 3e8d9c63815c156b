"""Liveness and readiness of the server and of the model."""

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import boolean, error_body, is_json, refused, status, text


def _get(path):
    return lambda target: target.rest.call("GET", path)


LIVE, READY_PATH = _get("/v2/health/live"), _get("/v2/health/ready")


def _ready(versioned):
    return lambda target: target.rest.call("GET", target.url(versioned) + "/ready")


add("health", "live-status", MUST, s.LIVE, lambda t: status(LIVE(t), 200))
add("health", "live-body", MUST, s.LIVE_BODY, lambda t: boolean(LIVE(t).object(), "live"))
add("health", "live-says-true", MUST, s.LIVE_BODY, lambda t: must(LIVE(t).object().get("live") is True, "not true"))
add("health", "live-content-type", SHOULD, s.LIVE_BODY, lambda t: is_json(LIVE(t)))
add("health", "live-with-query", SHOULD, s.LIVE, lambda t: status(_get("/v2/health/live?verbose=1")(t), 200))
add("health", "ready-status", MUST, s.READY, lambda t: status(READY_PATH(t), 200))
add("health", "ready-body", MUST, s.READY_BODY, lambda t: boolean(READY_PATH(t).object(), "live", "ready"))
add("health", "ready-content-type", SHOULD, s.READY_BODY, lambda t: is_json(READY_PATH(t)))
add("health", "ready-field-ready", SHOULD, s.CLIENT_READY, lambda t: boolean(READY_PATH(t).object(), "ready"))
add("health", "ready-field-live", SHOULD, s.READY_BODY, lambda t: boolean(READY_PATH(t).object(), "live"))

for form, versioned, needs in (("", False, ()), ("-version", True, ("version",))):
    ask = _ready(versioned)
    add("health", f"model{form}-status", MUST, s.MODEL_READY, lambda t, ask=ask: status(ask(t), 200), *needs)
    add("health", f"model{form}-name", MUST, s.MODEL_READY_BODY, lambda t, ask=ask: text(ask(t).object(), "name"), *needs)
    add(
        "health",
        f"model{form}-name-is-the-model",
        MUST,
        s.MODEL_READY_BODY,
        lambda t, ask=ask: must(ask(t).object().get("name") == t.model, "another name"),
        *needs,
    )
    add("health", f"model{form}-ready", MUST, s.CLIENT_READY, lambda t, ask=ask: boolean(ask(t).object(), "ready"), *needs)
    add("health", f"model{form}-content-type", SHOULD, s.MODEL_READY_BODY, lambda t, ask=ask: is_json(ask(t)), *needs)


@check("health", "every-version-ready", SHOULD, s.MODEL_VERSIONS, "version")
def every_version(target):
    for version in target.versions:
        status(target.rest.call("GET", f"{target.path}/versions/{version}/ready"), 200)


UNKNOWN = "/v2/models/no-such-model-here/ready"
add("health", "unknown-model-is-not-ready", MUST, s.MODEL_READY, lambda t: refused_or_unready(_get(UNKNOWN)(t)))
add("health", "unknown-model-is-4xx", SHOULD, s.MODEL_READY, lambda t: refused(_get(UNKNOWN)(t)))


@check("health", "unknown-version-is-not-ready", MUST, s.OPTIONAL_VERSION, "version")
def unknown_version(target):
    refused_or_unready(target.rest.call("GET", f"{target.path}/versions/98765/ready"))


def refused_or_unready(answer):
    if answer.status == 200:
        must(answer.object().get("ready") is False, "told to be ready")


@check("health", "live-after-an-error", MUST, s.LIVE)
def live_after_an_error(target):
    target.infer(b"{")
    status(LIVE(target), 200)


@check("health", "ready-is-stable", SHOULD, s.READY)
def ready_is_stable(target):
    should({READY_PATH(target).status for _ in range(20)} == {200}, "of twenty answers not all are 200")


add("health", "unknown-path-error-body", SHOULD, s.METADATA_ERROR_BODY, lambda t: error_body(_get("/v2/health/other")(t)))
