package dev.rondo.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A blocking stream into a chunked response: a virtual thread waits here while the client is slow.
 */
final class ResponseStream extends OutputStream {
    private static final int CHUNK = 64 << 10;
    private static final int PATIENCE_SECONDS = 60;

    private final HttpServerResponse response;
    private final Semaphore drained = new Semaphore(0);
    private Buffer pending = Buffer.buffer(CHUNK);

    ResponseStream(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        pending.appendBytes(bytes, offset, length);
        if (pending.length() >= CHUNK) {
            push();
        }
    }

    @Override
    public void close() throws IOException {
        push();
        var _ = response.end();
    }

    private void push() throws IOException {
        if (response.closed()) {
            throw new IOException("the client has gone");
        }
        if (pending.length() == 0) {
            return;
        }
        if (response.writeQueueFull()) {
            awaitRoom();
        }
        var _ = response.write(pending);
        pending = Buffer.buffer(CHUNK);
    }

    private void awaitRoom() throws IOException {
        response.drainHandler(ready -> drained.release());
        if (!response.writeQueueFull()) {
            return;
        }
        try {
            if (!drained.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the client reads nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
