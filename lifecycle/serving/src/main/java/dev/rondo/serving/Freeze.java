package dev.rondo.serving;

import org.jspecify.annotations.Nullable;

/**
 * A stop of every promotion in a scope (rule 7.7).
 *
 * @param scope an endpoint's name, or {@code *} for all
 * @param at micros
 * @param liftedAt micros; null while it holds
 */
public record Freeze(
        String id,
        String scope,
        String who,
        String why,
        long at,
        @Nullable Long liftedAt,
        @Nullable String liftedBy) {
    public static final String EVERYWHERE = "*";
}
