package dev.rondo.store;

import org.jspecify.annotations.Nullable;

/**
 * One row of a result, read by column name. The plain readers refuse NULL with an {@link
 * IllegalStateException} that names the column; the {@code OrNull} readers give null for it.
 */
public interface Row {
    String text(String column);

    @Nullable String textOrNull(String column);

    long integer(String column);

    @Nullable Long integerOrNull(String column);

    /** The double exactly as it was sent, NaN, infinities and -0.0 included. */
    double real(String column);

    @Nullable Double realOrNull(String column);

    /** A BIGINT that holds 0 or 1. */
    boolean flag(String column);

    byte[] bytes(String column);

    byte @Nullable [] bytesOrNull(String column);
}
