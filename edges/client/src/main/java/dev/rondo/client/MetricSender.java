package dev.rondo.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends measurements in batches from a thread of its own: what comes while one batch is on its way
 * is the next one, so the busier the loop, the larger the batches. A batch that the server could
 * not take for the moment is sent again; as a point that is there already changes nothing, none is
 * doubled.
 */
final class MetricSender implements AutoCloseable {
    /** Measurements that may wait; then the program waits. */
    static final int MOST_WAITING = 10_000;

    private static final int MOST_IN_BATCH = 1_000;
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final RondoClient client;
    private final String path;
    private final ArrayDeque<Point> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean sending;
    private boolean closed;
    private @Nullable RondoClientException failure;

    MetricSender(RondoClient client, String path) {
        this.client = client;
        this.path = path;
    }

    synchronized void add(Point point) {
        throwFailure();
        if (closed) {
            throw new IllegalStateException("the run has ended");
        }
        while (waiting.size() >= MOST_WAITING) {
            await();
            throwFailure();
        }
        waiting.add(point);
        if (thread == null) {
            thread = Thread.ofVirtual().name("rondo-metrics").start(this::run);
        }
        notifyAll();
    }

    /** Returns when all that was added before has arrived. */
    synchronized void flush() {
        while (failure == null && (sending || !waiting.isEmpty())) {
            await();
        }
        throwFailure();
    }

    /** Flushes and ends the thread. */
    @Override
    public void close() {
        try {
            flush();
        } finally {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
        }
    }

    private void run() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            RondoClientException lost = null;
            try {
                send(batch);
            } catch (RondoClientException e) {
                lost = e;
            }
            sent(lost);
        }
    }

    /** Empty when there will be no more. */
    private synchronized List<Point> next() {
        while (waiting.isEmpty() && !closed && failure == null) {
            await();
        }
        var batch = new ArrayList<Point>();
        while (failure == null && batch.size() < MOST_IN_BATCH && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        sending = !batch.isEmpty();
        notifyAll();
        return batch;
    }

    private synchronized void sent(@Nullable RondoClientException lost) {
        sending = false;
        failure = lost;
        notifyAll();
    }

    private void send(List<Point> batch) {
        var body = RondoClient.object();
        var metrics = body.putArray("metrics");
        batch.forEach(point -> metrics.add(point.json()));
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++) {
            try {
                client.post(path, body);
                return;
            } catch (RondoClientException e) {
                if (attempt == ATTEMPTS || !e.kind().equals("UNAVAILABLE")) {
                    throw e;
                }
            }
            sleep(pause);
            pause *= 2;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller asks again
    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static RondoClientException interrupted() {
        return new RondoClientException(
                0, "UNAVAILABLE", "client.interrupted", "interrupted while metrics were sent");
    }

    /** A new one each time, as several threads may have to hear of it. */
    private void throwFailure() {
        var lost = failure;
        if (lost != null) {
            throw new RondoClientException(
                    lost.status(),
                    lost.kind(),
                    lost.code(),
                    "metrics could not be sent: " + lost.explanation(),
                    lost);
        }
    }
}
