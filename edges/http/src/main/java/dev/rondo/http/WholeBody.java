package dev.rondo.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A request's body in memory, of a stated size at most; used by one event loop only. */
final class WholeBody {
    private final int limit;
    private @Nullable Buffer first;
    private @Nullable Buffer joined;
    private boolean refused;

    WholeBody(int limit) {
        this.limit = limit;
    }

    /** Takes a piece, and returns whether that was the one too many. What follows is dropped. */
    boolean add(Buffer piece) {
        if (refused) {
            return false;
        }
        var head = joined == null ? first : joined;
        if (piece.length() + (head == null ? 0L : head.length()) > limit) {
            refused = true;
            first = null;
            joined = null;
        } else if (head == null) {
            first = piece;
        } else {
            joined = (joined == null ? Buffer.buffer().appendBuffer(head) : joined);
            joined.appendBuffer(piece);
        }
        return refused;
    }

    boolean refused() {
        return refused;
    }

    /** Most bodies come in one piece and are copied once. */
    byte[] bytes() {
        var whole = joined == null ? first : joined;
        return whole == null ? new byte[0] : whole.getBytes();
    }
}
