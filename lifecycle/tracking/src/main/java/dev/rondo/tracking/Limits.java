package dev.rondo.tracking;

/** What tracking accepts, in characters (code points) unless said otherwise, as MLflow 3.17. */
public final class Limits {
    public static final int EXPERIMENT_NAME = 500;
    public static final int EXPERIMENT_TAG_VALUE = 20_000;
    public static final int ARTIFACT_LOCATION = 2_048;

    /** Of a metric, parameter or tag. */
    public static final int KEY = 250;

    /** A longer value is cut. */
    public static final int PARAM_VALUE = 6_000;

    /** A longer value is cut. It holds for the name of a run too, which is also a tag. */
    public static final int TAG_VALUE = 8_000;

    public static final int LOGGED_MODEL_NAME = 500;

    /** Of a tag or parameter of a logged model. */
    public static final int MODEL_TEXT = 1 << 20;

    public static final int DATASET_NAME = 500;
    public static final int DATASET_DIGEST = 36;
    public static final int DATASET_SOURCE = (1 << 16) - 1;
    public static final int DATASET_SCHEMA = (1 << 20) - 1;
    public static final int DATASET_PROFILE = (1 << 24) - 1;
    public static final int INPUT_TAG_KEY = 255;
    public static final int INPUT_TAG_VALUE = 500;

    /** Metrics in one batch. */
    public static final int BATCH_METRICS = 1_000;

    /** Parameters, and as many tags, in one batch. */
    public static final int BATCH_VALUES = 100;

    /** Metrics, parameters and tags together in one batch. */
    public static final int BATCH_ALL = 1_000;

    /** Measurements in one answer about several runs. */
    public static final int BULK_HISTORY = 25_000;

    /** Measurements of each run in a sampled history. */
    public static final int SAMPLES = 2_500;

    /** Datasets in one list. */
    public static final int DATASETS = 1_000;

    private Limits() {}
}
