package dev.rondo.monitoring;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A change that makes a moved column fit its reference again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Repair.Unit.class, name = "unit"),
    @JsonSubTypes.Type(value = Repair.Swap.class, name = "swap"),
    @JsonSubTypes.Type(value = Repair.Rename.class, name = "rename")
})
public sealed interface Repair {
    /** The PSI after the repair. */
    double psi();

    /**
     * How much better the other columns fit the repaired values than the values as they come, in
     * nats per row; negative if worse.
     */
    double support();

    /**
     * The values look like {@code factor * value + offset}.
     *
     * @param share of the values that are so
     */
    record Unit(double factor, double offset, double share, double support, double psi)
            implements Repair {}

    /** Two levels stand for each other. */
    record Swap(String first, String second, double share, double support, double psi)
            implements Repair {}

    /** A level comes under a new name. */
    record Rename(String known, String unseen, double share, double support, double psi)
            implements Repair {}
}
