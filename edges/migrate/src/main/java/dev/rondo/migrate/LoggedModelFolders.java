package dev.rondo.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.List;
import java.util.function.Consumer;

/** The logged models in the folder of an experiment. */
final class LoggedModelFolders {
    private final List<String> unread;

    LoggedModelFolders(List<String> unread) {
        this.unread = unread;
    }

    static Folder folder(Folder experiment, String id) {
        return experiment.in("models").in(id);
    }

    void loggedModels(Folder experiment, Consumer<JsonNode> action) {
        for (var folder : experiment.in("models").folders()) {
            var meta = folder.meta();
            if (meta.isEmpty()) {
                unread.add(folder.path() + ": it has no meta.yaml, so it is no logged model");
            } else if (MlrunsDirectory.stage(meta.get()).equals("active")) {
                action.accept(model(experiment, folder, meta.get()));
            }
        }
    }

    private ObjectNode model(Folder experiment, Folder folder, Meta meta) {
        var status = meta.number("status");
        var model = RondoClient.object();
        model.putObject("info")
                .put("model_id", folder.name())
                .put("experiment_id", experiment.name())
                .put("name", meta.text("name"))
                .put("artifact_uri", meta.text("artifact_location"))
                .put("creation_timestamp_ms", meta.number("creation_timestamp"))
                .put("last_updated_timestamp_ms", meta.number("last_updated_timestamp"))
                .put("status", MlflowJson.statusOfModel(status == null ? 0 : status))
                .put("model_type", meta.text("model_type"))
                .put("source_run_id", meta.text("source_run_id"))
                .put("status_message", meta.text("status_message"))
                .set("tags", MlflowJson.pairs(folder.texts("tags")));
        var data = model.putObject("data");
        data.set("params", MlflowJson.pairs(folder.texts("params")));
        var metrics = data.putArray("metrics");
        folder.files("metrics")
                .forEach((key, file) ->
                        new MetricFile(key, file)
                                .read((point, rest) -> add(metrics, point, rest), unread::add));
        return model;
    }

    /**
     * @param rest the run and, if there was one, the dataset, whose name may have spaces
     */
    private static void add(ArrayNode metrics, ObjectNode point, String rest) {
        var run = rest.split(" ", 2);
        point.put("run_id", run[0]);
        var dataset = run.length < 2 ? "" : run[1];
        int space = dataset.lastIndexOf(' ');
        point.put("dataset_name", space < 0 ? null : dataset.substring(0, space));
        point.put("dataset_digest", space < 0 ? null : dataset.substring(space + 1));
        metrics.add(point);
    }
}
