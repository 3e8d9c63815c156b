"""HTTP/1.1 as the checks need it: whole answers on a connection that is kept, and bytes sent as they are."""

import gzip
import http.client
import json
import socket
import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from .checks import Failed

JSON_TYPE = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """Header names are lower case."""

    status: int
    headers: dict
    body: bytes

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            raise Failed(f"the body is not JSON: {self.body[:80]!r}") from None

    def object(self):
        found = self.json()
        if not isinstance(found, dict):
            raise Failed(f"the body is no JSON object: {self.body[:80]!r}")
        return found

    def unpacked(self):
        coding = self.headers.get("content-encoding", "identity")
        if coding == "gzip":
            return Answer(self.status, self.headers, gzip.decompress(self.body))
        if coding == "deflate":
            return Answer(self.status, self.headers, zlib.decompress(self.body))
        return self


class Rest:
    """A server by its address. Each thread needs a copy of its own."""

    sockets = True

    def __init__(self, url, timeout=20.0, headers=None):
        parts = urlsplit(url if "//" in url else f"http://{url}")
        self.url = url
        self.host = parts.hostname or "127.0.0.1"
        self.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.secure = parts.scheme == "https"
        self.base = parts.path.rstrip("/")
        self.timeout = timeout
        self.headers = headers or {}
        self._connection = None

    def copy(self):
        return Rest(self.url, self.timeout, self.headers)

    def call(self, method, path, body=None, headers=None) -> Answer:
        """Sends bytes, and only the headers that are given besides Host and Content-Length."""
        kept = self._connection is not None
        try:
            return self._call(method, path, body, headers)
        except (ConnectionError, http.client.BadStatusLine):
            self.close()
            if not kept:
                raise
            # The server may close a connection after an answer.
            return self._call(method, path, body, headers)
        except OSError:
            self.close()
            raise
        except http.client.HTTPException as broken:
            self.close()
            raise ConnectionError(f"the answer is no HTTP: {broken}") from None

    def _call(self, method, path, body, headers):
        if self._connection is None:
            kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
            self._connection = kind(self.host, self.port, timeout=self.timeout)
        connection = self._connection
        connection.putrequest(method, self.base + path, skip_accept_encoding=True)
        for name, value in {**self.headers, **(headers or {})}.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        read = answer.read()
        if answer.will_close:
            self.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, read)

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def connect(self, timeout=None) -> socket.socket:
        if self.secure:
            raise Failed("checks of plain sockets need http://")
        return socket.create_connection((self.host, self.port), timeout or self.timeout)

    def raw(self, data, timeout=None):
        """Sends bytes as they are. Returns the status of the first answer, or None when there is none."""
        with self.connect(timeout) as connection:
            try:
                connection.sendall(data)
                return first_status(connection)
            except OSError:
                return None


def first_status(connection):
    """The status of the answer that comes next, or None when the connection is closed or silent."""
    got = b""
    try:
        while b"\r\n" not in got and len(got) < 4096:
            more = connection.recv(4096)
            if not more:
                break
            got += more
    except OSError:
        pass
    words = got.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and got.startswith(b"HTTP/") and words[1][:3].isdigit() else None
