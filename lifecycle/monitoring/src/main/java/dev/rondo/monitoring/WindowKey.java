package dev.rondo.monitoring;

import java.util.Comparator;

/** A window of one version; the order is the one in which windows are judged. */
record WindowKey(long start, VersionKey version) implements Comparable<WindowKey> {
    private static final Comparator<WindowKey> ORDER =
            Comparator.comparingLong(WindowKey::start)
                    .thenComparing(key -> key.version().model())
                    .thenComparingInt(key -> key.version().version());

    @Override
    public int compareTo(WindowKey other) {
        return ORDER.compare(this, other);
    }
}
