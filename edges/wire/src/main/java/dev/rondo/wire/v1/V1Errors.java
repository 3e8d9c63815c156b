package dev.rondo.wire.v1;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.http.Reply;
import dev.rondo.wire.rows.RowJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders an error in the shape that both protocols have: {@code {"error": "…"}}. */
final class V1Errors {
    static final String UNSUPPORTED = "v1.unsupported";

    private static final Logger LOG = LoggerFactory.getLogger(V1Errors.class);

    private V1Errors() {}

    static Reply render(Throwable failure) {
        var known = told(failure);
        return RowJson.object(
                status(known),
                out -> out.writeStringField("error", String.valueOf(known.getMessage())));
    }

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
            case "http.coding" -> 415;
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
