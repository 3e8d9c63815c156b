package dev.rondo.registry;

/** What the registry accepts, in characters; those of MLflow. */
public final class Limits {
    public static final int MODEL_NAME = 256;
    public static final int ALIAS = 255;
    public static final int TAG_KEY = 250;

    /** Of a prompt's text too, which is a tag. */
    public static final int TAG_VALUE = 100_000;

    public static final int SOURCE = 10_000;
    public static final int MODELS_PER_PAGE = 1_000;
    public static final int VERSIONS_PER_PAGE = 200_000;
    public static final int WEBHOOK_URL = 10_000;

    /** Kept of each webhook, the newest. */
    public static final int DEAD_LETTERS = 1_000;

    private Limits() {}
}
