package dev.rondo.filters;

import java.math.BigDecimal;
import java.util.List;

/** What a key is compared with. */
public sealed interface Literal {
    /** Without its quotes. */
    record Text(String value) implements Literal {}

    /** Exactly as written; its exponent is at most four digits long. */
    @SuppressWarnings("JavaLangClash")
    record Number(BigDecimal value) implements Literal {
        /** The nearest double, an infinity beyond the greatest. */
        public double real() {
            return value.doubleValue();
        }
    }

    /** The list of IN and NOT IN, never empty. */
    record Texts(List<String> values) implements Literal {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** IS NULL and IS NOT NULL compare with nothing. */
    record None() implements Literal {}
}
