package dev.rondo.serving;

import java.time.Duration;

/**
 * How the room runs.
 *
 * @param shadowRows the most rows that wait for shadow; more are dropped and counted
 * @param poll how often changes made by other replicas are looked for
 * @param drain how long an advance waits for shadow answers under way
 */
public record ServingOptions(int shadowRows, Duration poll, Duration drain) {
    public static ServingOptions standard() {
        return new ServingOptions(50_000, Duration.ofMillis(500), Duration.ofSeconds(10));
    }
}
