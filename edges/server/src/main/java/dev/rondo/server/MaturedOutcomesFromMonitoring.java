package dev.rondo.server;

import dev.rondo.monitoring.Outcomes;
import dev.rondo.monitoring.RecordedOutcome;
import dev.rondo.serving.MaturedOutcome;
import dev.rondo.serving.MaturedOutcomes;
import dev.rondo.serving.OutcomeCursor;
import java.util.List;
import java.util.Objects;

/** Joins what serving asks for: the outcomes, which monitoring owns. */
final class MaturedOutcomesFromMonitoring implements MaturedOutcomes {
    private final Outcomes outcomes;

    MaturedOutcomesFromMonitoring(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public List<MaturedOutcome> after(
            String endpoint, String releaseId, OutcomeCursor cursor, int limit) {
        return outcomes.after(endpoint, releaseId, translate(cursor), limit).stream()
                .map(MaturedOutcomesFromMonitoring::matured)
                .toList();
    }

    @Override
    public long count(String endpoint, String releaseId) {
        return outcomes.count(endpoint, releaseId);
    }

    private static dev.rondo.monitoring.OutcomeCursor translate(OutcomeCursor cursor) {
        return new dev.rondo.monitoring.OutcomeCursor(
                cursor.eventTime(), cursor.key(), cursor.predictionId());
    }

    private static MaturedOutcome matured(RecordedOutcome outcome) {
        return new MaturedOutcome(
                outcome.predictionId(),
                outcome.key(),
                outcome.eventTime(),
                outcome.route(),
                outcome.model(),
                outcome.version(),
                Objects.requireNonNull(
                        outcome.decision(), "only answered predictions mature for a release"),
                outcome.positive());
    }
}
