package dev.rondo.monitoring;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import dev.rondo.inference.PredictionRecord;
import dev.rondo.inference.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes an endpoint's records and outcomes in, one after the other, and publishes its windows. What
 * is published follows from what came in, in its order; how it was cut into batches does not matter
 * (rule 6.3).
 *
 * <p>A window is published when the watermark passes its end; again, when it passes the end of a
 * later window, if late rows came in meanwhile; and again for every quarter of its rows whose
 * outcome became known, and when its quality becomes mature.
 */
final class Fold {
    /** Event times beyond this, some 146,000 years from now, are not monitored. */
    private static final long FARTHEST = Long.MAX_VALUE / 2;

    private final EndpointState state;
    private final MonitorSpec spec;

    Fold(EndpointState state) {
        this.state = state;
        this.spec = state.spec;
    }

    void record(PredictionRecord record, long sequence, long clock) {
        state.lastSeen = Math.max(state.lastSeen, clock);
        long time = record.eventTime();
        if (time < -FARTHEST || time > FARTHEST) {
            state.unmonitored++;
            return;
        }
        if (record.kind() == PredictionRecord.Kind.PREDICTION && record.route() == Route.PRIMARY) {
            count(record, sequence);
        }
        var before = state.watermark();
        if (state.latestEventTime == null || time > state.latestEventTime) {
            state.latestEventTime = time;
        }
        long now = state.latestEventTime - spec.latenessMicros();
        if (before == null || start(now) > start(before)) {
            sweep(now);
        }
    }

    private void count(PredictionRecord record, long sequence) {
        var version = new VersionKey(record.model(), record.version());
        var reference = state.reference(version);
        if (reference == null) {
            state.unmonitored++;
            return;
        }
        var batch = record.ok() ? read(reference, record) : null;
        var decision = record.decision();
        if (record.ok() && (batch == null || decision == null)) {
            state.unmonitored++;
            return;
        }
        var window = window(record.eventTime(), version, reference);
        window.changed = true;
        window.dirty = window.closed;
        if (batch == null || decision == null) {
            window.counts().addFailure();
        } else {
            window.counts().add(reference, batch, 0, record.score(), decision, sequence);
        }
    }

    /** The record's input as one row; null if it cannot be read with the reference's columns. */
    private static @Nullable Batch read(Reference reference, PredictionRecord record) {
        try {
            return Batch.of(reference.signature(), List.of(record.input()));
        } catch (RondoException e) {
            return null;
        }
    }

    private Window window(long time, VersionKey version, Reference reference) {
        var key = new WindowKey(start(time), version);
        var window = state.windows.get(key);
        if (window == null) {
            window = Window.open(key, key.start() + spec.windowMicros(), reference);
            var watermark = state.watermark();
            window.closed = watermark != null && window.end <= watermark;
            state.windows.put(key, window);
        }
        return window;
    }

    private long start(long time) {
        return startOf(time, spec.windowMicros());
    }

    static long startOf(long time, long windowMicros) {
        return Math.floorDiv(time, windowMicros) * windowMicros;
    }

    void outcome(RecordedOutcome outcome) {
        var version = new VersionKey(outcome.model(), outcome.version());
        var reference = state.reference(version);
        var decision = outcome.decision();
        var window = state.windows.get(new WindowKey(start(outcome.eventTime()), version));
        if (outcome.route() != Route.PRIMARY
                || reference == null
                || decision == null
                || window == null) {
            return;
        }
        window.counts().addOutcome(reference, outcome.score(), decision, outcome.positive());
        window.changed = true;
        if (window.closed && (ripens(window) || coverageStep(window) > window.coverageStep)) {
            publish(window);
        }
    }

    private boolean ripens(Window window) {
        return !window.mature && window.coverage() >= spec.matureCoverage();
    }

    private static int coverageStep(Window window) {
        return (int) (4 * window.counts().outcomeCount() / Math.max(1, window.counts().rows()));
    }

    /** Publishes what the watermark has passed, the oldest window first. */
    private void sweep(long watermark) {
        for (var window : List.copyOf(state.windows.values())) {
            boolean ends = !window.closed && window.end <= watermark;
            boolean aged = window.closed && !window.mature && aged(window, watermark);
            if (ends || aged || (window.dirty && window.end <= watermark)) {
                window.closed = true;
                window.mature |= aged(window, watermark);
                publish(window);
            }
        }
    }

    private boolean aged(Window window, long watermark) {
        return window.end <= watermark - spec.maturityMicros();
    }

    /** Publishes what is open of an endpoint that has fallen silent. The watermark stays. */
    void idle(long clock) {
        if (clock - state.lastSeen < spec.idleMicros()) {
            return;
        }
        for (var window : List.copyOf(state.windows.values())) {
            boolean ends = !window.closed && window.end + spec.latenessMicros() <= clock;
            if (ends || window.dirty) {
                window.closed = true;
                publish(window);
            }
        }
    }

    private void publish(Window window) {
        var version = window.key.version();
        var reference = state.reference(version);
        if (reference == null) {
            throw new IllegalStateException("a window has a reference");
        }
        window.changed = true;
        window.dirty = false;
        window.revision++;
        window.mature |= window.coverage() >= spec.matureCoverage();
        window.coverageStep = coverageStep(window);
        var judgement =
                WindowJudge.judge(
                        reference, spec, window.key.start(), window.counts(), window.mature);
        var result = result(window, judgement);
        state.results.add(result);
        if (version.equals(state.live)) {
            alarm(result, judgement);
        }
    }

    private WindowResult result(Window window, Judgement judgement) {
        return new WindowResult(
                spec.endpoint(),
                window.key.version().model(),
                window.key.version().version(),
                window.key.start(),
                window.end,
                window.revision,
                window.counts().rows(),
                window.counts().failures(),
                judgement.columnsJudged(),
                judgement.features(),
                judgement.quality());
    }

    private void alarm(WindowResult result, Judgement judgement) {
        if (judgement.columnsJudged()) {
            state.judgedColumns = latest(state.judgedColumns, result.start());
            var verdicts = new HashMap<>(judgement.verdicts());
            verdicts.keySet().removeIf(subject -> subject.signal() == Signal.CONCEPT);
            alarm(result, verdicts, state.judgedColumns);
        }
        if (judgement.conceptJudged()) {
            state.judgedConcept = latest(state.judgedConcept, result.start());
            var verdicts = new HashMap<>(judgement.verdicts());
            verdicts.keySet().removeIf(subject -> subject.signal() != Signal.CONCEPT);
            alarm(result, verdicts, state.judgedConcept);
        }
    }

    /** A window older than the latest N has nothing to say any more. */
    private void alarm(
            WindowResult result, Map<Judgement.Subject, Verdict> verdicts, List<Long> judged) {
        if (judged.contains(result.start())) {
            state.alerts.judge(result, verdicts, judged, spec.badWindows());
        }
    }

    private List<Long> latest(List<Long> judged, long start) {
        var starts = new TreeSet<>(judged);
        starts.add(start);
        while (starts.size() > spec.ofWindows()) {
            starts.pollFirst();
        }
        return List.copyOf(starts);
    }
}
