package dev.rondo.pipelines;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when the test says so. */
final class TestClock implements InstantSource {
    private volatile Instant instant = Instant.parse("2026-11-25T12:00:00Z");

    @Override
    public Instant instant() {
        return instant;
    }

    /** Called by one thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void advance(Duration duration) {
        instant = instant.plus(duration);
    }
}
