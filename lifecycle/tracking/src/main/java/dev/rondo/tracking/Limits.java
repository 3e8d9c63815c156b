package dev.rondo.tracking;

/** What tracking accepts, in characters unless said otherwise. Lengths are those of MLflow. */
public final class Limits {
    public static final int EXPERIMENT_NAME = 500;
    public static final int EXPERIMENT_TAG_VALUE = 5_000;
    public static final int RUN_NAME = 500;

    /** Of a metric, parameter or tag. */
    public static final int KEY = 250;

    public static final int PARAM_VALUE = 6_000;
    public static final int TAG_VALUE = 8_000;
    public static final int DATASET_NAME = 500;
    public static final int DATASET_DIGEST = 128;
    public static final int DATASET_SCHEMA = (1 << 20) - 1;
    public static final int DATASET_SOURCE = (1 << 16) - 1;
    public static final int DATASET_PROFILE = (1 << 24) - 1;

    /** Metrics in one batch. */
    public static final int BATCH_METRICS = 1_000;

    /** Parameters, and as many tags, in one batch. */
    public static final int BATCH_VALUES = 1_000;

    private Limits() {}
}
