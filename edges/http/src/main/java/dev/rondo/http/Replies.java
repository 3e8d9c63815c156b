package dev.rondo.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Sends replies. */
final class Replies {
    private Replies() {}

    static void send(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        switch (reply) {
            case Reply.Whole whole -> {
                var finished = finished(whole, request.headers()::get);
                head(request, finished);
                var _ = response.end(Buffer.buffer(finished.body()));
            }
            case Reply.Streamed streamed -> {
                head(request, streamed);
                stream(request, streamed);
            }
        }
    }

    private static void head(HttpServerRequest request, Reply reply) {
        var response = request.response();
        response.setStatusCode(reply.status()).putHeader("Content-Type", reply.contentType());
        reply.headers()
                .forEach((name, value) -> {
                    // What answers vary by, the server may have said something about already.
                    if (name.equals("Vary")) {
                        response.headers().add(name, value);
                    } else {
                        response.putHeader(name, value);
                    }
                });
    }

    /** The reply as it is sent: packed where it is worth it, with what its status asks for. */
    static Reply.Whole finished(Reply.Whole reply, Request.Headers asked) {
        boolean large =
                reply.body().length >= Coding.WORTH_IT
                        && !reply.headers().containsKey("Content-Encoding");
        if (!large && reply.status() != 413 && reply.status() != 503) {
            return reply;
        }
        var headers = new HashMap<>(reply.headers());
        switch (reply.status()) {
            case 413 -> headers.put("Connection", "close");
            case 503 -> headers.put("Retry-After", "1");
            default -> {}
        }
        var body = large ? packed(reply.body(), asked, headers) : reply.body();
        return new Reply.Whole(reply.status(), reply.contentType(), body, headers);
    }

    private static byte[] packed(byte[] body, Request.Headers asked, Map<String, String> headers) {
        headers.put("Vary", "Accept-Encoding");
        var coding = Coding.accepted(asked.get("Accept-Encoding"));
        if (coding.isEmpty()) {
            return body;
        }
        headers.put("Content-Encoding", coding.get().header());
        return coding.get().pack(body);
    }

    /** The reply in memory. */
    static Reply.Whole whole(Reply reply) {
        return switch (reply) {
            case Reply.Whole whole -> whole;
            case Reply.Streamed streamed -> {
                var body = new ByteArrayOutputStream();
                try {
                    streamed.writer().write(body);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield new Reply.Whole(
                        streamed.status(),
                        streamed.contentType(),
                        body.toByteArray(),
                        streamed.headers());
            }
        };
    }

    private static void stream(HttpServerRequest request, Reply.Streamed reply) {
        var response = request.response();
        if (reply.length().isPresent()) {
            response.putHeader("Content-Length", Long.toString(reply.length().getAsLong()));
        } else {
            response.setChunked(true);
        }
        try {
            var out = new ResponseStream(response);
            reply.writer().write(out);
            out.close();
        } catch (IOException | RuntimeException e) {
            // The status has gone out: all that can still tell the client is a torn connection.
            request.connection().close();
        }
    }
}
