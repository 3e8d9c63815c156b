package dev.rondo.monitoring;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rondo.base.Column;
import dev.rondo.inference.Batch;

/**
 * How one input was distributed: fixed bins with exact counts. The last bin holds the missing
 * values. Bins come from the reference alone, so figures of different windows can be compared.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumberReference.class, name = "number"),
    @JsonSubTypes.Type(value = CategoryReference.class, name = "category")
})
sealed interface ColumnReference permits NumberReference, CategoryReference {
    Column column();

    /** Reference rows per bin. */
    long[] counts();

    /** The bins of a few reference rows, the same rows in every column. */
    byte[] sample();

    int bin(Batch batch, int index, int row);

    /** Whether the value is one that the reference knows nothing of. */
    boolean unknown(Batch batch, int index, int row);

    /** Share of unknown values to be expected in an unchanged world. */
    double expectedUnknown();

    default int missingBin() {
        return counts().length - 1;
    }
}
