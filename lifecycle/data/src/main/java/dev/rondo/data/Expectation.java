package dev.rondo.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rondo.base.ColumnType;
import java.util.List;

/** One thing that a table has to satisfy. Checks of values leave missing ones out (rule 3.1). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "expect")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Expectation.ColumnSet.class, name = "column_set"),
    @JsonSubTypes.Type(value = Expectation.HasType.class, name = "type"),
    @JsonSubTypes.Type(value = Expectation.NotNull.class, name = "not_null"),
    @JsonSubTypes.Type(value = Expectation.Between.class, name = "between"),
    @JsonSubTypes.Type(value = Expectation.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Expectation.InSet.class, name = "in_set")
})
public sealed interface Expectation {
    /** The table has exactly these columns, in any order. */
    record ColumnSet(List<String> columns) implements Expectation {
        public ColumnSet {
            columns = List.copyOf(columns);
        }
    }

    /** The column is of this type; CATEGORY and TEXT count as one, texts. */
    record HasType(String column, ColumnType type) implements Expectation {}

    /** Values are there; the ratio is over all rows. */
    record NotNull(String column, Mostly mostly) implements Expectation {}

    /**
     * Values of a numeric column lie between two numbers, both inclusive.
     *
     * @param range what sort of range it is, for messages, such as "usual range"
     */
    record Between(String column, double minimum, double maximum, Mostly mostly, String range)
            implements Expectation {
        public Between {
            if (!(minimum <= maximum)) {
                throw new IllegalArgumentException(minimum + " to " + maximum + " is no range");
            }
        }
    }

    /** Values of a numeric column are whole numbers. */
    record Whole(String column, Mostly mostly) implements Expectation {}

    /** Texts are among these. */
    record InSet(String column, List<String> levels, Mostly mostly) implements Expectation {
        public InSet {
            levels = List.copyOf(levels);
        }
    }
}
