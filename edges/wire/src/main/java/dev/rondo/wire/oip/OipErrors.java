package dev.rondo.wire.oip;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.http.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders an error in the protocol's shape: {@code {"error": "…"}}. */
public final class OipErrors {
    static final String UNSUPPORTED = "oip.unsupported";

    private static final Logger LOG = LoggerFactory.getLogger(OipErrors.class);

    private OipErrors() {}

    /** The error's status and body. */
    public static Reply render(Throwable failure) {
        var known = told(failure);
        return OipJson.object(
                status(known),
                out -> out.writeStringField("error", String.valueOf(known.getMessage())));
    }

    /** What is told to the caller; what went wrong within goes to the log. */
    private static RondoException told(Throwable failure) {
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

    private static int status(RondoException e) {
        return switch (e.code()) {
            case "http.wrong_method" -> 405;
            case "http.too_large" -> 413;
            case "http.line_too_long" -> 414;
            case "http.coding" -> 415;
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
