package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.time.Duration;

/**
 * How models are hosted. What is said of requests holds for models whose answers are not immediate;
 * trees answer at once and wait for nobody.
 *
 * @param queue how many requests may wait for one model, beside those that it works on
 * @param batchLatency how long a request may be held back so that others can be answered together
 *     with it; zero joins no requests
 * @param requestTimeout how long a request may take; zero for any time
 * @param maxLoaded how many versions are in memory at once: the least recently used one makes room
 *     for one that is asked for; 0 for all
 */
public record HostingOptions(
        int queue, Duration batchLatency, Duration requestTimeout, int maxLoaded) {
    private static final Duration LONGEST = Duration.ofDays(1);

    public static final HostingOptions STANDARD =
            new HostingOptions(128, Duration.ZERO, Duration.ZERO, 0);

    public HostingOptions {
        if (queue < 0 || maxLoaded < 0) {
            throw RondoException.user("hosting.options", "a count is negative")
                    .next("give 0 or more");
        }
        check(batchLatency);
        check(requestTimeout);
    }

    private static void check(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw RondoException.user("hosting.options", "a time is not between 0 and a day")
                    .next("give for example 5ms, 2s or 1m");
        }
    }
}
