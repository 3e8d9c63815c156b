package dev.rondo.filters;

/** How a comparison compares. {@link #symbol} is its form in a filter, and in SQL too. */
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    /** {@code %} stands for any characters, {@code _} for one; there is no escape. */
    LIKE("LIKE"),
    /** As LIKE, whatever the case. */
    ILIKE("ILIKE"),
    IN("IN"),
    NOT_IN("NOT IN"),
    IS_NULL("IS NULL"),
    IS_NOT_NULL("IS NOT NULL");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
