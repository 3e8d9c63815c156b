package dev.rondo.hosting;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models behind every wire protocol, by name and version. A version is the text of its number;
 * null or an empty text stands for the newest that is ready. Safe to use from many threads.
 *
 * <pre>{@code
 * try (var model = catalogue.use("churn", null)) {
 *     var outputs = model.infer(inputs, InferenceOptions.DEFAULT);
 * }
 * }</pre>
 */
public interface ModelCatalogue {
    /**
     * Holds a version for one request.
     *
     * @throws RondoException of kind NOT_FOUND for an unknown name or version; of kind UNAVAILABLE
     *     for one that is not ready, with the reason
     */
    ModelInUse use(String name, @Nullable String version);

    /** What a version takes and gives; fails as {@link #use} does. */
    ModelDescription describe(String name, @Nullable String version);

    /**
     * Whether the version exists, is ready, and answers within microseconds. Asked before any
     * request, so it costs little and never fails.
     */
    boolean immediate(String name, @Nullable String version);

    /**
     * Whether {@link #describe} waits for nothing. Asked before any request, so it costs little and
     * never fails.
     */
    default boolean loaded(String name, @Nullable String version) {
        return true;
    }

    /**
     * The version that a label stands for.
     *
     * @throws RondoException of kind NOT_FOUND for an unknown name or label
     */
    default String labelled(String name, String label) {
        throw RondoException.notFound("model.unknown_label", "the model has no such label")
                .next("name a version, or give labels in the file of --model-config-file");
    }

    /** Whether what should be loaded at the start has been. */
    boolean ready();

    /**
     * Whether the version is ready.
     *
     * @throws RondoException of kind NOT_FOUND for an unknown name or version
     */
    boolean ready(String name, @Nullable String version);

    /** Every version of every model, by name and number. */
    List<VersionStatus> index();

    /**
     * What loaded versions have done.
     *
     * @param name null for all models
     * @throws RondoException of kind NOT_FOUND for an unknown name or version
     */
    List<ModelStatistics> statistics(@Nullable String name, @Nullable String version);

    /**
     * Loads every version of a model, or looks again for new and changed ones; returns when they
     * are ready.
     *
     * @throws RondoException of kind NOT_FOUND for an unknown name; of the failure's own kind when
     *     no version could be loaded
     */
    void load(String name);

    /** Takes a model out of service; requests at work are answered. */
    void unload(String name);

    /**
     * Serves these models only, in this way, from now on; returns when it is so.
     *
     * @throws RondoException of kind NOT_FOUND for a model that is not there; of kind CONFLICT when
     *     a label names a version that is not served; of kind USER where nothing can be configured
     */
    default void configure(Map<String, ModelRules> rules) {
        throw RondoException.user("model.fixed", "what is served cannot be configured here");
    }

    /** How often models were loaded. */
    default LoadCounts loads() {
        return LoadCounts.NONE;
    }
}
