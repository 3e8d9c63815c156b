"""The statistics and the model configuration extension."""

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must
from ..expect import is_json, refused, status, text

GROUP = "statistics"
CLAIM = "extension:statistics"


def _ask(path):
    return lambda target: target.rest.call("GET", path.format(model=target.path, version=target.version))


def _stats(target, path="{model}/stats"):
    answer = _ask(path)(target)
    status(answer, 200)
    found = answer.object().get("model_stats")
    must(isinstance(found, list) and found and all(isinstance(each, dict) for each in found), "no list of model_stats")
    return found


def _count(target):
    return sum(each.get("inference_count", 0) for each in _stats(target))


PATHS = {"model": ("{model}/stats", ()), "version": ("{model}/versions/{version}/stats", ("version",)), "all": ("/v2/models/stats", ())}
for name, (path, needs) in PATHS.items():
    add(GROUP, f"of-{name}", MUST, s.STATISTICS, lambda t, path=path: _stats(t, path), CLAIM, *needs)


def _each(what):
    return lambda target: [what(each) for each in _stats(target)]


add(GROUP, "name", MUST, s.STATISTICS, _each(lambda each: text(each, "name")), CLAIM)
add(GROUP, "version", MUST, s.STATISTICS, _each(lambda each: text(each, "version")), CLAIM)
add(GROUP, "count-is-a-number", MUST, s.STATISTICS_COUNT, _each(lambda each: must(type(each.get("inference_count")) is int, "none")), CLAIM)


def _durations(each):
    parts = each.get("inference_stats")
    must(isinstance(parts, dict), "no inference_stats")
    for part in ("success", "fail", "queue", "compute_input", "compute_infer", "compute_output"):
        found = parts.get(part)
        good = isinstance(found, dict) and all(type(found.get(unit)) is int and found[unit] >= 0 for unit in ("count", "ns"))
        must(good, f"{part} is {found!r}")


add(GROUP, "durations", MUST, s.STATISTICS, _each(_durations), CLAIM)


@check(GROUP, "count-grows-by-what-was-asked", MUST, s.STATISTICS_COUNT, CLAIM, "json")
def count_grows(target):
    before = _count(target)
    for _ in range(3):
        target.ok(target.request(1))
    must(_count(target) >= before + 3, f"{_count(target)} after three requests more than {before}")


@check(GROUP, "successes-grow", MUST, s.STATISTICS, CLAIM, "json")
def successes_grow(target):
    def successes():
        return sum(each["inference_stats"]["success"]["count"] for each in _stats(target))

    before = successes()
    target.ok(target.request(1))
    must(successes() > before, "not counted")


@check(GROUP, "refused-requests-are-no-successes", SHOULD, s.STATISTICS, CLAIM, "json")
def refusals_do_not_count(target):
    before = _count(target)
    target.infer(b"{}")
    must(_count(target) == before, "counted")


add(GROUP, "unknown-model", MUST, s.STATISTICS, lambda t: refused(_ask("/v2/models/no-such-model-here/stats")(t)), CLAIM)

CONFIGURED = "configuration"
CONFIG = "extension:model_configuration"


def _config(target, path="{model}/config"):
    answer = _ask(path)(target)
    status(answer, 200)
    return answer.object()


def _tensors(side, names):
    def run(target):
        found = _config(target).get(side)
        must(isinstance(found, list) and all(isinstance(each, dict) for each in found), f"{side} is no list")
        must({each.get("name") for each in found} == {each.name for each in names(target)}, "other names than the metadata")
        for each in found:
            must(str(each.get("data_type")).startswith("TYPE_"), f"data_type is {each.get('data_type')!r}")
            must(isinstance(each.get("dims"), list), "dims is no list")

    return run


add(CONFIGURED, "status", MUST, s.CONFIGURATION, _config, CONFIG)
add(CONFIGURED, "of-the-version", MUST, s.CONFIGURATION, lambda t: _config(t, "{model}/versions/{version}/config"), CONFIG, "version")
add(CONFIGURED, "name", MUST, s.CONFIGURATION, lambda t: must(_config(t).get("name") == t.model, "another"), CONFIG)
add(CONFIGURED, "content-type", SHOULD, s.CONFIGURATION, lambda t: is_json(_ask("{model}/config")(t)), CONFIG)
add(
    CONFIGURED,
    "platform-or-backend",
    MUST,
    s.CONFIGURATION,
    lambda t: must(_config(t).get("platform") or _config(t).get("backend"), "neither"),
    CONFIG,
)
add(CONFIGURED, "max-batch-size", SHOULD, s.CONFIGURATION, lambda t: must(type(_config(t).get("max_batch_size")) is int, "none"), CONFIG)
add(CONFIGURED, "input", MUST, s.CONFIGURATION, _tensors("input", lambda t: t.inputs), CONFIG, "inputs:1")
add(CONFIGURED, "output", MUST, s.CONFIGURATION, _tensors("output", lambda t: t.outputs), CONFIG, "outputs:1")
add(CONFIGURED, "unknown-model", MUST, s.CONFIGURATION, lambda t: refused(_ask("/v2/models/no-such-model-here/config")(t)), CONFIG)
