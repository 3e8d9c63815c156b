package dev.rondo.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way, with the snapshot that it keeps to its end.
 *
 * @param receivedAt micros
 * @param startedNanos of {@link System#nanoTime}
 */
record Call(
        Routing routing,
        List<Instance> instances,
        Assignment assignment,
        String traceId,
        @Nullable String principal,
        long receivedAt,
        long startedNanos) {
    String endpoint() {
        return routing.endpoint().name();
    }

    long eventTime(int row) {
        var given = instances.get(row).eventTime();
        return given == null ? receivedAt : given;
    }
}
