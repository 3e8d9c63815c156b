package dev.rondo.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rondo.base.ColumnType;
import java.util.List;

/** One thing that a table has to satisfy. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "expect")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Expectation.ColumnSet.class, name = "column_set"),
    @JsonSubTypes.Type(value = Expectation.HasType.class, name = "type"),
    @JsonSubTypes.Type(value = Expectation.NotNull.class, name = "not_null"),
    @JsonSubTypes.Type(value = Expectation.Between.class, name = "between"),
    @JsonSubTypes.Type(value = Expectation.InSet.class, name = "in_set")
})
public sealed interface Expectation {
    /** The table has exactly these columns, in any order. */
    record ColumnSet(List<String> columns) implements Expectation {}

    record HasType(String column, ColumnType type) implements Expectation {}

    record NotNull(String column, Mostly mostly) implements Expectation {}

    /** Values of a numeric column lie between two numbers, both inclusive. */
    record Between(String column, double minimum, double maximum, Mostly mostly)
            implements Expectation {}

    /** Texts are among these. */
    record InSet(String column, List<String> levels, Mostly mostly) implements Expectation {}
}
