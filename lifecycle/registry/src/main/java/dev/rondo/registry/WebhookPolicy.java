package dev.rondo.registry;

import java.time.Duration;
import java.util.Set;

/**
 * Where webhooks may go, and how long they are tried.
 *
 * @param schemes {@code http}, {@code https}
 * @param privateAddresses whether addresses are allowed that are not public: loopback, link-local,
 *     private networks
 * @param firstRetry the wait after the first failure; it doubles each time, up to ten minutes
 * @param giveUpAfter the age at which a message that fails again becomes a dead letter
 * @param timeout for the connection and the answer together
 */
public record WebhookPolicy(
        Set<String> schemes,
        boolean privateAddresses,
        Duration firstRetry,
        Duration giveUpAfter,
        Duration timeout) {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    public WebhookPolicy {
        schemes = Set.copyOf(schemes);
    }

    /** {@code https} to public addresses only; retries from one second on, for a day. */
    public static WebhookPolicy standard() {
        return new WebhookPolicy(
                Set.of("https"),
                false,
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                Duration.ofSeconds(30));
    }

    /** The same for other addresses. */
    public WebhookPolicy allowing(Set<String> otherSchemes, boolean privateToo) {
        return new WebhookPolicy(otherSchemes, privateToo, firstRetry, giveUpAfter, timeout);
    }

    /**
     * The wait before the next attempt.
     *
     * @param failures how many there were, at least one
     */
    Duration wait(int failures) {
        long doublings = Math.min(failures - 1, 20);
        return shorter(firstRetry.multipliedBy(1L << doublings));
    }

    /** What a receiver asks for is heard within limits. */
    static Duration shorter(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
