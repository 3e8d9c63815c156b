package dev.rondo.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/** One connection that logs to runs, or searches them, until the time is over. */
final class TrackingCaller implements Runnable {
    private static final int WRITES_OF_A_RUN = 200;

    private final ServerProcess server;
    private final String experiment;
    private final boolean writes;
    private final AtomicBoolean over;
    private final SplittableRandom random;
    private final List<String> errors = new ArrayList<>();
    private long[] nanos = new long[1 << 16];
    private int answered;

    TrackingCaller(
            ServerProcess server,
            String experiment,
            long seed,
            boolean writes,
            AtomicBoolean over) {
        this.server = server;
        this.experiment = experiment;
        this.writes = writes;
        this.over = over;
        random = new SplittableRandom(seed);
    }

    boolean writes() {
        return writes;
    }

    List<String> errors() {
        return errors;
    }

    LongStream nanos() {
        return Arrays.stream(nanos, 0, answered);
    }

    @Override
    public void run() {
        try (var connection = new Connection(server.port())) {
            var client = server.client();
            var run = "";
            for (int i = 0; !over.get(); i++) {
                if (writes && i % WRITES_OF_A_RUN == 0) {
                    run = TrackingRequests.makeRun(client, experiment);
                }
                send(
                        connection,
                        writes
                                ? TrackingRequests.write(random, run, i)
                                : TrackingRequests.search(random, experiment));
            }
        } catch (IOException | RuntimeException e) {
            errors.add(e.toString());
        }
    }

    private void send(Connection connection, byte[] request) throws IOException {
        long sent = System.nanoTime();
        int status = connection.send(request);
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * answered);
        }
        nanos[answered++] = System.nanoTime() - sent;
        if (status != 200) {
            errors.add(status + " " + connection.refusal());
        }
    }
}
