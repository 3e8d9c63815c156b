package dev.rondo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/** What a route answers with. */
public sealed interface Reply {
    String JSON = "application/json";

    int status();

    String contentType();

    /** Headers besides Content-Type. */
    Map<String, String> headers();

    /** A whole body. */
    record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
            implements Reply {
        public Whole(int status, String contentType, byte[] body) {
            this(status, contentType, body, Map.of());
        }
    }

    /**
     * A body written piece by piece, whose size does not matter to memory.
     *
     * @param length its size in bytes, where it is known before
     */
    record Streamed(
            int status,
            String contentType,
            OptionalLong length,
            Writer writer,
            Map<String, String> headers)
            implements Reply {
        public Streamed(String contentType, Writer writer) {
            this(200, contentType, OptionalLong.empty(), writer, Map.of());
        }
    }

    /** Writes a streamed body; blocks while the client is slow. */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    static Reply text(String contentType, String text) {
        return new Whole(200, contentType, text.getBytes(StandardCharsets.UTF_8));
    }
}
