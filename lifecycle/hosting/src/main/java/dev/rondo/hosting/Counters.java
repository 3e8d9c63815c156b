package dev.rondo.hosting;

import dev.rondo.hosting.ModelStatistics.Total;
import java.util.concurrent.atomic.LongAdder;

/** Live counts of one version. */
final class Counters {
    private final LongAdder answered = new LongAdder();
    private final LongAdder answeredNanos = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder failedNanos = new LongAdder();
    private final LongAdder inputNanos = new LongAdder();
    private final LongAdder inferNanos = new LongAdder();
    private final LongAdder outputNanos = new LongAdder();
    private volatile long lastMillis;

    /** Counts an answered request by the times, in nanoseconds, at which its parts ended. */
    void answered(long begun, long decoded, long inferred, long ended) {
        answered.increment();
        answeredNanos.add(ended - begun);
        inputNanos.add(decoded - begun);
        inferNanos.add(inferred - decoded);
        outputNanos.add(ended - inferred);
    }

    void failed(long begun, long ended) {
        failed.increment();
        failedNanos.add(ended - begun);
    }

    void begun(long millis) {
        lastMillis = millis;
    }

    ModelStatistics snapshot(String name, String version) {
        long count = answered.sum();
        return new ModelStatistics(
                name,
                version,
                lastMillis,
                new Total(count, answeredNanos.sum()),
                new Total(failed.sum(), failedNanos.sum()),
                new Total(count, 0),
                new Total(count, inputNanos.sum()),
                new Total(count, inferNanos.sum()),
                new Total(count, outputNanos.sum()));
    }
}
