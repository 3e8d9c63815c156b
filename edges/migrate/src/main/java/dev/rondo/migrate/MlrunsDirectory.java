package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the directory in which MLflow keeps everything without a database, usually {@code mlruns}.
 * At its top lie the experiments, a folder each, {@code .trash} with those in the bin, and {@code
 * models} with the registered models; within an experiment, {@code models} holds its logged ones.
 */
final class MlrunsDirectory implements MlflowSource {
    private static final String REGISTRY = "models";
    private static final String BIN = ".trash";

    private final Folder root;
    private final List<String> unread = new ArrayList<>();
    private final RunFolders runs = new RunFolders(unread);
    private final LoggedModelFolders loggedModels = new LoggedModelFolders(unread);
    private final RegistryFolders registry;
    private final Places places;

    private MlrunsDirectory(Folder root, Path artifacts) {
        this.root = root;
        registry = new RegistryFolders(root.in(REGISTRY));
        places = new Places(artifacts);
    }

    /**
     * @param artifacts the folder that {@code mlflow-artifacts:} addresses stand for
     */
    static MlrunsDirectory open(Path directory, Path artifacts) {
        var source = new MlrunsDirectory(new Folder(directory), artifacts);
        boolean some =
                source.folders().anyMatch(folder -> folder.meta().isPresent())
                        || !source.root.in(REGISTRY).folders().isEmpty();
        if (!Files.isDirectory(directory) || !some) {
            throw RondoException.user("import.directory", directory + " is no directory of MLflow")
                    .because("no folder in it has a meta.yaml")
                    .next("name the directory that holds the experiments, such as ./mlruns");
        }
        return source;
    }

    private Stream<Folder> folders() {
        return Stream.concat(root.folders().stream(), root.in(BIN).folders().stream())
                .filter(folder -> !folder.name().equals(REGISTRY) && !folder.name().equals(BIN));
    }

    private Folder experiment(String id) {
        var folder = root.in(id);
        return Files.isDirectory(folder.path()) ? folder : root.in(BIN).in(id);
    }

    private Folder experiment(JsonNode thing) {
        return experiment(thing.at("/info/experiment_id").asText());
    }

    private Folder run(JsonNode run) {
        return experiment(run).in(run.at("/info/run_id").asText());
    }

    static String stage(Meta meta) {
        return meta.text("lifecycle_stage").equals("deleted") ? "deleted" : "active";
    }

    @Override
    public void experiments(Consumer<JsonNode> action) {
        folders()
                .forEach(folder -> {
                    var meta = folder.meta();
                    if (meta.isPresent()) {
                        action.accept(experiment(folder, meta.get()));
                    } else {
                        unread.add(folder.path() + ": it has no meta.yaml, so it is no experiment");
                    }
                });
    }

    private static ObjectNode experiment(Folder folder, Meta meta) {
        var experiment =
                RondoClient.object()
                        .put("experiment_id", folder.name())
                        .put("name", meta.text("name"))
                        .put("lifecycle_stage", stage(meta))
                        .put("creation_time", meta.number("creation_time"))
                        .put("last_update_time", meta.number("last_update_time"));
        experiment.set("tags", MlflowJson.pairs(folder.texts("tags")));
        return experiment;
    }

    @Override
    public void runs(String experiment, Consumer<JsonNode> action) {
        runs.runs(experiment(experiment), action);
    }

    @Override
    public JsonNode history(JsonNode run, String metric) {
        return runs.history(run(run), metric);
    }

    @Override
    public SourceFiles filesOfRun(JsonNode run) {
        return files(run, run(run));
    }

    private SourceFiles files(JsonNode thing, Folder folder) {
        var address = thing.at("/info/artifact_uri").asText();
        return places.at(address, folder.in("artifacts").path());
    }

    @Override
    public void loggedModels(String experiment, Consumer<JsonNode> action) {
        loggedModels.loggedModels(experiment(experiment), action);
    }

    @Override
    public SourceFiles filesOfModel(JsonNode loggedModel) {
        var id = loggedModel.at("/info/model_id").asText();
        return files(loggedModel, LoggedModelFolders.folder(experiment(loggedModel), id));
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
        return Stream.concat(unread.stream(), places.elsewhere().stream()).distinct().toList();
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
