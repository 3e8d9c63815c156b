package dev.rondo.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a diagnosis rests on.
 *
 * @param columns the columns with an open alert
 * @param concept outcomes given the score since the onset; null without any outcome
 * @param conceptMature whether the outcomes suffice to judge it
 */
public record Evidence(
        List<ColumnEvidence> columns,
        @Nullable ConceptEvidence concept,
        boolean conceptMature,
        String targetColumn) {
    public Evidence {
        columns = List.copyOf(columns);
    }
}
