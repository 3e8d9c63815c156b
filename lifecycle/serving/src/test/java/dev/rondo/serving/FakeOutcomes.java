package dev.rondo.serving;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Outcomes in memory, in their fixed order. */
final class FakeOutcomes implements MaturedOutcomes {
    private static final Comparator<MaturedOutcome> ORDER =
            Comparator.comparingLong(MaturedOutcome::eventTime)
                    .thenComparing(MaturedOutcome::key)
                    .thenComparing(MaturedOutcome::predictionId);

    private final Map<String, ConcurrentSkipListSet<MaturedOutcome>> byRelease =
            new ConcurrentHashMap<>();

    /** What happens once, right after the next question was answered. */
    volatile @Nullable Runnable meanwhile;

    void add(String releaseId, MaturedOutcome outcome) {
        of(releaseId).add(outcome);
    }

    private ConcurrentSkipListSet<MaturedOutcome> of(String releaseId) {
        return byRelease.computeIfAbsent(releaseId, _ -> new ConcurrentSkipListSet<>(ORDER));
    }

    @Override
    public List<MaturedOutcome> after(
            String endpoint, String releaseId, OutcomeCursor cursor, int limit) {
        var place =
                Comparator.comparingLong(OutcomeCursor::eventTime)
                        .thenComparing(OutcomeCursor::key)
                        .thenComparing(OutcomeCursor::predictionId);
        var answer =
                of(releaseId).stream()
                        .filter(outcome -> place.compare(outcome.position(), cursor) > 0)
                        .limit(limit)
                        .toList();
        var event = meanwhile;
        meanwhile = null;
        if (event != null) {
            event.run();
        }
        return answer;
    }

    @Override
    public long count(String endpoint, String releaseId) {
        return of(releaseId).size();
    }
}
