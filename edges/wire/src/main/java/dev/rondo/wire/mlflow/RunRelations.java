package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.ModelVersions;
import dev.rondo.registry.RegistryQuery;
import dev.rondo.tracking.Experiment;
import dev.rondo.tracking.Experiments;
import graphql.schema.DataFetchingFieldSelectionSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives the runs of an answer their experiments and the model versions made from them, if the query
 * asks for these: all runs at once, so that the number of statements does not grow with theirs.
 */
final class RunRelations {
    /** Runs whose versions are looked up by one statement. */
    private static final int RUNS = 500;

    private static final int VERSIONS = 200_000;

    private final Experiments experiments;
    private final ModelVersions versions;

    RunRelations(Experiments experiments, ModelVersions versions) {
        this.experiments = experiments;
        this.versions = versions;
    }

    void add(JsonNode answer, DataFetchingFieldSelectionSet asked) throws IOException {
        var runs = runs(answer);
        if (runs.isEmpty()) {
            return;
        }
        if (asked.containsAnyOf("run/experiment", "runs/experiment")) {
            addExperiments(runs);
        }
        if (asked.containsAnyOf("run/modelVersions", "runs/modelVersions")) {
            addVersions(runs);
        }
    }

    private static List<ObjectNode> runs(JsonNode answer) {
        var runs = new ArrayList<ObjectNode>();
        if (answer.get("run") instanceof ObjectNode run) {
            runs.add(run);
        }
        answer.path("runs").forEach(run -> runs.add((ObjectNode) run));
        return runs;
    }

    private static String info(ObjectNode run, String field) {
        return run.path("info").path(field).asText();
    }

    private void addExperiments(List<ObjectNode> runs) throws IOException {
        var ids = new TreeSet<String>();
        runs.forEach(run -> ids.add(info(run, "experiment_id")));
        var found = new HashMap<String, JsonNode>();
        for (var experiment : experiments.of(ids)) {
            found.put(experiment.id(), json(experiment));
        }
        for (var run : runs) {
            run.set("experiment", found.get(info(run, "experiment_id")));
        }
    }

    private static JsonNode json(Experiment experiment) throws IOException {
        return tree("experiment", out -> ExperimentJson.write(out, experiment));
    }

    private static JsonNode json(ModelVersion version) throws IOException {
        return tree("version", out -> RegistryJson.version(out, version));
    }

    private static JsonNode tree(String name, Answer.Content content) throws IOException {
        var text =
                Answer.object(out -> {
                    out.writeFieldName(name);
                    content.write(out);
                });
        return RequestJson.MAPPER.readTree(text).get(name);
    }

    private void addVersions(List<ObjectNode> runs) throws IOException {
        for (int from = 0; from < runs.size(); from += RUNS) {
            var some = runs.subList(from, Math.min(runs.size(), from + RUNS));
            var byRun = new HashMap<String, ArrayNode>();
            some.forEach(run -> byRun.put(info(run, "run_id"), run.putArray("model_versions")));
            for (var version : versionsOf(byRun.keySet())) {
                var list = byRun.get(version.runId());
                if (list != null) {
                    list.add(json(version));
                }
            }
        }
    }

    private List<ModelVersion> versionsOf(Collection<String> runs) {
        var filter = "run_id IN ('" + String.join("','", runs) + "')";
        var found = new ArrayList<ModelVersion>();
        @Nullable String token = null;
        do {
            var page = versions.search(new RegistryQuery(filter, VERSIONS, List.of(), token));
            found.addAll(page.items());
            token = page.nextToken();
        } while (token != null);
        return found;
    }
}
