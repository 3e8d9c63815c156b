package dev.rondo.hosting;

import dev.rondo.base.ErrorKind;
import dev.rondo.hosting.ModelStatistics.Detail;
import dev.rondo.hosting.ModelStatistics.Total;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Live counts of one version. */
final class Counters {
    private static final long[] BOUNDS =
            Detail.BOUNDS_NANOS.stream().mapToLong(Long::longValue).toArray();

    private final LongAdder answeredNanos = new LongAdder();
    private final LongAdder failedNanos = new LongAdder();
    private final LongAdder queueNanos = new LongAdder();
    private final LongAdder inputNanos = new LongAdder();
    private final LongAdder inferNanos = new LongAdder();
    private final LongAdder outputNanos = new LongAdder();
    private final LongAdder savedExecutions = new LongAdder();
    private final Map<ErrorKind, LongAdder> failures = new EnumMap<>(ErrorKind.class);
    private final LongAdder[] durations = adders(BOUNDS.length + 1);
    private volatile long lastMillis;

    Counters() {
        for (var kind : ErrorKind.values()) {
            failures.put(kind, new LongAdder());
        }
    }

    private static LongAdder[] adders(int count) {
        var adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    /** Counts an answered request by the times, in nanoseconds, at which its parts ended. */
    void answered(long begun, long decoded, long inferred, long ended) {
        durations[durationClass(ended - begun)].increment();
        answeredNanos.add(ended - begun);
        inputNanos.add(decoded - begun);
        inferNanos.add(inferred - decoded);
        outputNanos.add(ended - inferred);
    }

    private static int durationClass(long nanos) {
        int at = 0;
        while (at < BOUNDS.length && nanos > BOUNDS[at]) {
            at++;
        }
        return at;
    }

    void failed(ErrorKind kind, long begun, long ended) {
        var counter = failures.get(kind);
        if (counter != null) {
            counter.increment();
        }
        failedNanos.add(ended - begun);
    }

    void begun(long millis) {
        lastMillis = millis;
    }

    /** Says how much of an answered request's time in the model was spent waiting for it. */
    void waited(long nanos) {
        queueNanos.add(nanos);
    }

    /** So many requests were answered by asking the model once. */
    void joined(int requests) {
        savedExecutions.add(requests - 1L);
    }

    /** Whether there was a request. */
    boolean used() {
        return lastMillis > 0;
    }

    long lastMillis() {
        return lastMillis;
    }

    ModelStatistics snapshot(String name, String version, long inFlight) {
        var classes = new ArrayList<Long>(durations.length);
        long count = 0;
        for (var duration : durations) {
            long each = duration.sum();
            classes.add(each);
            count += each;
        }
        var failed = failures();
        long queue = queueNanos.sum();
        return new ModelStatistics(
                name,
                version,
                lastMillis,
                new Total(count, answeredNanos.sum()),
                new Total(
                        failed.values().stream().mapToLong(Long::longValue).sum(),
                        failedNanos.sum()),
                new Total(count, queue),
                new Total(count, inputNanos.sum()),
                new Total(count, Math.max(0, inferNanos.sum() - queue)),
                new Total(count, outputNanos.sum()),
                detail(count, inFlight, failed, classes));
    }

    private Detail detail(
            long count, long inFlight, Map<ErrorKind, Long> failed, List<Long> classes) {
        long executions = Math.max(0, count - savedExecutions.sum());
        return new Detail(executions, inFlight, failed, classes);
    }

    private Map<ErrorKind, Long> failures() {
        var byKind = new EnumMap<ErrorKind, Long>(ErrorKind.class);
        failures.forEach((kind, counter) -> {
            long count = counter.sum();
            if (count > 0) {
                byKind.put(kind, count);
            }
        });
        return byKind;
    }
}
