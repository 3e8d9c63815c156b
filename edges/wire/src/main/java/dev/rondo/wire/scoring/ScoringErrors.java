package dev.rondo.wire.scoring;

import dev.rondo.base.RondoException;
import dev.rondo.http.Failures;
import dev.rondo.http.Reply;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.ModelJson;

/** Renders errors in the shapes of MLflow's scoring server and of TorchServe. */
final class ScoringErrors {
    private ScoringErrors() {}

    /** {@code {"error_code", "message"}}. */
    static Reply render(Throwable failure) {
        var known = Failures.told(failure);
        return ModelJson.object(
                ModelFailures.status(known),
                out -> {
                    out.writeStringField("error_code", code(known));
                    out.writeStringField("message", String.valueOf(known.getMessage()));
                });
    }

    private static String code(RondoException e) {
        return switch (e.kind()) {
            case USER, LIMIT ->
                    e.code().startsWith("signature.") ? "INVALID_PARAMETER_VALUE" : "BAD_REQUEST";
            case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
            case CONFLICT -> "RESOURCE_CONFLICT";
            case UNAVAILABLE -> "TEMPORARILY_UNAVAILABLE";
            case INTERNAL -> "INTERNAL_ERROR";
        };
    }

    /** The same in TorchServe's shape: {@code {"code", "type", "message"}}. */
    static Reply renderForTorchServe(Throwable failure) {
        var known = Failures.told(failure);
        int status = ModelFailures.status(known);
        return ModelJson.object(
                status,
                out -> {
                    out.writeNumberField("code", status);
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
}
