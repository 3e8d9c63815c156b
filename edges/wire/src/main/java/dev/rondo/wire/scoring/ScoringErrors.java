package dev.rondo.wire.scoring;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.http.Reply;
import dev.rondo.wire.rows.RowJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders an error in the shape of MLflow's scoring server: {@code {"error_code", "message"}}. */
final class ScoringErrors {
    static final String MEDIA_TYPE = "scoring.media_type";

    private static final Logger LOG = LoggerFactory.getLogger(ScoringErrors.class);

    private ScoringErrors() {}

    static Reply render(Throwable failure) {
        var known = told(failure);
        return RowJson.object(
                status(known),
                out -> {
                    out.writeStringField("error_code", code(known));
                    out.writeStringField("message", String.valueOf(known.getMessage()));
                });
    }

    /** The same in TorchServe's shape: {@code {"code", "type", "message"}}. */
    static Reply renderForTorchServe(Throwable failure) {
        var known = told(failure);
        return RowJson.object(
                status(known),
                out -> {
                    out.writeNumberField("code", status(known));
                    out.writeStringField("type", torchServeType(known));
                    out.writeStringField("message", String.valueOf(known.getMessage()));
                });
    }

    private static String torchServeType(RondoException e) {
        return switch (e.kind()) {
            case USER, LIMIT -> "BadRequestException";
            case NOT_FOUND -> "ModelNotFoundException";
            case CONFLICT -> "ConflictStatusException";
            case UNAVAILABLE -> "ServiceUnavailableException";
            case INTERNAL -> "InternalServerException";
        };
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

    private static String code(RondoException e) {
        return switch (e.kind()) {
            case USER, LIMIT -> "BAD_REQUEST";
            case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
            case CONFLICT -> "RESOURCE_CONFLICT";
            case UNAVAILABLE -> "TEMPORARILY_UNAVAILABLE";
            case INTERNAL -> "INTERNAL_ERROR";
        };
    }

    private static int status(RondoException e) {
        return switch (e.code()) {
            case "http.wrong_method" -> 405;
            case "http.too_large" -> 413;
            case "http.coding", MEDIA_TYPE -> 415;
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
