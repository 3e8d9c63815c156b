package dev.rondo.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Requests on keep-alive connections, each of which sends the next one as soon as it has its
 * answer.
 *
 * @param requests made beforehand; taken in turn
 * @param count how many are sent
 * @param limit no request is begun after this time
 * @param opening how they are sent
 */
record Load(
        List<byte[]> requests, int connections, int count, Duration limit, Sender.Opening opening) {
    /** Requests of HTTP/1.1. */
    Load(List<byte[]> requests, int connections, int count, Duration limit) {
        this(requests, connections, count, limit, Connection::new);
    }

    /**
     * What came of it.
     *
     * @param nanos by request answered, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Result(long[] nanos, Duration wall) {
        long answered() {
            return nanos.length;
        }

        double perSecond() {
            return answered() / (wall.toNanos() / 1e9);
        }

        /** The smallest time that the share of the requests stayed within, in milliseconds. */
        double percentile(double share) {
            int rank = (int) Math.ceil(share * nanos.length);
            return nanos[Math.max(0, rank - 1)] / 1e6;
        }
    }

    /**
     * Runs to the end.
     *
     * @throws IllegalStateException when an answer is not {@link Sender#OK}
     */
    Result run(int port) {
        var next = new AtomicInteger();
        var times = new long[count];
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        var callers =
                IntStream.range(0, connections)
                        .mapToObj(i ->
                                Thread.ofPlatform()
                                        .unstarted(() -> call(port, next, times, began, failures)))
                        .toList();
        callers.forEach(Thread::start);
        callers.forEach(Load::join);
        var wall = Duration.ofNanos(System.nanoTime() - began);
        var failure = failures.peek();
        if (failure != null) {
            throw new IllegalStateException("the load broke off", failure);
        }
        return new Result(Arrays.stream(times).filter(nanos -> nanos > 0).sorted().toArray(), wall);
    }

    private void call(
            int port, AtomicInteger next, long[] times, long began, Queue<Exception> failures) {
        try (var connection = opening.open(port)) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long sent = System.nanoTime();
                if (sent - began > limit.toNanos() || !failures.isEmpty()) {
                    return;
                }
                int status = connection.send(requests.get(i % requests.size()));
                times[i] = System.nanoTime() - sent;
                if (status != Sender.OK) {
                    throw new IOException("status " + status + ": " + connection.refusal());
                }
            }
        } catch (IOException e) {
            failures.add(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
