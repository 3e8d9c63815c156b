package dev.rondo.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import org.jspecify.annotations.Nullable;

/**
 * The flow control of a connection (RFC 9113, section 5.2) where the door answers beside Vert.x.
 * What it sends is taken from the window that Vert.x sends in. What it takes of the client's bytes,
 * Vert.x never sees, so that the door itself allows the client so many more.
 */
final class Http2Windows {
    private static final int WORTH_TELLING = 128 << 10;

    private final Http2Connection connection;
    private int taken;

    private Http2Windows(Http2Connection connection) {
        this.connection = connection;
    }

    /** Null while Vert.x has not yet seen that it is HTTP/2. */
    static @Nullable Http2Windows of(ChannelPipeline pipeline) {
        var handler = pipeline.get(Http2ConnectionHandler.class);
        return handler == null ? null : new Http2Windows(handler.connection());
    }

    /** Whether so many bytes may be sent as a new stream's answer. */
    boolean allow(int bytes) {
        var control = connection.remote().flowController();
        return control.initialWindowSize() >= bytes
                && control.windowSize(connection.connectionStream()) >= bytes;
    }

    void send(int bytes) {
        try {
            var control = connection.remote().flowController();
            control.incrementWindowSize(connection.connectionStream(), -bytes);
        } catch (Http2Exception e) {
            throw new IllegalStateException("a window became smaller", e);
        }
    }

    /** Counts what a client has sent. */
    void take(int bytes) {
        taken += bytes;
    }

    /** How many bytes the client is to be allowed again; 0 while they are few. */
    int untold() {
        if (taken < WORTH_TELLING) {
            return 0;
        }
        int told = taken;
        taken = 0;
        return told;
    }
}
