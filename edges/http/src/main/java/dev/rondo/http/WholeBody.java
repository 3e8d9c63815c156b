package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A request's body in memory, of a stated size at most; used by one event loop only. */
final class WholeBody {
    private final int limit;
    private final Memory.Share share;
    private @Nullable Buffer first;
    private @Nullable Buffer joined;
    private boolean refused;

    WholeBody(int limit, Memory.Share share) {
        this.limit = limit;
        this.share = share;
    }

    /** Takes a piece, and returns why that was the one too many. What follows is dropped. */
    @Nullable RondoException add(Buffer piece) {
        if (refused) {
            return null;
        }
        var head = joined == null ? first : joined;
        if (piece.length() + (head == null ? 0L : head.length()) > limit) {
            return refuse(HttpErrors.tooLarge(limit));
        }
        try {
            share.grow(piece.length());
        } catch (RondoException e) {
            return refuse(e);
        }
        if (head == null) {
            first = piece;
        } else {
            joined = (joined == null ? Buffer.buffer().appendBuffer(head) : joined);
            joined.appendBuffer(piece);
        }
        return null;
    }

    private RondoException refuse(RondoException why) {
        refused = true;
        first = null;
        joined = null;
        share.close();
        return why;
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
