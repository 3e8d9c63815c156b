package dev.rondo.wire.shared;

import dev.rondo.base.RondoException;
import dev.rondo.http.GrpcMethod;

/** What a failure is to a caller of a model server, whatever the protocol's shape for it. */
public final class ModelFailures {
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

    /** The status of HTTP. */
    public static int status(RondoException e) {
        return switch (e.code()) {
            case "http.wrong_method" -> 405;
            case "http.too_large", "prediction.too_large" -> 413;
            case "http.line_too_long" -> 414;
            case "http.coding", MEDIA_TYPE -> 415;
            case "http.headers_too_long" -> 431;
            case UNSUPPORTED -> 501;
            case "model.timeout", "http.timeout" -> 504;
            case "model.no_room" -> 507;
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
