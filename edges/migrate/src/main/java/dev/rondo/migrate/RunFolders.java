package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The runs in the folder of an experiment. */
final class RunFolders {
    /** What an experiment's folder has beside its runs. */
    private static final Set<String> RESERVED = Set.of("tags", "datasets", "traces", "models");

    /** The numbers are those of MLflow's protocol. */
    private static final Map<String, String> STATUS =
            Map.of("2", "SCHEDULED", "3", "FINISHED", "4", "FAILED", "5", "KILLED");

    private final List<String> unread;

    RunFolders(List<String> unread) {
        this.unread = unread;
    }

    void runs(Folder experiment, Consumer<JsonNode> action) {
        for (var folder : experiment.folders()) {
            if (RESERVED.contains(folder.name())) {
                continue;
            }
            var meta = folder.meta();
            if (meta.isPresent()) {
                action.accept(run(experiment, folder, meta.get()));
            } else {
                unread.add(folder.path() + ": it has no meta.yaml, so it is no run");
            }
        }
    }

    private ObjectNode run(Folder experiment, Folder folder, Meta meta) {
        var tags = folder.texts("tags");
        var name = meta.text("run_name");
        var info =
                RondoClient.object()
                        .put("run_id", folder.name())
                        .put("experiment_id", experiment.name())
                        .put("run_name", name.isEmpty() ? tags.get("mlflow.runName") : name)
                        .put("user_id", meta.text("user_id"))
                        .put("status", STATUS.getOrDefault(meta.text("status"), "RUNNING"))
                        .put("start_time", meta.number("start_time"))
                        .put("end_time", meta.number("end_time"))
                        .put("artifact_uri", meta.text("artifact_uri"))
                        .put("lifecycle_stage", MlrunsDirectory.stage(meta));
        var run = MlflowJson.run(info);
        var data = run.withObject("data");
        data.set("params", MlflowJson.pairs(folder.texts("params")));
        data.set("tags", MlflowJson.pairs(tags));
        var metrics = data.withArray("metrics");
        folder.files("metrics").keySet().forEach(key -> metrics.addObject().put("key", key));
        inputs(experiment, folder, run);
        outputs(folder, run.withArray("/outputs/model_outputs"));
        return run;
    }

    private void inputs(Folder experiment, Folder run, ObjectNode target) {
        for (var folder : run.in("inputs").folders()) {
            var input = folder.meta();
            if (input.isEmpty()) {
                unread.add(folder.path() + ": it has no meta.yaml, so it is no input");
            } else if (input.get().text("source_type").equals("MODEL")) {
                target.withArray("/inputs/model_inputs")
                        .addObject()
                        .put("model_id", input.get().text("source_id"));
            } else {
                dataset(experiment, input.get(), target.withArray("/inputs/dataset_inputs"));
            }
        }
    }

    private void dataset(Folder experiment, Meta input, ArrayNode datasets) {
        var folder = experiment.in("datasets").in(input.text("source_id"));
        var meta = folder.meta();
        if (meta.isEmpty()) {
            unread.add(folder.path() + ": a run names this dataset, and it has no meta.yaml");
            return;
        }
        var dataset = datasets.addObject();
        dataset.putObject("dataset")
                .put("name", meta.get().text("name"))
                .put("digest", meta.get().text("digest"))
                .put("source_type", meta.get().text("source_type"))
                .put("source", meta.get().text("source"))
                .put("schema", meta.get().textOrNull("schema"))
                .put("profile", meta.get().textOrNull("profile"));
        dataset.set("tags", MlflowJson.pairs(input.texts("tags")));
    }

    private static void outputs(Folder run, ArrayNode outputs) {
        for (var folder : run.in("outputs").folders()) {
            folder.meta()
                    .ifPresent(meta ->
                            outputs.addObject()
                                    .put("model_id", meta.text("destination_id"))
                                    .put("step", meta.number("step")));
        }
    }

    JsonNode history(Folder run, String metric) {
        var points = RondoClient.JSON.createArrayNode();
        new MetricFile(metric, run.in("metrics").path().resolve(metric))
                .read((point, _) -> points.add(point), unread::add);
        return points;
    }
}
