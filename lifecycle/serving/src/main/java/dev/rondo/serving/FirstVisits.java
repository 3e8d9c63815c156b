package dev.rondo.serving;

import java.util.HashSet;

/**
 * Tells an entity's first visit from later ones, which are no independent evidence about the share
 * of traffic. Knows the first 65,536 entities by 53 bits of their hash and takes no more after
 * that: by then a fault of assignment has shown. Not thread-safe.
 */
final class FirstVisits {
    static final int LIMIT = 1 << 16;

    private final HashSet<Double> seen = new HashSet<>();

    /**
     * @param unit the entity's hash, see {@code Digests.unit}
     */
    boolean add(double unit) {
        return seen.size() < LIMIT && seen.add(unit);
    }
}
