package dev.rondo.server;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once a second what an event would have done, had no crash come between: outcomes that were
 * stored are taken by their release, monitoring hears of a new live version, and an incident that
 * goes on is thought over again. Doing it once more changes nothing.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Rooms rooms;
    private final Thread thread = Thread.ofVirtual().name("upkeep").unstarted(this::run);

    Upkeep(Rooms rooms) {
        this.rooms = rooms;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                once();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            // The server closes.
        }
    }

    private void once() {
        try {
            for (var endpoint : rooms.serving().endpoints().list()) {
                var _ = rooms.serving().releases().advance(endpoint.name());
                rooms.liveModels().reconcile(rooms.serving().endpoints().get(endpoint.name()));
                rooms.loop().reconsider(endpoint.name());
            }
        } catch (RuntimeException e) {
            LOG.warn("upkeep failed; it is tried again", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
