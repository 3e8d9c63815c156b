"""Many at once: everyone gets the own answer."""

import json

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must
from ..expect import put
from ..target import at_once
from .grpc_calls import infer, values

GROUP = "concurrency"


def _own(target, connections, each, spoil=False):
    """On each connection, requests of different values, whose answers are known beforehand."""
    seeds = range(8)
    known = {seed: target.results(target.ok(target.request(2, seed))) for seed in seeds}

    def work(number):
        rest = target.rest.copy()
        for i in range(each):
            seed = (number + i) % len(seeds)
            if spoil and (number + i) % 2:
                wrong = put("inputs.0.shape", [-1])(target.request(2, seed))
                must(target.infer(wrong, rest=rest).status >= 400, "a wrong request among others is taken")
                continue
            sent = f"{number}-{i}"
            answer = target.ok({"id": sent, **target.request(2, seed)}, rest=rest)
            must(answer.get("id") == sent, f"the id {answer.get('id')!r} comes back for {sent!r}")
            must(target.results(answer) == known[seed] or not target.deterministic, "the answer to another's values")

    at_once([lambda number=number: work(number) for number in range(connections)])


for connections, each in ((2, 50), (8, 20), (32, 5)):
    add(
        GROUP,
        f"{connections}-connections",
        MUST,
        s.ID,
        lambda t, c=connections, e=each: _own(t, c, e),
        "json",
        "socket",
    )
add(GROUP, "right-among-wrong", MUST, s.HARMLESS, lambda t: _own(t, 8, 10, spoil=True), "json", "socket")


@check(GROUP, "large-beside-small", SHOULD, s.HARMLESS, "json", "socket", "batch")
def large_beside_small(target):
    if target.sample:
        return
    body = json.dumps(target.request(20_000)).encode()

    def large():
        must(target.infer(body, rest=target.rest.copy()).status in (200, 413, 429, 503), "a large request is not answered")

    def small():
        rest = target.rest.copy()
        for seed in range(20):
            target.ok(target.request(1, seed), rest=rest)

    at_once([large, large, small, small])


@check(GROUP, "metadata-beside-inference", MUST, s.LIVE, "json", "socket")
def metadata_beside(target):
    def ask(path):
        rest = target.rest.copy()
        for _ in range(20):
            must(rest.call("GET", path).status == 200, f"{path} is not answered 200")

    paths = ("/v2", "/v2/health/live", "/v2/health/ready", target.path)
    at_once([*(lambda path=path: ask(path) for path in paths), lambda: _own(target, 4, 10)])


@check(GROUP, "grpc-calls", MUST, s.GRPC_ID, "grpc", "socket")
def grpc_calls(target):
    known = {seed: values(infer(target, target.message(seed=seed))) for seed in range(8)}

    def work(number):
        for i in range(10):
            seed = (number + i) % 8
            answer = infer(target, {**target.message(seed=seed), "id": f"{number}-{i}"})
            must(answer["id"] == f"{number}-{i}", "another's id")
            must(values(answer) == known[seed] or not target.deterministic, "the answer to another's values")

    at_once([lambda number=number: work(number) for number in range(8)])


@check(GROUP, "rest-beside-grpc", MUST, s.GRPC_PARITY, "grpc", "socket", "json")
def rest_beside_grpc(target):
    def calls():
        for seed in range(20):
            values(infer(target, target.message(seed=seed)))

    at_once([calls, calls, lambda: _own(target, 4, 10)])
