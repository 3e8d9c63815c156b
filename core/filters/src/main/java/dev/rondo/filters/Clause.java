package dev.rondo.filters;

import java.util.List;

/**
 * A comparison as it was written.
 *
 * @param operator in capitals, perhaps one that does not exist
 * @param operatorStart index of its first character
 * @param value one token, or all of a list with its parentheses; none for a test for null
 */
record Clause(Token key, String operator, int operatorStart, List<Token> value) {
    Clause {
        value = List.copyOf(value);
    }

    boolean isList() {
        return value.size() > 1;
    }

    /** The value as it was written. */
    String shownValue(Source source) {
        var last = value.getLast();
        return Source.shown(
                source.text()
                        .substring(value.getFirst().start(), last.start() + last.raw().length()));
    }
}
