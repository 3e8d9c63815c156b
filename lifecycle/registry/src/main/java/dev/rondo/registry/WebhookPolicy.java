package dev.rondo.registry;

import java.util.Set;

/**
 * Where webhooks may go.
 *
 * @param schemes {@code http}, {@code https}
 * @param privateAddresses whether addresses are allowed that are not public: loopback, link-local,
 *     private networks
 */
public record WebhookPolicy(Set<String> schemes, boolean privateAddresses) {
    public WebhookPolicy {
        schemes = Set.copyOf(schemes);
    }

    /** {@code https} to public addresses only. */
    public static WebhookPolicy standard() {
        return new WebhookPolicy(Set.of("https"), false);
    }
}
