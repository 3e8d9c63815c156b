package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.data.DatasetVersion;
import dev.rondo.data.Datasets;
import dev.rondo.data.LoggedRows;
import dev.rondo.data.Table;
import dev.rondo.inference.LoadedModel;
import dev.rondo.pipelines.Step;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;
import dev.rondo.serving.Endpoints;
import dev.rondo.training.GateSpec;
import dev.rondo.training.TrainingPlan;
import dev.rondo.training.TrainingSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The served rows of closed windows since the onset, with their outcomes, as a dataset version.
 * What is still coming in is left out, so the same events give the same rows (rule 6.3).
 */
final class SnapshotStep implements Step {
    private final EndpointSettings settings;
    private final Incidents incidents;
    private final Datasets datasets;
    private final LoggedRows loggedRows;
    private final Endpoints endpoints;
    private final Function<String, LoadedModel> liveModel;

    SnapshotStep(
            EndpointSettings settings,
            Incidents incidents,
            Datasets datasets,
            LoggedRows loggedRows,
            Endpoints endpoints,
            Function<String, LoadedModel> liveModel) {
        this.settings = settings;
        this.incidents = incidents;
        this.datasets = datasets;
        this.loggedRows = loggedRows;
        this.endpoints = endpoints;
        this.liveModel = liveModel;
    }

    @Override
    public TaskOutcome run(StepContext context) {
        var endpoint = LoopRuns.endpoint(context);
        var policy = settings.policy(endpoint);
        long onset = context.parameters().path("onset").asLong(Long.MIN_VALUE);
        try {
            var table = loggedRows.rows(endpoint, onset, until(context), policy.maximumRows());
            return table.rows() < policy.minimumRows()
                    ? scarce(context, table.rows(), policy)
                    : new TaskOutcome.Succeeded(snapshot(context, table, policy));
        } catch (RondoException e) {
            if (e.kind() != ErrorKind.UNAVAILABLE) {
                throw e;
            }
            return scarce(context, 0, policy);
        }
    }

    /** Asked for by hand without an incident: all there is. */
    private long until(StepContext context) {
        return context.parameters().has("incident_id")
                ? incidents.watermark(LoopRuns.endpoint(context))
                : Long.MAX_VALUE;
    }

    private TaskOutcome scarce(StepContext context, int rows, LoopPolicy policy) {
        var reason = rows + " of " + policy.minimumRows() + " recent rows with an outcome";
        return incidents.isOver(context)
                ? LoopRuns.stopped("the incident ended with only " + reason)
                : new TaskOutcome.Waiting(LoopRuns.NAP, reason, ApiJson.object());
    }

    /** What it hands on: the dataset version, and the plan that trains on it. */
    private ObjectNode snapshot(StepContext context, Table table, LoopPolicy policy) {
        var endpoint = LoopRuns.endpoint(context);
        var target = liveModel.apply(endpoint).target().column();
        var source = Map.of("endpoint", endpoint, "run", context.runId());
        var version = datasets.write(endpoint + "-recent", table, target, source);
        var output = ApiJson.object();
        output.put("dataset", version.name())
                .put("version", version.version())
                .put("rows", version.rows())
                .put("digest", version.digest());
        output.set("plan", ApiJson.tree(plan(endpoint, version, policy)));
        return output;
    }

    /**
     * The plan that retrains an endpoint's live model: its target, its money, its own kind of data.
     */
    private TrainingPlan plan(String endpoint, DatasetVersion version, LoopPolicy policy) {
        var live = endpoints.get(endpoint).live();
        var model = liveModel.apply(endpoint);
        return new TrainingPlan(
                version.name(),
                version.version(),
                live.name(),
                model.target().column(),
                model.target().positive(),
                null,
                List.of(),
                model.policy().gains(),
                Map.of(),
                TrainingSpec.ROUNDS,
                policy.seed(),
                GateSpec.DEFAULT,
                live.toString(),
                TrainingSpec.TIMEOUT.toSeconds(),
                TrainingSpec.MEMORY_MB);
    }
}
