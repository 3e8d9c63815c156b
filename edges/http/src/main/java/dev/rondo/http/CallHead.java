package dev.rondo.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a call of gRPC, with the bytes that they were read from: most connections say the
 * same with every call, and what is known need not be read again.
 */
final class CallHead implements Request.Headers {
    private final byte[] block;
    private final Http2Headers headers;
    private final boolean courteous;

    private CallHead(byte[] block, Http2Headers headers) {
        this.block = block;
        this.headers = headers;
        this.courteous = Courtesies.READ.stream().anyMatch(name -> get(name) != null);
    }

    /**
     * Headers that refer to nothing but HPACK's static table.
     *
     * @return null for what is no such block
     */
    static @Nullable CallHead read(byte[] bytes, Http2Frame frame) {
        var block = Arrays.copyOfRange(bytes, frame.block(), frame.end());
        try {
            var decoder = new DefaultHttp2HeadersDecoder(true, HttpDefaults.MAX_HEADERS);
            var headers = decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(block));
            return new CallHead(block, headers);
        } catch (Http2Exception e) {
            return null;
        }
    }

    boolean was(byte[] bytes, Http2Frame frame) {
        return Arrays.equals(block, 0, block.length, bytes, frame.block(), frame.end());
    }

    @Override
    public @Nullable String get(String name) {
        var value = headers.get(name.toLowerCase(Locale.ROOT));
        return value == null ? null : value.toString();
    }

    /** Whether anything is said of who asks, or how long they wait. */
    boolean courteous() {
        return courteous;
    }
}
