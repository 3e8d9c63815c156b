package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * A place that holds what MLflow has tracked: its server, its database or its directory. Each
 * answers in the JSON of MLflow's REST, and hands on one thing at a time.
 */
interface MlflowSource extends AutoCloseable {
    /** Experiments in the bin too. */
    void experiments(Consumer<JsonNode> action);

    /** Runs in the bin too; of their metrics only the keys count. */
    void runs(String experiment, Consumer<JsonNode> action);

    /** Every measurement of a metric. */
    JsonNode history(JsonNode run, String metric);

    SourceFiles filesOfRun(JsonNode run);

    /** Logged models that are not deleted, with their metrics. */
    void loggedModels(String experiment, Consumer<JsonNode> action);

    SourceFiles filesOfModel(JsonNode loggedModel);

    /** Registered models and prompts. */
    void models(Consumer<JsonNode> action);

    void versions(JsonNode model, Consumer<JsonNode> action);

    /** What is there and could not be read, each with its reason. */
    List<String> unread();

    @Override
    void close();
}
