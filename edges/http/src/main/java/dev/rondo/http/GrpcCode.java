package dev.rondo.http;

import dev.rondo.base.RondoException;

/** The status codes of gRPC that are sent, with their numbers on the wire. */
enum GrpcCode {
    OK(0),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14);

    final int number;

    GrpcCode(int number) {
        this.number = number;
    }

    static GrpcCode of(RondoException failure) {
        if (failure.code().endsWith(GrpcMethod.NOT_SERVED)) {
            return UNIMPLEMENTED;
        }
        if (failure.code().endsWith(Grpc.TIMEOUT)) {
            return DEADLINE_EXCEEDED;
        }
        return switch (failure.kind()) {
            case USER -> INVALID_ARGUMENT;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> FAILED_PRECONDITION;
            case LIMIT -> RESOURCE_EXHAUSTED;
            case UNAVAILABLE -> UNAVAILABLE;
            case INTERNAL -> INTERNAL;
        };
    }
}
