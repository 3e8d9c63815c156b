package dev.rondo.server;

import dev.rondo.base.RondoException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;

/** Receives a request's body into a file, with a memory that does not grow with it. */
final class UploadFile {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Path file;
    private final long limit;
    private long received;

    UploadFile(Vertx vertx, HttpServerRequest request, Path file, long limit) {
        this.vertx = vertx;
        this.request = request;
        this.file = file;
        this.limit = limit;
    }

    Future<Void> receive() {
        return vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setWrite(true).setCreateNew(true))
                .recover(UploadFile::diskTrouble)
                .compose(this::pipe);
    }

    private Future<Void> pipe(AsyncFile target) {
        var done = io.vertx.core.Promise.<Void>promise();
        target.exceptionHandler(failure -> done.tryFail(unwritable(failure)));
        request.exceptionHandler(failure ->
                done.tryFail(
                        RondoException.user("http.torn", "the upload broke off")
                                .next("send it again")));
        request.handler(piece -> {
            received += piece.length();
            if (received > limit) {
                done.tryFail(
                        RondoException.limit(
                                        "http.too_large",
                                        "the body is larger than " + limit + " bytes")
                                .next("send less at once"));
                return;
            }
            var unused =
                    target.write(piece).onFailure(failure -> done.tryFail(unwritable(failure)));
            if (target.writeQueueFull()) {
                request.pause();
                target.drainHandler(ready -> request.resume());
            }
        });
        request.endHandler(end ->
                target.close()
                        .onComplete(closed -> {
                            if (closed.succeeded()) {
                                done.tryComplete();
                            } else {
                                done.tryFail(unwritable(closed.cause()));
                            }
                        }));
        request.resume();
        return done.future().onFailure(failure -> target.close());
    }

    private static Future<AsyncFile> diskTrouble(Throwable failure) {
        return Future.failedFuture(unwritable(failure));
    }

    private static RondoException unwritable(Throwable failure) {
        return RondoException.unavailable("server.disk", "the upload cannot be written to disk")
                .because(String.valueOf(failure.getMessage()))
                .next("free disk space in the data directory and send it again")
                .causedBy(failure);
    }
}
