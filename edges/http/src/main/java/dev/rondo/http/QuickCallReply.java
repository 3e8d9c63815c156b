package dev.rondo.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call as frames of HTTP/2. Headers are written without HPACK's dynamic table (RFC
 * 7541, section 6.2.2), so that they mean the same whatever Vert.x has written before.
 *
 * @param message empty where the call failed
 * @param failure null where it did not
 * @param told headers about who asked
 */
record QuickCallReply(byte[] message, @Nullable GrpcStatus failure, Map<String, String> told) {
    /** A compression flag and the length of the message. */
    static final int MESSAGE_HEAD = 5;

    private static final int USUAL_HEADS = 128;
    private static final int LONGEST_IN_ONE_BYTE = 0x7f;

    /** {@code :status: 200} and {@code content-type}, both from HPACK's static table. */
    private static final byte[] START = {(byte) 0x88, 0x0f, 0x10};

    private static final byte[] TYPE = Grpc.TYPE.getBytes(StandardCharsets.US_ASCII);

    static QuickCallReply of(byte[] message) {
        return new QuickCallReply(message, null, Map.of());
    }

    static QuickCallReply failed(Throwable failure) {
        return new QuickCallReply(new byte[0], GrpcStatus.of(failure), Map.of());
    }

    QuickCallReply with(Map<String, String> headers) {
        return new QuickCallReply(message, failure, headers);
    }

    /** Bytes that count for flow control. */
    int weight() {
        return failure == null ? MESSAGE_HEAD + message.length : 0;
    }

    ByteBuf encode(ByteBufAllocator buffers, int stream) {
        var out = buffers.directBuffer(USUAL_HEADS + message.length);
        int flags = Http2Frame.END_HEADERS;
        int head = begin(out, Http2Frame.HEADERS, failure == null ? flags : ends(flags), stream);
        out.writeBytes(START);
        value(out, TYPE.length);
        out.writeBytes(TYPE);
        told.forEach((name, value) -> header(out, name.toLowerCase(Locale.ROOT), value));
        if (failure != null) {
            header(out, GrpcStatus.CODE, failure.code());
            header(out, GrpcStatus.MESSAGE, failure.message());
            end(out, head);
            return out;
        }
        end(out, head);
        int data = begin(out, Http2Frame.DATA, 0, stream);
        out.writeByte(0).writeInt(message.length).writeBytes(message);
        end(out, data);
        int trailers = begin(out, Http2Frame.HEADERS, ends(flags), stream);
        header(out, GrpcStatus.CODE, "0");
        end(out, trailers);
        return out;
    }

    private static int ends(int flags) {
        return flags | Http2Frame.END_STREAM;
    }

    /** Returns where the frame began, for its length to be set. */
    private static int begin(ByteBuf out, int type, int flags, int stream) {
        int at = out.writerIndex();
        out.writeMedium(0).writeByte(type).writeByte(flags).writeInt(stream);
        return at;
    }

    private static void end(ByteBuf out, int at) {
        out.setMedium(at, out.writerIndex() - at - Http2Frame.HEAD);
    }

    /** A literal header with a literal name, in no table. */
    private static void header(ByteBuf out, String name, String value) {
        out.writeByte(0);
        value(out, name.length());
        ByteBufUtil.writeAscii(out, name);
        value(out, value.length());
        ByteBufUtil.writeAscii(out, value);
    }

    /** The length of a text that is not packed: an integer with a prefix of seven bits. */
    private static void value(ByteBuf out, int length) {
        if (length < LONGEST_IN_ONE_BYTE) {
            out.writeByte(length);
            return;
        }
        out.writeByte(LONGEST_IN_ONE_BYTE);
        int rest = length - LONGEST_IN_ONE_BYTE;
        for (; rest >= 0x80; rest >>= 7) {
            out.writeByte((rest & 0x7f) | 0x80);
        }
        out.writeByte(rest);
    }
}
