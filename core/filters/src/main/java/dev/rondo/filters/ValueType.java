package dev.rondo.filters;

import static dev.rondo.filters.Operator.EQUAL;
import static dev.rondo.filters.Operator.GREATER;
import static dev.rondo.filters.Operator.GREATER_OR_EQUAL;
import static dev.rondo.filters.Operator.ILIKE;
import static dev.rondo.filters.Operator.IN;
import static dev.rondo.filters.Operator.IS_NOT_NULL;
import static dev.rondo.filters.Operator.IS_NULL;
import static dev.rondo.filters.Operator.LESS;
import static dev.rondo.filters.Operator.LESS_OR_EQUAL;
import static dev.rondo.filters.Operator.LIKE;
import static dev.rondo.filters.Operator.NOT_EQUAL;
import static dev.rondo.filters.Operator.NOT_IN;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a key's values are, and so how they can be compared. */
public enum ValueType {
    NUMBER(EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL),
    /** A literal has to be whole. */
    INTEGER(EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL),
    /** As INTEGER; a literal may stand in quotes. */
    QUOTABLE_INTEGER(EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL),
    TEXT(EQUAL, NOT_EQUAL, LIKE, ILIKE),
    /** As TEXT, and may be one of a list. */
    LISTED_TEXT(EQUAL, NOT_EQUAL, LIKE, ILIKE, IN, NOT_IN),
    /** As TEXT, and may be asked whether it is there. */
    OPTIONAL_TEXT(EQUAL, NOT_EQUAL, LIKE, ILIKE, IS_NULL, IS_NOT_NULL),
    IDENTIFIER(EQUAL, NOT_EQUAL, IN, NOT_IN);

    @SuppressWarnings("ImmutableEnumChecker") // it cannot be changed
    private final Set<Operator> operators;

    ValueType(Operator first, Operator... others) {
        operators = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    public Set<Operator> operators() {
        return operators;
    }

    boolean numeric() {
        return operators.contains(LESS);
    }
}
