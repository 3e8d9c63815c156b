package dev.rondo.benchmarks;

import java.io.IOException;

/** A connection that is asked for one answer after the other. */
interface Sender extends AutoCloseable {
    /** The status of a request that was answered, whatever the protocol calls it. */
    int OK = 200;

    /** Opens a connection to a port of this machine. */
    @FunctionalInterface
    interface Opening {
        Sender open(int port) throws IOException;
    }

    /** Sends the request, reads the whole answer and returns its status. */
    int send(byte[] request) throws IOException;

    /** What the last answer said, if its status was another. */
    String refusal();

    @Override
    void close() throws IOException;
}
