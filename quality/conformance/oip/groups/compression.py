"""Content codings both ways."""

import gzip
import json
import zlib

from .. import specification as s
from .. import tensors
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import refused
from ..rest import JSON_TYPE
from .binary import HEADER, opened, packed

GROUP = "compression"
BLANKS = b" " * (128 << 20)
CODINGS = {"gzip": gzip.compress, "deflate": zlib.compress}


def _send(target, body, coding, headers=None):
    return target.infer(body, headers={**JSON_TYPE, "Content-Encoding": coding, **(headers or {})})


def _body(target, rows=2):
    return json.dumps(target.request(rows)).encode()


for coding, pack in CODINGS.items():
    add(GROUP, f"request-{coding}", SHOULD, s.CLIENT_CODING, lambda t, c=coding, p=pack: _good(_send(t, p(_body(t)), c)), "json")
    add(
        GROUP,
        f"request-{coding}-in-capitals",
        SHOULD,
        s.RFC_CODING,
        lambda t, c=coding, p=pack: _good(_send(t, p(_body(t)), c.upper())),
        "json",
    )
    add(
        GROUP,
        f"request-{coding}-of-1000-rows",
        SHOULD,
        s.CLIENT_CODING,
        lambda t, c=coding, p=pack: _good(_send(t, p(_body(t, 1000)), c)),
        "json",
        "batch",
    )

    def _binary(target, coding=coding, pack=pack):
        request, payload = packed(target.request())
        body = json.dumps(request).encode()
        headers = {HEADER: str(len(body)), "Content-Encoding": coding}
        opened(target.rest.call("POST", target.path + "/infer", pack(body + payload), headers))

    add(GROUP, f"request-{coding}-binary", SHOULD, s.CLIENT_CODING, _binary, "extension:binary_tensor_data")

    def _answer(target, coding=coding):
        rows = 1000 if not target.lacks("batch") else 2
        body = _body(target, rows)
        plain = target.infer(body)
        got = target.infer(body, headers={**JSON_TYPE, "Accept-Encoding": coding})
        must(got.headers.get("content-encoding", coding) in (coding, "identity"), "another coding than was asked for")
        must(got.status == 200, f"answered {got.status}")
        if target.deterministic:
            one, other = target.results(got.unpacked().object()), target.results(plain.object())
            must(all(tensors.alike(one[name], values) for name, values in other.items()), "other values")
        return got

    add(GROUP, f"answer-{coding}", MUST, s.RFC_ACCEPT, _answer, "json")
    add(
        GROUP,
        f"answer-{coding}-is-packed",
        SHOULD,
        s.CLIENT_CODING,
        lambda t, a=_answer, c=coding: should(a(t).headers.get("content-encoding") == c, "not packed"),
        "json",
        "batch",
    )

    def _answer_binary(target, coding=coding):
        request, payload = packed(target.request())
        request["parameters"] = {"binary_data_output": True}
        body = json.dumps(request).encode()
        headers = {HEADER: str(len(body)), "Accept-Encoding": coding}
        opened(target.rest.call("POST", target.path + "/infer", body + payload, headers).unpacked())

    add(GROUP, f"answer-{coding}-binary", MUST, s.BINARY_HEADER, _answer_binary, "extension:binary_tensor_data")


def _good(answer):
    must(answer.status == 200, f"answered {answer.status}")


def _accepting(value):
    def run(target):
        headers = JSON_TYPE if value is None else {**JSON_TYPE, "Accept-Encoding": value}
        answer = target.infer(_body(target, 1000 if not target.lacks("batch") else 2), headers=headers)
        coding = answer.headers.get("content-encoding", "identity")
        must(answer.status == 200 and coding == "identity", f"answered {answer.status} in {coding}")

    return run


ACCEPT = {
    "no-accept-encoding": None,
    "identity": "identity",
    "gzip-refused": "gzip;q=0",
    "unknown": "zz-top",
    "all-refused-but-identity": "identity, *;q=0",
}
for name, value in ACCEPT.items():
    add(GROUP, f"answer-plain-for-{name}", MUST, s.RFC_ACCEPT, _accepting(value), "json")


@check(GROUP, "request-identity", SHOULD, s.RFC_CODING, "json")
def request_identity(target):
    _good(_send(target, _body(target), "identity"))


BAD = [
    ("gzip-is-none", MUST, "gzip", lambda body: body),
    ("deflate-is-none", MUST, "deflate", lambda body: body),
    ("gzip-cut", MUST, "gzip", lambda body: gzip.compress(body)[:-9]),
    ("gzip-cut-to-its-head", MUST, "gzip", lambda body: gzip.compress(body)[:10]),
    ("gzip-wrong-checksum", SHOULD, "gzip", lambda body: gzip.compress(body)[:-8] + bytes(8)),
    ("gzip-damaged", MUST, "gzip", lambda body: gzip.compress(body)[:20] + b"\xff" * 20 + gzip.compress(body)[40:]),
    ("gzip-empty", MUST, "gzip", lambda body: b""),
    ("gzip-of-nothing", MUST, "gzip", lambda body: gzip.compress(b"")),
    ("deflate-cut", MUST, "deflate", lambda body: zlib.compress(body)[:-6]),
    ("gzip-said-to-be-deflate", MUST, "deflate", lambda body: gzip.compress(body)),
    ("unknown-coding", MUST, "zz-top", lambda body: body),
    ("unknown-coding-behind-gzip", SHOULD, "gzip, zz-top", lambda body: gzip.compress(body)),
]
for name, level, coding, made in BAD:
    add(GROUP, name, level, s.RFC_CODING, lambda t, c=coding, m=made: refused(_send(t, m(_body(t)), c)), "json")

for coding, pack in CODINGS.items():

    def _bomb(target, coding=coding, pack=pack):
        refused(_send(target, pack(BLANKS, 9), coding))
        target.live_now()

    add(GROUP, f"bomb-{coding}", SHOULD, s.HARMLESS, _bomb, "json", "socket")


@check(GROUP, "bomb-in-gzip-in-gzip", SHOULD, s.HARMLESS, "json", "socket")
def bomb_twice(target):
    refused(_send(target, gzip.compress(gzip.compress(BLANKS, 9), 9), "gzip, gzip"))
    target.live_now()
