package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/**
 * Takes a candidate that fails out of the traffic at once (rule 7.4). It is not statistical: 5 of
 * the last 20 answers on this replica, or a model that cannot be loaded. It never closes again; the
 * release is rolled back. Thread-safe.
 */
final class Breaker {
    static final int WINDOW = 20;
    static final int LIMIT = 5;

    private int window;
    private volatile @Nullable String cause;

    boolean open() {
        return cause != null;
    }

    /** What opened it; null while it is closed. */
    @Nullable String cause() {
        return cause;
    }

    void succeeded(int answers) {
        push(answers, 0);
    }

    /** Returns whether this opened it. */
    boolean failed(int answers, String what) {
        int failures = push(answers, 1);
        return failures >= LIMIT
                && open(failures + " of its last " + WINDOW + " answers failed: " + what);
    }

    /** Returns whether this opened it. */
    synchronized boolean open(String why) {
        if (cause != null) {
            return false;
        }
        cause = why;
        return true;
    }

    private synchronized int push(int answers, int bit) {
        for (int i = 0; i < Math.min(answers, WINDOW); i++) {
            window = (window << 1 | bit) & ((1 << WINDOW) - 1);
        }
        return Integer.bitCount(window);
    }
}
