package dev.rondo.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;

/** Sends replies. */
final class Replies {
    private Replies() {}

    static void send(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("Content-Type", reply.contentType());
        reply.headers().forEach(response::putHeader);
        switch (reply) {
            case Reply.Whole whole -> {
                if (whole.status() == 413) {
                    response.putHeader("Connection", "close");
                } else if (whole.status() == 503) {
                    response.putHeader("Retry-After", "1");
                }
                var _ = response.end(Buffer.buffer(packed(request, whole)));
            }
            case Reply.Streamed streamed -> stream(request, streamed);
        }
    }

    private static byte[] packed(HttpServerRequest request, Reply.Whole reply) {
        if (reply.body().length < Coding.WORTH_IT
                || reply.headers().containsKey("Content-Encoding")) {
            return reply.body();
        }
        var coding = Coding.accepted(request.getHeader("Accept-Encoding"));
        request.response().putHeader("Vary", "Accept-Encoding");
        if (coding.isEmpty()) {
            return reply.body();
        }
        request.response().putHeader("Content-Encoding", coding.get().header());
        return coding.get().pack(reply.body());
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
