package dev.rondo.registry;

/** What the registry accepts, in characters; those of MLflow. */
public final class Limits {
    public static final int MODEL_NAME = 256;
    public static final int ALIAS = 255;
    public static final int TAG_KEY = 250;
    public static final int TAG_VALUE = 100_000;

    private Limits() {}
}
