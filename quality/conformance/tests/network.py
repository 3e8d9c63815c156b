"""The reference server on the network: HTTP/1.1 with a thread for each connection, and gRPC through grpcio."""

import socketserver
import threading
from concurrent.futures import ThreadPoolExecutor

from oip.rpc import Refused

from reference import Accepted, Call, Refusal

MAX_HEAD = 64 << 10
MAX_BODY = 64 << 20
REASONS = {200: "OK", 400: "Bad Request"}


class Gone(Exception):
    """The connection is over."""


class Connection(socketserver.BaseRequestHandler):
    def handle(self):
        self.got = b""
        if self.server.alone:
            self.request.settimeout(1)  # or an open connection would keep the server from closing
        try:
            while self.one():
                pass
        except (Gone, OSError):
            pass

    def one(self):
        try:
            call = self.call()
        except Refusal as refusal:
            body = b'{"error": "the request cannot be read"}'
            self.answer(refusal.status, {"content-type": "application/json", "connection": "close"}, body)
            return False
        except Accepted:
            self.answer(200, {"connection": "close"}, b"{}")
            return False
        reply = self.server.answer(call)
        self.answer(reply.status, reply.headers, reply.body)
        return True

    def answer(self, status, headers, body):
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Other')}", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.request.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    # --- reading -----------------------------------------------------------------------------------

    def rule(self, name, holds, status=400):
        self.server.reference.rule(name, holds, status)

    def more(self):
        got = self.request.recv(65536)
        if not got:
            raise Gone
        self.got += got

    def until(self, end, most):
        """What comes before an end, which is taken as well."""
        while end not in self.got:
            self.rule("head-too-long", len(self.got) <= most, 431)
            self.more()
        found, _, self.got = self.got.partition(end)
        return found

    def exactly(self, size):
        while len(self.got) < size:
            self.more()
        found, self.got = self.got[:size], self.got[size:]
        return found

    def call(self):
        line = self.until(b"\r\n", MAX_HEAD)
        self.rule("head-too-long", len(line) <= MAX_HEAD, 431)
        words = line.decode("latin-1").split(" ")
        self.rule("request-line", len(words) == 3 and words[2].startswith("HTTP/1."))
        rest = b"" if self.got.startswith(b"\r\n") and self.exactly(2) else self.until(b"\r\n\r\n", MAX_HEAD)
        self.rule("head-too-long", len(rest) <= MAX_HEAD, 431)
        headers = self.headers(rest.decode("latin-1").split("\r\n") if rest else [])
        if headers.get("expect", "").lower() == "100-continue":
            self.request.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return Call(words[0], words[1], headers, self.body(headers))

    def headers(self, lines):
        found = {}
        for line in lines:
            name, colon, value = line.partition(":")
            self.rule("header-line", colon and name and not set(name) & set(" \t\0") and "\0" not in value)
            name, value = name.strip().lower(), value.strip()
            self.rule("length-twice", name != "content-length" or found.get(name, value) == value)
            found[name] = value
        return found

    def body(self, headers):
        coding = headers.get("transfer-encoding", "").lower()
        self.rule("transfer-encoding", coding in ("", "chunked"), 501)
        if coding == "chunked":
            self.rule("length-and-chunked", "content-length" not in headers)
            return self.chunks()
        length = headers.get("content-length", "0")
        self.rule("content-length", length.isascii() and length.isdigit())
        self.rule("body-too-long", int(length) <= MAX_BODY, 413)
        return self.exactly(int(length))

    def chunks(self):
        body = b""
        while True:
            size = self.until(b"\r\n", 4096).partition(b";")[0].strip().lower()
            self.rule("chunk-size", size != b"" and len(size) <= 8 and all(each in b"0123456789abcdef" for each in size))
            length = int(size, 16)
            if length == 0:
                while self.until(b"\r\n", 4096):
                    pass
                return body
            body += self.exactly(length)
            self.rule("chunk-end", self.exactly(2) == b"\r\n")
            self.rule("body-too-long", len(body) <= MAX_BODY, 413)


class HttpServer(socketserver.ThreadingTCPServer):
    """Serves on a free port of loopback until it is closed."""

    daemon_threads = True
    request_queue_size = 500
    allow_reuse_address = True

    def __init__(self, reference, handle, alone=False):
        super().__init__(("127.0.0.1", 0), Connection)
        self.reference = reference
        self.handle = handle
        self.alone = alone
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def answer(self, call):
        return self.handle(call)

    def process_request(self, request, client_address):
        if self.alone:
            self.finish_request(request, client_address)
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def handle_error(self, request, client_address):
        """What a faulty server does not answer ends its connection."""

    def close(self):
        self.shutdown()
        self.server_close()


def grpc_server(service):
    """A started server of grpcio and its address."""
    import grpc

    def unary(method):
        def answer(data, context):
            try:
                return service(method, data)
            except Refused as refused:
                context.abort(grpc.StatusCode[refused.code], refused.details)

        return answer

    def stream(messages, context):
        for data in messages:
            yield service.stream_one(data)

    class Handler(grpc.GenericRpcHandler):
        def service(self, details):
            if details.method.endswith("ModelStreamInfer"):
                return grpc.stream_stream_rpc_method_handler(stream)
            return grpc.unary_unary_rpc_method_handler(unary(details.method))

    options = [("grpc.max_receive_message_length", MAX_BODY)]
    server = grpc.server(ThreadPoolExecutor(8), handlers=[Handler()], options=options)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, f"127.0.0.1:{port}"
