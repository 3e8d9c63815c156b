package dev.rondo.filters;

import java.util.List;

/**
 * A piece of a filter.
 *
 * @param parts of a name, which dots divide, without their quotes; of a text its one value
 * @param start index of its first character
 */
record Token(Kind kind, String raw, List<String> parts, int start) {
    enum Kind {
        /** A name without quotes and dots, which may be a keyword. */
        WORD,
        /** A name of several parts. */
        PATH,
        /** {@code `name`}. */
        BACKTICKS,
        /** {@code "name or text"}. */
        DOUBLE_QUOTES,
        /** {@code 'text'}. */
        SINGLE_QUOTES,
        NUMBER,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        SEMICOLON,
        /** What begins nothing else, such as a quote that is not closed. */
        OTHER
    }

    Token {
        parts = List.copyOf(parts);
    }

    boolean is(String keyword) {
        return kind == Kind.WORD && raw.equalsIgnoreCase(keyword);
    }

    boolean namesKey() {
        return switch (kind) {
            case WORD, PATH, BACKTICKS, DOUBLE_QUOTES -> true;
            default -> false;
        };
    }

    boolean isText() {
        return kind == Kind.SINGLE_QUOTES || kind == Kind.DOUBLE_QUOTES;
    }

    String text() {
        return parts.getFirst();
    }
}
