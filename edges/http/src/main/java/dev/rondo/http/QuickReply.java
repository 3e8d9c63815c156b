package dev.rondo.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A reply as the bytes of HTTP/1.1. */
final class QuickReply {
    private static final int USUAL_HEAD = 128;
    private static final byte[] GOOD = bytes("HTTP/1.1 200 OK\r\ncontent-type: ");
    private static final byte[] LENGTH = bytes("\r\ncontent-length: ");
    private static final byte[] END = bytes("\r\n\r\n");

    private QuickReply() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean closes(Reply reply) {
        return !reply.headers().isEmpty() && "close".equals(reply.headers().get("Connection"));
    }

    static ByteBuf encode(ByteBufAllocator buffers, Reply.Whole reply) {
        var out = buffers.directBuffer(USUAL_HEAD + reply.body().length);
        if (reply.status() == 200) {
            out.writeBytes(GOOD);
        } else {
            var status = HttpResponseStatus.valueOf(reply.status());
            ByteBufUtil.writeAscii(out, "HTTP/1.1 " + status + "\r\ncontent-type: ");
        }
        ByteBufUtil.writeAscii(out, reply.contentType());
        if (!reply.headers().isEmpty()) {
            headers(out, reply.headers());
        }
        out.writeBytes(LENGTH);
        number(out, reply.body().length);
        out.writeBytes(END);
        return out.writeBytes(reply.body());
    }

    private static void headers(ByteBuf out, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (value.chars().anyMatch(each -> each < ' ' || each > 0x7e)) {
                throw new IllegalArgumentException("no value for a header: " + name);
            }
            ByteBufUtil.writeAscii(out, "\r\n" + name + ": " + value);
        });
    }

    private static void number(ByteBuf out, int value) {
        int size = 1;
        for (int rest = value; rest >= 10; rest /= 10) {
            size++;
        }
        int at = out.writerIndex() + size;
        out.ensureWritable(size).writerIndex(at);
        for (int rest = value; at > out.writerIndex() - size; rest /= 10) {
            out.setByte(--at, '0' + rest % 10);
        }
    }
}
