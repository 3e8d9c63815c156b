package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** Something that holds what MLflow has tracked; it answers in the JSON of MLflow's REST. */
interface MlflowSource extends AutoCloseable {
    /** Experiments in the bin too. */
    void experiments(Consumer<JsonNode> action);

    /** Runs in the bin too. */
    void runs(String experiment, Consumer<JsonNode> action);

    void loggedModels(String experiment, Consumer<JsonNode> action);

    /** Every measurement of a metric. */
    JsonNode history(String run, String metric);

    /** Models and prompts. */
    void models(Consumer<JsonNode> action);

    void versions(String model, boolean prompt, Consumer<JsonNode> action);

    /** What lies directly under a folder of a run's files. */
    List<JsonNode> filesOfRun(String run, String folder);

    InputStream openOfRun(String run, String path);

    List<JsonNode> filesOfModel(String model, String folder);

    InputStream openOfModel(String model, String path);

    @Override
    void close();
}
