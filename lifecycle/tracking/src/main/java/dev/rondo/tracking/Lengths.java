package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/** Texts that must not be longer than they may be, counted in code points. */
final class Lengths {
    private Lengths() {}

    /**
     * @param what the message's name of the text
     * @throws RondoException of kind LIMIT {@code tracking.length}
     */
    static void check(String what, @Nullable String text, int limit) {
        if (text != null && longer(text, limit)) {
            throw RondoException.limit(
                    "tracking.length",
                    "'%s' exceeds the maximum length of %d characters".formatted(what, limit));
        }
    }

    /** The first characters of a text that is too long. */
    static String cut(String text, int limit) {
        return longer(text, limit) ? text.substring(0, text.offsetByCodePoints(0, limit)) : text;
    }

    private static boolean longer(String text, int limit) {
        return text.length() > limit && text.codePointCount(0, text.length()) > limit;
    }
}
