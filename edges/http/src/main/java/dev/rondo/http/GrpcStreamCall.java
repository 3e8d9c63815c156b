package dev.rondo.http;

import dev.rondo.base.RondoException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One streaming call: the event loop cuts messages, a virtual thread answers them in order. While
 * one message waits behind the one at work, the client is paused.
 */
final class GrpcStreamCall {
    private static final int MOST_WAITING = 2;
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOOK_UP_MILLIS = 500;

    /** What the event loop hands over. */
    private sealed interface Piece {
        record Message(byte[] bytes) implements Piece {}

        record End() implements Piece {}

        record Failed(RondoException failure) implements Piece {}

        record Gone() implements Piece {}
    }

    private final HttpServerRequest request;
    private final Caller caller;
    private final GrpcMethod.Stream method;
    private final Optional<Coding> coding;
    private final GrpcFrames frames;
    private final Memory.Share share;
    private final Context context;
    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Semaphore drained = new Semaphore(0);

    GrpcStreamCall(
            HttpServerRequest request,
            Caller caller,
            GrpcMethod.Stream method,
            int limit,
            Optional<Coding> coding,
            Memory.Share share) {
        this.request = request;
        this.caller = caller;
        this.method = method;
        this.coding = coding;
        this.share = share;
        this.frames =
                new GrpcFrames(limit, coding, share, bytes -> pieces.add(new Piece.Message(bytes)));
        this.context = Vertx.currentContext();
    }

    /** To be called on the event loop, before the request's handler returns. */
    void start(Work work) {
        request.handler(this::put);
        request.endHandler(_ -> pieces.add(frames.complete() ? new Piece.End() : torn()));
        request.exceptionHandler(_ -> pieces.add(new Piece.Gone()));
        if (!work.start(() -> answer(work))) {
            Grpc.fail(request, work.refusal());
            share.close();
        }
    }

    private void put(Buffer piece) {
        try {
            frames.add(piece);
        } catch (RondoException e) {
            request.handler(null);
            pieces.add(new Piece.Failed(e));
        }
        if (pieces.size() >= MOST_WAITING) {
            request.pause();
        }
    }

    private static Piece torn() {
        return new Piece.Failed(RondoException.user("grpc.torn", "a message broke off"));
    }

    /** A stream at rest is ended when the server stops. */
    private Piece await(Work work) throws InterruptedException {
        while (true) {
            var piece = pieces.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            if (piece != null) {
                return piece;
            }
            if (work.draining()) {
                return new Piece.Failed(work.refusal());
            }
        }
    }

    private void answer(Work work) {
        try {
            while (true) {
                var piece = await(work);
                context.runOnContext(_ -> goOn());
                switch (piece) {
                    case Piece.Message message -> {
                        answer(message.bytes(), output(work));
                        letGo();
                    }
                    case Piece.End _ -> {
                        end();
                        return;
                    }
                    case Piece.Failed failed -> throw failed.failure();
                    case Piece.Gone _ -> {
                        return;
                    }
                }
            }
        } catch (Exception | StackOverflowError e) {
            Grpc.fail(request, e);
        } finally {
            share.close();
        }
    }

    private void answer(byte[] message, GrpcMethod.Output out) throws Exception {
        caller.checkTime();
        caller.call(() -> {
            method.answer(message, out);
            return out;
        });
    }

    /** What is half here counts again from its next piece on. */
    private void letGo() {
        if (pieces.isEmpty()) {
            share.close();
        }
    }

    private void goOn() {
        if (!request.isEnded()) {
            request.resume();
        }
    }

    private GrpcMethod.Output output(Work work) {
        return new GrpcMethod.Output() {
            @Override
            public void send(byte[] message) throws IOException {
                GrpcStreamCall.this.send(message);
            }

            @Override
            public boolean open() {
                return !work.draining() && !request.response().closed();
            }
        };
    }

    private void begin() {
        if (!request.response().headWritten()) {
            Grpc.begin(request, coding);
        }
    }

    private void send(byte[] message) throws IOException {
        var response = request.response();
        if (response.closed()) {
            throw new IOException("the client has gone");
        }
        begin();
        if (response.writeQueueFull()) {
            awaitRoom();
        }
        var _ = response.write(GrpcFrames.framed(message, coding));
    }

    private void awaitRoom() throws IOException {
        request.response().drainHandler(_ -> drained.release());
        try {
            if (request.response().writeQueueFull()
                    && !drained.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the client reads nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void end() {
        begin();
        var _ = request.response().putTrailer(GrpcStatus.CODE, "0").end();
    }
}
