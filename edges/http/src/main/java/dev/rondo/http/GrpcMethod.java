package dev.rondo.http;

/**
 * A method of a gRPC service, by the bytes of its messages. What it throws becomes the call's
 * status: USER is INVALID_ARGUMENT, LIMIT is RESOURCE_EXHAUSTED, the other kinds by their names.
 */
public sealed interface GrpcMethod {
    /** The end of an error's code that makes it UNIMPLEMENTED. */
    String NOT_SERVED = ".not_served";

    /** One message in, one out. */
    non-sealed interface Unary extends GrpcMethod {
        byte[] answer(byte[] message) throws Exception;

        /** Whether the answer to this small message takes microseconds and waits for nothing. */
        default boolean immediate(byte[] message) {
            return false;
        }
    }

    /**
     * Messages in, messages out, until the client ends the stream; called with one message after
     * the other.
     */
    non-sealed interface Stream extends GrpcMethod {
        void answer(byte[] message, Output out) throws Exception;
    }

    /** Where a stream's answers go; blocks while the client is slow. */
    @FunctionalInterface
    interface Output {
        void send(byte[] message) throws java.io.IOException;

        /** Whether the client is still there, and the server is not stopping. */
        default boolean open() {
            return true;
        }
    }
}
