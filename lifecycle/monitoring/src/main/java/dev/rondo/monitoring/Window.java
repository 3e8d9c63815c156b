package dev.rondo.monitoring;

import dev.rondo.base.Json;
import org.jspecify.annotations.Nullable;

/** One window's state while it is folded. */
final class Window {
    final WindowKey key;
    final long end;

    /** Published revisions so far. */
    int revision;

    /** Whether it has been published at all. */
    boolean closed;

    /** Whether rows came in since it was published. */
    boolean dirty;

    /** Whether its quality may be judged. */
    boolean mature;

    /** Quarters of its rows whose outcome was known at the last revision. */
    int coverageStep;

    /** Whether this differs from what is stored. */
    boolean changed;

    private final @Nullable String stored;
    private @Nullable WindowCounts counts;

    private Window(
            WindowKey key, long end, @Nullable String stored, @Nullable WindowCounts counts) {
        this.key = key;
        this.end = end;
        this.stored = stored;
        this.counts = counts;
    }

    static Window open(WindowKey key, long end, Reference reference) {
        return new Window(key, end, null, WindowCounts.empty(reference));
    }

    /**
     * @param counts as JSON, read only if they are needed
     */
    static Window stored(WindowKey key, long end, String counts) {
        return new Window(key, end, counts, null);
    }

    WindowCounts counts() {
        if (counts == null) {
            counts = Json.read(storedText(), WindowCounts.class);
        }
        return counts;
    }

    String countsJson() {
        return counts == null ? storedText() : Json.write(counts);
    }

    private String storedText() {
        if (stored == null) {
            throw new IllegalStateException("a window has counts or their stored form");
        }
        return stored;
    }

    /** Whether nothing is to be published of it before new rows or outcomes come. */
    boolean settled() {
        return closed && !dirty && mature;
    }

    double coverage() {
        return counts().rows() == 0 ? 0 : (double) counts().outcomeCount() / counts().rows();
    }
}
