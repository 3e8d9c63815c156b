package dev.rondo.monitoring;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cause that a diagnosis names, with what it rests on and what to do. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Finding.DataFault.class, name = "data_fault"),
    @JsonSubTypes.Type(value = Finding.CovariateShift.class, name = "covariate_shift"),
    @JsonSubTypes.Type(value = Finding.ConceptDrift.class, name = "concept_drift"),
    @JsonSubTypes.Type(value = Finding.Inconclusive.class, name = "inconclusive")
})
public sealed interface Finding {
    /** One or two sentences for a person. */
    String message();

    /** What went wrong in a broken feed. */
    enum Fault {
        /** Values come in another unit. */
        UNIT,
        /** Two levels stand for each other. */
        SWAPPED_LEVELS,
        /** A level comes under a new name. */
        RENAMED_LEVEL,
        /** Values are missing. */
        MISSING,
        /** Levels that the model has never met. */
        UNSEEN_LEVELS,
        /** Numbers far outside the known range. */
        OUT_OF_RANGE
    }

    /**
     * A column arrives broken: retraining is blocked and the data's owner has to act (rule 9.3).
     *
     * @param factor for {@link Fault#UNIT}: what the values seem to have been multiplied by; else 1
     * @param offset for {@link Fault#UNIT}: what was added to them after that; else 0
     * @param from a level, for swapped and renamed ones
     * @param to the other level
     * @param psi of the column as it arrives
     * @param repairedPsi of the column when the fault is undone; NaN when it cannot be
     * @param share of the rows that the fault touches
     */
    record DataFault(
            String column,
            Fault fault,
            double factor,
            double offset,
            @Nullable String from,
            @Nullable String to,
            double psi,
            double repairedPsi,
            double share,
            String message)
            implements Finding {}

    /**
     * The inputs moved; all their values are ones that could have come before.
     *
     * @param columns the moved columns, the most moved first
     * @param psi their PSI, in the same order
     */
    record CovariateShift(List<String> columns, List<Double> psi, String message)
            implements Finding {
        public CovariateShift {
            columns = List.copyOf(columns);
            psi = List.copyOf(psi);
        }
    }

    /** The outcomes no longer follow the score as they did. */
    record ConceptDrift(ConceptEvidence evidence, String message) implements Finding {}

    /**
     * Something cannot be said yet.
     *
     * @param missing what would settle it
     */
    record Inconclusive(String missing, String message) implements Finding {}
}
