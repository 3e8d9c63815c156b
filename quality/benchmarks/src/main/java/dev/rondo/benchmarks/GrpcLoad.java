package dev.rondo.benchmarks;

import java.io.IOException;

/** Calls {@code ModelInfer} with the messages of a file; otherwise as {@link RawLoad}. */
final class GrpcLoad {
    private GrpcLoad() {}

    /** Takes the port, the number of connections, the two times in seconds, and the file. */
    public static void main(String[] arguments) throws IOException {
        RawLoad.run(arguments, GrpcConnection::new);
    }
}
