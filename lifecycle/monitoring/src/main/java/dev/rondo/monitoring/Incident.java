package dev.rondo.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is wrong with one endpoint at one time: the alerts that fire from the first one
 * until all are resolved. An endpoint has at most one open incident.
 *
 * @param onset micros; the earliest start of a bad window among its alerts
 * @param openedAt micros of event time: the end of the window that made the first alert fire
 * @param closedAt micros of event time; null while it is open
 */
public record Incident(
        String id,
        String endpoint,
        String model,
        int version,
        long onset,
        long openedAt,
        @Nullable Long closedAt) {
    public boolean open() {
        return closedAt == null;
    }

    Incident withOnset(long start) {
        return new Incident(id, endpoint, model, version, start, openedAt, closedAt);
    }

    Incident closed(long at) {
        return new Incident(id, endpoint, model, version, onset, openedAt, at);
    }
}
