"""What the protocol takes from HTTP: methods, paths, framing, connections."""

import json

from .. import specification as s
from ..checks import MUST, SHOULD, add, check, must, should
from ..expect import error_body, refused, status
from ..rest import JSON_TYPE, first_status

GROUP = "http"

METHODS = [
    ("POST", "/v2"),
    ("DELETE", "/v2"),
    ("POST", "/v2/health/live"),
    ("DELETE", "/v2/health/live"),
    ("POST", "/v2/health/ready"),
    ("POST", "{model}"),
    ("DELETE", "{model}"),
    ("PUT", "{model}"),
    ("POST", "{model}/ready"),
    ("GET", "{model}/infer"),
    ("PUT", "{model}/infer"),
    ("DELETE", "{model}/infer"),
    ("PATCH", "{model}/infer"),
]
for method, path in METHODS:
    called = f"{method}-{path.replace('{model}', 'model').strip('/').replace('/', '-')}"

    def _ask(target, method=method, path=path):
        return target.rest.call(method, path.format(model=target.path), b"{}" if method != "GET" else None, JSON_TYPE)

    add(GROUP, called, MUST, s.PATHS, lambda t, ask=_ask: refused(ask(t)))
    add(GROUP, f"{called}-is-405", SHOULD, s.RFC_METHOD, lambda t, ask=_ask: status(ask(t), 405))

PATHS = ["/v2/nothing", "/v2/models/{name}/nothing", "/v2/health", "/v2/models/{name}/versions", "/v3/models/{name}/infer"]
for path in PATHS:

    def _get(target, path=path):
        refused(target.rest.call("GET", path.format(name=target.path.rsplit("/", 1)[1])))

    add(GROUP, f"no-such-path-{path.replace('{name}', 'model').strip('/').replace('/', '-')}", SHOULD, s.PATHS, _get)

add(
    GROUP,
    "unknown-path-error-body",
    SHOULD,
    s.ERROR_BODY,
    lambda t: error_body(t.rest.call("GET", f"{t.path}/nothing")),
)


@check(GROUP, "connection-is-kept", SHOULD, s.RFC_KEEP, "socket", "json")
def connection_is_kept(target):
    rest = target.rest.copy()
    body = json.dumps(target.request()).encode()
    with rest.connect() as connection:
        for _ in range(3):
            connection.sendall(_post(target, body))
            must(_whole(connection)[0] == 200, "no answer on a connection that has had one")


@check(GROUP, "pipelined-requests-in-order", MUST, s.RFC_PIPELINE, "socket", "json")
def pipelined(target):
    with target.rest.connect() as connection:
        requests = [{"id": f"p{i}", **target.request()} for i in range(5)]
        connection.sendall(b"".join(_post(target, json.dumps(each).encode()) for each in requests))
        rest = b""
        for i in range(5):
            code, body, rest = _whole(connection, rest)
            must(code == 200, f"request {i} of 5 is answered {code}")
            must(json.loads(body).get("id") == f"p{i}", "an answer out of its order")


def _post(target, body, *lines):
    head = [
        f"POST {target.rest.base}{target.path}/infer HTTP/1.1",
        f"Host: {target.rest.host}",
        "Content-Type: application/json",
        *lines,
    ]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in lines):
        head.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*head, "", ""]).encode() + body


def _whole(connection, got=b""):
    """One answer of stated or chunked length: status, body, and what has come of the next."""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, got = got.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    code = int(lines[0].split()[1])
    headers = dict(line.split(":", 1) for line in lines[1:])
    if "content-length" in headers:
        length = int(headers["content-length"])
        while len(got) < length:
            got += _more(connection)
        return code, got[:length], got[length:]
    body = b""
    while True:
        while b"\r\n" not in got:
            got += _more(connection)
        size, _, got = got.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        while len(got) < length + 2:
            got += _more(connection)
        body += got[:length]
        got = got[length + 2 :]
        if length == 0:
            return code, body, got


def _more(connection):
    more = connection.recv(65536)
    must(more, "the connection was closed within an answer")
    return more


def _chunks(body, size):
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


for size in (1, 7, 100_000):

    def _chunked(target, size=size):
        body = json.dumps(target.request()).encode()
        code = target.rest.raw(_post(target, _chunks(body, size), "Transfer-Encoding: chunked"))
        must(code == 200, f"a body in chunks of {size} is answered {code}")

    add(GROUP, f"chunks-of-{size}", MUST, s.RFC_CHUNKED, _chunked, "socket", "json")


@check(GROUP, "chunk-extensions-and-trailers", SHOULD, s.RFC_CHUNKED, "socket", "json")
def extensions_and_trailers(target):
    body = json.dumps(target.request()).encode()
    chunks = b"%x;name=value\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n" % (len(body), body)
    must(target.rest.raw(_post(target, chunks, "Transfer-Encoding: chunked")) == 200, "not answered 200")


@check(GROUP, "expect-100-continue", SHOULD, s.RFC_EXPECT, "socket", "json")
def expect_continue(target):
    body = json.dumps(target.request()).encode()
    head = _post(target, b"", f"Content-Length: {len(body)}", "Expect: 100-continue")
    with target.rest.connect() as connection:
        connection.sendall(head)
        code = first_status(connection)
        should(code is not None, "neither 100 nor a final status comes before the body is sent")
        if code == 100:
            connection.sendall(body)
            must(first_status(connection) == 200, "not answered 200 after 100")


@check(GROUP, "body-in-small-pieces", MUST, s.RFC_FRAMING, "socket", "json")
def small_pieces(target):
    data = _post(target, json.dumps(target.request()).encode())
    with target.rest.connect() as connection:
        for i in range(0, len(data), 40):
            connection.sendall(data[i : i + 40])
        must(first_status(connection) == 200, "a request in pieces is not answered 200")


@check(GROUP, "header-names-in-any-case", MUST, s.RFC_HEADER, "socket", "json")
def any_case(target):
    request_line, _, others = _post(target, json.dumps(target.request()).encode()).partition(b"\r\n")
    others = others.replace(b"Content-Length", b"content-LENGTH").replace(b"Host", b"hOST")
    must(target.rest.raw(request_line + b"\r\n" + others) == 200, "not answered 200")
