package dev.rondo.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a route answers with. */
sealed interface Reply {
    String JSON = "application/json";

    /** A whole body. */
    record Whole(int status, String contentType, byte[] body) implements Reply {}

    /** A body written piece by piece, whose size does not matter to memory. */
    record Streamed(String contentType, Writer writer) implements Reply {}

    /** Writes a streamed body; blocks while the client is slow. */
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    static Reply json(Object value) {
        return json(200, value);
    }

    static Reply json(int status, Object value) {
        return new Whole(status, JSON, ApiJson.bytes(value));
    }

    static Reply text(String contentType, String text) {
        return new Whole(200, contentType, text.getBytes(StandardCharsets.UTF_8));
    }
}
