package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads MLflow's SQLite file, and its files from folders of this machine. */
final class MlflowDatabase implements MlflowSource {
    private final DatabaseCopy db;
    private final RunRows runs;
    private final LoggedModelRows loggedModels;
    private final RegistryRows registry;
    private final Places places;

    private MlflowDatabase(DatabaseCopy db, Path artifacts) {
        this.db = db;
        runs = new RunRows(db);
        loggedModels = new LoggedModelRows(db);
        registry = new RegistryRows(db);
        places = new Places(artifacts);
    }

    /**
     * @param artifacts the folder that {@code mlflow-artifacts:} addresses stand for
     */
    static MlflowDatabase open(Path file, Path artifacts) {
        return new MlflowDatabase(DatabaseCopy.of(file), artifacts);
    }

    @Override
    public void experiments(Consumer<JsonNode> action) {
        runs.experiments(action);
    }

    @Override
    public void runs(String experiment, Consumer<JsonNode> action) {
        runs.runs(experiment, action);
    }

    @Override
    public JsonNode history(JsonNode run, String metric) {
        return runs.history(run.at("/info/run_id").asText(), metric);
    }

    @Override
    public SourceFiles filesOfRun(JsonNode run) {
        return places.at(run.at("/info/artifact_uri").asText());
    }

    @Override
    public void loggedModels(String experiment, Consumer<JsonNode> action) {
        loggedModels.loggedModels(experiment, action);
    }

    @Override
    public SourceFiles filesOfModel(JsonNode loggedModel) {
        return places.at(loggedModel.at("/info/artifact_uri").asText());
    }

    @Override
    public void models(Consumer<JsonNode> action) {
        registry.models(action);
    }

    @Override
    public void versions(JsonNode model, Consumer<JsonNode> action) {
        registry.versions(model.path("name").asText(), action);
    }

    @Override
    public List<String> unread() {
        return places.elsewhere();
    }

    @Override
    public void close() {
        db.close();
    }
}
