package dev.rondo.wire.mlflow;

import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's error codes, with the status and the two classifications that its server sends beside
 * them.
 */
enum ErrorCode {
    INVALID_PARAMETER_VALUE(400, "KAM00", "INVALID_PARAMETER_VALUE"),
    RESOURCE_ALREADY_EXISTS(400, "KAM00", "RESOURCE_ALREADY_EXISTS"),
    RESOURCE_DOES_NOT_EXIST(404, "KAM00", "RESOURCE_NOT_FOUND"),
    ENDPOINT_NOT_FOUND(404, "KAM00", "RESOURCE_NOT_FOUND"),
    NOT_IMPLEMENTED(501, null, null),
    TEMPORARILY_UNAVAILABLE(503, "XXM00", "CLIENT_INTERNAL_ERROR"),
    INTERNAL_ERROR(500, "XXM00", "CLIENT_INTERNAL_ERROR");

    final int status;
    final @Nullable String sqlState;
    final @Nullable String errorClass;

    ErrorCode(int status, @Nullable String sqlState, @Nullable String errorClass) {
        this.status = status;
        this.sqlState = sqlState;
        this.errorClass = errorClass;
    }

    static ErrorCode of(RondoException e) {
        return switch (e.kind()) {
            case USER, LIMIT -> INVALID_PARAMETER_VALUE;
            case CONFLICT ->
                    e.code().endsWith(".exists")
                            ? RESOURCE_ALREADY_EXISTS
                            : INVALID_PARAMETER_VALUE;
            case NOT_FOUND -> RESOURCE_DOES_NOT_EXIST;
            case UNAVAILABLE -> TEMPORARILY_UNAVAILABLE;
            case INTERNAL -> INTERNAL_ERROR;
        };
    }
}
