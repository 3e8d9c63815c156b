package dev.rondo.wire.shared;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.http.GrpcMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure is to a caller of a model server, whatever the protocol's shape for it. */
public final class ModelFailures {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFailures.class);
    private static final String UNSUPPORTED = "model" + GrpcMethod.NOT_SERVED;
    private static final String MEDIA_TYPE = "model.media_type";

    private ModelFailures() {}

    /** What a protocol has and is not served here: status 501, UNIMPLEMENTED. */
    public static RondoException unsupported(String what) {
        return RondoException.user(UNSUPPORTED, what + " is not served here");
    }

    /** A body of a kind that is not read here: status 415. */
    public static RondoException mediaType(String what) {
        return RondoException.user(MEDIA_TYPE, what);
    }

    /** What is told to the caller; what went wrong within goes to the log. */
    public static RondoException told(Throwable failure) {
        if (failure instanceof RondoException known) {
            if (known.kind() == ErrorKind.INTERNAL) {
                LOG.error("internal error", known);
            }
            return known;
        }
        var reference = Ids.random().substring(0, 8);
        LOG.error("internal error {}", reference, failure);
        return RondoException.internal(
                "internal", "the server failed to answer (reference " + reference + ")");
    }

    /** The status of HTTP. */
    public static int status(RondoException e) {
        return switch (e.code()) {
            case "http.wrong_method" -> 405;
            case "http.too_large" -> 413;
            case "http.line_too_long" -> 414;
            case "http.coding", MEDIA_TYPE -> 415;
            case "http.headers_too_long" -> 431;
            case UNSUPPORTED -> 501;
            default ->
                    switch (e.kind()) {
                        case USER, LIMIT -> 400;
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                        case UNAVAILABLE -> 503;
                        case INTERNAL -> 500;
                    };
        };
    }
}
