package dev.rondo.inference;

/** Something that answers rows. Immutable, and safe to use from many threads. */
public interface Model {
    Signature signature();

    /**
     * One prediction per row, in the rows' order.
     *
     * @param batch rows of this model's own signature
     */
    Prediction[] predict(Batch batch);
}
