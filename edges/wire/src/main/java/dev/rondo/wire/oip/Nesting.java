package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.base.RondoException;
import dev.rondo.wire.shared.BadRequest;
import java.io.IOException;

/** Walks a list of values that is flat, or nested exactly as a shape says. */
final class Nesting {
    /** Takes the value at which the parser stands. */
    interface Values {
        void take(int at) throws IOException;
    }

    private final int index;
    private final long[] shape;
    private final long[] counts;
    private int depth;
    private boolean flat;
    private boolean nested;

    Nesting(int index, long[] shape) {
        this.index = index;
        this.shape = shape;
        this.counts = new long[Math.max(1, shape.length)];
    }

    void read(JsonParser in, int elements, Values values) throws IOException {
        int at = 0;
        depth = 1;
        while (depth > 0) {
            var token = in.nextToken();
            if (token == JsonToken.END_ARRAY) {
                close();
            } else if (token == JsonToken.START_ARRAY) {
                open();
            } else if (at == elements) {
                throw wrong();
            } else {
                value();
                values.take(at++);
            }
        }
        if (at != elements) {
            throw wrong();
        }
    }

    private void open() {
        counts[depth - 1]++;
        if (depth >= counts.length || flat) {
            throw wrong();
        }
        depth++;
        counts[depth - 1] = 0;
        nested = true;
    }

    private void close() {
        if (nested && counts[depth - 1] != shape[depth - 1]) {
            throw wrong();
        }
        depth--;
    }

    private void value() {
        counts[depth - 1]++;
        if (depth == 1 && !nested) {
            flat = true;
        } else if (depth != shape.length) {
            throw wrong();
        }
    }

    private RondoException wrong() {
        return BadRequest.input(index, "the data does not have as many values as its shape says")
                .next("send them flat in row-major order, or nested as the shape says");
    }
}
