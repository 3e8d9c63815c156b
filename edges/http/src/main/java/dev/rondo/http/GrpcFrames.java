package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts a gRPC body into its messages: a byte that says whether it is compressed, its length in four
 * bytes, then the message. Used by one event loop only.
 */
final class GrpcFrames {
    private static final int HEAD = 5;

    private final int limit;
    private final Optional<Coding> coding;
    private final Memory.Share share;
    private final Consumer<byte[]> messages;
    private Buffer waiting = Buffer.buffer(0);

    /**
     * @param coding of messages that are marked as compressed
     * @param share grows with what comes
     * @param messages takes each whole message, decompressed
     */
    GrpcFrames(int limit, Optional<Coding> coding, Memory.Share share, Consumer<byte[]> messages) {
        this.limit = limit;
        this.coding = coding;
        this.share = share;
        this.messages = messages;
    }

    /**
     * Takes a piece of the body.
     *
     * @throws RondoException of kind LIMIT for a message that is larger than the limit; of kind
     *     UNAVAILABLE when there is no room for it
     */
    void add(Buffer piece) {
        share.grow(piece.length());
        boolean joined = waiting.length() > 0;
        if (joined) {
            waiting.appendBuffer(piece);
        }
        var all = joined ? waiting : piece;
        int at = 0;
        while (all.length() - at >= HEAD) {
            long length = all.getUnsignedInt(at + 1);
            if (length > limit) {
                throw HttpErrors.tooLarge(limit);
            }
            if (all.length() - at - HEAD < length) {
                break;
            }
            int end = at + HEAD + (int) length;
            messages.accept(plain(all.getByte(at), all.getBytes(at + HEAD, end)));
            at = end;
        }
        if (at > 0 || !joined) {
            waiting = rest(all, at);
        }
    }

    private static Buffer rest(Buffer all, int from) {
        return Buffer.buffer(all.getBytes(from, all.length()));
    }

    private byte[] plain(byte compressed, byte[] message) {
        if (compressed == 0) {
            return message;
        }
        return coding.orElseThrow(GrpcFrames::unnamed).unpack(message, limit, share);
    }

    /** Whether the body may end here. */
    boolean complete() {
        return waiting.length() == 0;
    }

    static Buffer framed(byte[] message, Optional<Coding> coding) {
        boolean pack = coding.isPresent() && message.length >= Coding.WORTH_IT;
        var body = pack ? coding.get().pack(message) : message;
        return Buffer.buffer(HEAD + body.length)
                .appendByte((byte) (pack ? 1 : 0))
                .appendInt(body.length)
                .appendBytes(body);
    }

    private static RondoException unnamed() {
        return RondoException.user("grpc.coding", "a message is compressed, and nothing says how")
                .next("name the coding in grpc-encoding");
    }
}
