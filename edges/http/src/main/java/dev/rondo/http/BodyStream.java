package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a blocking stream for a route on a virtual thread. The event loop puts pieces
 * in; when a megabyte waits, the client is paused, so memory does not grow with the body.
 */
final class BodyStream extends InputStream {
    private static final int MOST_WAITING = 1 << 20;
    private static final int PATIENCE_SECONDS = 60;

    /**
     * How much of a body that nobody wants is still let by, so that the client, which may read only
     * when it has sent everything, hears why.
     */
    private static final long MOST_UNWANTED = 64 << 20;

    /** What the event loop hands over. */
    private sealed interface Piece {
        record Data(byte[] bytes) implements Piece {}

        record End() implements Piece {}

        record Torn() implements Piece {}
    }

    private final HttpServerRequest request;
    private final Context context;
    private final long limit;
    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private long waiting;
    private long received;
    private byte[] current = new byte[0];
    private int position;
    private @Nullable Piece last;

    /** To be made on the event loop, before the request's handler returns. */
    BodyStream(HttpServerRequest request, Context context, long limit) {
        this.request = request;
        this.context = context;
        this.limit = limit;
        request.handler(this::put);
        request.endHandler(end -> pieces.add(new Piece.End()));
        request.exceptionHandler(failure -> pieces.add(new Piece.Torn()));
    }

    private synchronized void put(Buffer buffer) {
        pieces.add(new Piece.Data(buffer.getBytes()));
        waiting += buffer.length();
        if (waiting > MOST_WAITING) {
            request.pause();
        }
    }

    private synchronized void taken(int length) {
        boolean paused = waiting > MOST_WAITING;
        waiting -= length;
        if (paused && waiting <= MOST_WAITING) {
            context.runOnContext(now -> request.resume());
        }
    }

    /** Lets the rest of the body go by, so that the connection can serve again. */
    void discard() {
        context.runOnContext(now -> {
            if (!request.isEnded()) {
                var unwanted = new long[1];
                request.handler(buffer -> {
                    unwanted[0] += buffer.length();
                    if (unwanted[0] > MOST_UNWANTED) {
                        request.connection().close();
                    }
                });
                request.resume();
            }
        });
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == current.length) {
            if (!next()) {
                return -1;
            }
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    /** Once the body has ended or broken off, it stays so. */
    private boolean next() throws IOException {
        var piece = last == null ? await() : last;
        return switch (piece) {
            case Piece.Data data -> {
                taken(data.bytes().length);
                received += data.bytes().length;
                if (received > limit) {
                    throw HttpErrors.tooLarge(limit);
                }
                current = data.bytes();
                position = 0;
                yield true;
            }
            case Piece.End _ -> {
                last = piece;
                yield false;
            }
            case Piece.Torn _ -> {
                last = piece;
                throw torn();
            }
        };
    }

    private Piece await() throws IOException {
        try {
            var piece = pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return piece == null ? new Piece.Torn() : piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Unchecked, so that no room takes it for trouble with its own files. */
    private static RondoException torn() {
        return RondoException.user("http.torn", "the upload broke off").next("send it again");
    }
}
