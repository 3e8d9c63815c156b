"""What nobody should send: an error or a closed connection, and everyone else is served on."""

import json
import time

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..rest import first_status

GROUP = "hostile"
SECONDS = 5
"""How long a valid request may take while others misbehave."""
PATIENCE = 2
"""How long the answer to what is no request is waited for; silence is right, too."""


def _head(target, *lines, method="POST", path=None):
    first = f"{method} {path or target.path + '/infer'} HTTP/1.1"
    return "\r\n".join([first, f"Host: {target.rest.host}", *lines, "", ""]).encode("latin-1")


def _body(target):
    return json.dumps(target.request()).encode()


def _survives(made, refuse=True):
    """Sends bytes; the answer is an error or none, and the server goes on."""

    def run(target):
        code = target.rest.raw(made(target), PATIENCE)
        must(not refuse or code is None or code >= 400, f"answered {code}")
        should(code is None or code < 500 or code in (501, 505), f"answered {code}")
        target.live_now()

    return run


def _with(*lines, body=True):
    def made(target):
        data = _body(target)
        return _head(target, *(line.format(length=len(data)) for line in lines)) + (data if body else b"")

    return made


LENGTH = "Content-Length: {length}"
REFUSED = [
    ("length-negative", MUST, s.RFC_FRAMING, _with("Content-Length: -1")),
    ("length-text", MUST, s.RFC_FRAMING, _with("Content-Length: abc")),
    ("length-fraction", MUST, s.RFC_FRAMING, _with("Content-Length: {length}.5")),
    ("length-beyond-64-bits", MUST, s.RFC_FRAMING, _with("Content-Length: 99999999999999999999999")),
    ("length-empty", SHOULD, s.RFC_FRAMING, _with("Content-Length: ")),
    ("length-twice-differing", MUST, s.RFC_FRAMING, _with(LENGTH, "Content-Length: 1")),
    ("length-and-chunked", SHOULD, s.RFC_FRAMING, _with(LENGTH, "Transfer-Encoding: chunked")),
    ("unknown-transfer-encoding", SHOULD, s.RFC_FRAMING, _with("Transfer-Encoding: zz-top")),
    ("chunk-size-text", MUST, s.RFC_CHUNKED, lambda t: _head(t, "Transfer-Encoding: chunked") + b"zz\r\nabc\r\n0\r\n\r\n"),
    ("chunk-size-negative", MUST, s.RFC_CHUNKED, lambda t: _head(t, "Transfer-Encoding: chunked") + b"-5\r\nabc\r\n0\r\n\r\n"),
    ("chunk-size-huge", MUST, s.RFC_CHUNKED, lambda t: _head(t, "Transfer-Encoding: chunked") + b"f" * 40 + b"\r\n"),
    ("chunk-without-its-end", MUST, s.RFC_CHUNKED, lambda t: _head(t, "Transfer-Encoding: chunked") + b"3\r\nabcdef\r\n0\r\n\r\n"),
    ("header-without-colon", SHOULD, s.RFC_HEADER, _with(LENGTH, "no colon here")),
    ("header-with-nul", SHOULD, s.RFC_HEADER, _with(LENGTH, "X-A: a\0b")),
    ("header-name-with-blank", SHOULD, s.RFC_HEADER, _with(LENGTH, "X A: b")),
    ("blank-before-the-colon", SHOULD, s.RFC_HEADER, _with("Content-Length : {length}")),
    ("http-version-unknown", SHOULD, s.RFC_HEADER, lambda t: _head(t).replace(b"HTTP/1.1", b"HTTP/9.9")),
    ("no-http-at-all", MUST, s.RFC_HEADER, lambda t: b"hello\r\n\r\n"),
    ("zeros", MUST, s.RFC_HEADER, lambda t: b"\0" * 10_000 + b"\r\n\r\n"),
    ("tls", MUST, s.RFC_HEADER, lambda t: bytes.fromhex("1603010200010001fc0303") + b"\x5a" * 500),
    ("request-line-of-1-mib", MUST, s.HARMLESS, lambda t: _head(t, path="/v2/" + "a" * (1 << 20))),
    ("header-of-1-mib", MUST, s.HARMLESS, _with(LENGTH, "X-A: " + "a" * (1 << 20))),
    ("headers-100000", MUST, s.HARMLESS, _with(LENGTH, *(f"X-{i}: 1" for i in range(100_000)))),
    ("announces-a-terabyte", SHOULD, s.HARMLESS, _with("Content-Length: 1099511627776", body=False)),
]
for name, level, source, made in REFUSED:
    add(GROUP, name, level, source, _survives(made), "socket", "json")


def _huge(made):
    return _survives(lambda t: _head(t, f"Content-Length: {len(made(t))}") + made(t))


HUGE = [
    ("inputs-100000", lambda t: b'{"inputs":[' + b",".join([b"{}"] * 100_000) + b"]}"),
    ("number-of-1-mib", lambda t: _body(t).replace(b'"data": [', b'"data": [' + b"1" * (1 << 20) + b",", 1)),
    ("exponent-huge", lambda t: _body(t).replace(b'"shape": [', b'"shape": [1e999999999,', 1)),
    ("exponent-long", lambda t: _body(t).replace(b'"shape": [', b'"shape": [1e' + b"9" * 100_000 + b",", 1)),
    ("string-of-8-mib", lambda t: b'{"inputs": "' + b"x" * (8 << 20) + b'"}'),
    ("escapes-of-8-mib", lambda t: b'{"inputs": "' + b"\\u0041" * (8 << 20 >> 3) + b'"}'),
    ("names-colliding", lambda t: b"{" + b",".join(b'"%s":1' % each for each in _colliding()) + b"}"),
    ("deep-objects-1000000", lambda t: b'{"a":' * 1_000_000),
    ("deep-lists-5000000", lambda t: b"[" * 5_000_000),
]
for name, made in HUGE:
    add(GROUP, name, MUST, s.HARMLESS, _huge(made), "socket", "json")


def _colliding():
    """Names that have one hash code in Java, where Aa and BB have the same."""
    names = [b""]
    for _ in range(15):
        names = [name + part for name in names for part in (b"Aa", b"BB")]
    return names


def _timely(target, what):
    """That a valid request is answered soon, on a connection of its own."""
    began = time.monotonic()
    target.ok(target.request(), rest=target.rest.copy())
    took = time.monotonic() - began
    must(took < SECONDS, f"a valid request took {took:.1f} s {what}")


def _beside(open_one, count, what):
    """While connections of a kind are open."""

    def run(target):
        connections = []
        try:
            for _ in range(count):
                connection = target.rest.connect()
                connections.append(connection)
                open_one(target, connection)
            for _ in range(3):
                _timely(target, what)
        finally:
            for connection in connections:
                connection.close()
        target.live_now()

    return run


def _part(share):
    def send(target, connection):
        data = _head(target, f"Content-Length: {len(_body(target))}") + _body(target)
        connection.sendall(data[: int(len(data) * share)])

    return send


BESIDE = [
    ("200-silent-connections", lambda t, c: None, 200, "beside silent connections"),
    ("200-half-heads", lambda t, c: c.sendall(b"POST /v2/models/x/infer HTT"), 200, "beside half heads"),
    ("200-half-bodies", _part(0.9), 200, "beside half bodies"),
    ("100-chunked-half-bodies", lambda t, c: c.sendall(_head(t, "Transfer-Encoding: chunked") + b"5\r\nab"), 100, "beside half chunks"),
    ("50-announced-64-mib", lambda t, c: c.sendall(_head(t, "Content-Length: 67108864") + b"{"), 50, "beside announced bodies"),
]
for name, open_one, count, what in BESIDE:
    add(GROUP, name, MUST, s.HARMLESS, _beside(open_one, count, what), "socket", "json")


@check(GROUP, "reader-that-does-not-read", MUST, s.HARMLESS, "socket", "json", "batch")
def does_not_read(target):
    if not target.sample:
        body = json.dumps(target.request(2000)).encode()
        request = _head(target, f"Content-Length: {len(body)}") + body

        def send(_, connection):
            connection.settimeout(0.5)
            try:
                for _ in range(20):
                    connection.sendall(request)
            except OSError:
                pass

        _beside(send, 4, "beside clients that do not read")(target)


@check(GROUP, "client-gone-before-the-answer", MUST, s.HARMLESS, "socket", "json")
def client_gone(target):
    body = _body(target)
    for _ in range(50):
        with target.rest.connect() as connection:
            connection.sendall(_head(target, f"Content-Length: {len(body)}") + body)
    target.live_now()


@check(GROUP, "body-cut-and-closed", MUST, s.HARMLESS, "socket", "json")
def body_cut(target):
    body = _body(target)
    with target.rest.connect() as connection:
        connection.sendall(_head(target, f"Content-Length: {len(body) + 100}") + body)
        connection.shutdown(1)
        code = first_status(connection)
        must(code is None or code >= 400, f"a body that was cut is answered {code}")
    target.live_now()
