package dev.rondo.base;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextToken what to ask the next part with, opaque; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    /** The largest that most lists give. */
    public static final int MAX_ITEMS = 1_000;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of what a query with a limit of one more than the page's has found.
     *
     * @param token the place of an item in the list's order; the next page comes after it
     */
    public static <T> Page<T> cut(List<T> found, int limit, Function<T, String> token) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        return new Page<>(items, token.apply(items.getLast()));
    }

    /** For a token that no page gave. */
    public static RondoException invalidToken() {
        return RondoException.user("page.token", "the page token is none of ours")
                .next("send the token of the page before, or none for the first page");
    }
}
