package dev.rondo.monitoring;

import dev.rondo.measures.Drift;

/**
 * What sampling alone may show. Live traffic is never a plain random sample of the reference's
 * population: the same customers come again, one day differs from the next. So a statistic has to
 * pass a multiple of what plain sampling explains before it counts as a change.
 */
final class Noise {
    /** How much more than plain sampling a statistic may vary while nothing changed. */
    static final double ALLOWANCE = 1.5;

    /** Chance of one false alarm in a window over all of its columns, at the allowance. */
    private static final double GUARD = 1e-3;

    private Noise() {}

    /** The PSI up to which nothing can be said, for one of so many columns. */
    static double psi(long n, long m, int bins, int columns) {
        return ALLOWANCE * Drift.psiCritical(n, m, Math.max(2, bins), GUARD / columns);
    }

    /** The difference of two shares up to which nothing can be said. */
    static double share(double share, double reference, long n, long m, int columns) {
        double common = (share * n + reference * m) / (n + m);
        double chiSquare = ALLOWANCE * Drift.psiCritical(n, m, 2, GUARD / columns);
        return Math.sqrt(chiSquare * common * (1 - common));
    }
}
