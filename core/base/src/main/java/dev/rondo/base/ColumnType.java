package dev.rondo.base;

/** What kind of value a column holds, in a dataset and in a model's signature alike. */
public enum ColumnType {
    /** A double; NaN is missing. */
    NUMBER,
    /** 0 or 1 as a double; NaN is missing. */
    BOOLEAN,
    /** One of few texts; null is missing. */
    CATEGORY,
    /**
     * Days since 1970-01-01 as a double, the fraction being the time of day in UTC; NaN is missing.
     */
    DATE,
    /** Text with many values, such as an id: kept, but never a model's input; null is missing. */
    TEXT;

    /** Whether values travel as doubles (with NaN for missing) and not as texts. */
    public boolean numeric() {
        return this == NUMBER || this == BOOLEAN || this == DATE;
    }
}
