package dev.rondo.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signal of one column of one endpoint that needs, or needed, attention.
 *
 * @param feature the column; for {@link Signal#CONCEPT} the target's column
 * @param onset micros; start of the first of the bad windows that made it pending or firing
 * @param firedAt micros of event time: the end of the window that made it fire; null while pending
 * @param resolvedAt micros of event time; null while it is open
 * @param incidentId the incident that it belongs to since it fired
 * @param windows the latest N judged windows, oldest first
 * @param message one sentence for a person
 */
public record Alert(
        String id,
        String endpoint,
        String model,
        int version,
        Signal signal,
        String feature,
        AlertState state,
        long onset,
        @Nullable Long firedAt,
        @Nullable Long resolvedAt,
        @Nullable String incidentId,
        List<Verdict> windows,
        String message) {
    public Alert {
        windows = List.copyOf(windows);
    }

    Alert with(AlertState next, @Nullable Long resolved, List<Verdict> judged) {
        return new Alert(
                id,
                endpoint,
                model,
                version,
                signal,
                feature,
                next,
                onset,
                firedAt,
                resolved,
                incidentId,
                judged,
                message);
    }

    Alert fired(long at, String incident) {
        return new Alert(
                id,
                endpoint,
                model,
                version,
                signal,
                feature,
                AlertState.FIRING,
                onset,
                at,
                null,
                incident,
                windows,
                message);
    }
}
