package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.data.DatasetVersion;
import dev.rondo.inference.LoadedModel;
import dev.rondo.pipelines.Pipeline;
import dev.rondo.pipelines.RunFilter;
import dev.rondo.pipelines.RunView;
import dev.rondo.pipelines.Runs;
import dev.rondo.pipelines.TaskStatus;
import dev.rondo.serving.Endpoints;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import dev.rondo.training.GateSpec;
import dev.rondo.training.TrainingPlan;
import dev.rondo.training.TrainingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The loop's runs: starting them, finding those of an endpoint, waking those that wait. */
final class LoopRuns {
    private static final int RECENT = 50;
    private static final long GLANCE_MILLIS = 5;

    private final Db db;
    private final Runs runs;
    private final Endpoints endpoints;
    private final Function<String, LoadedModel> liveModel;
    private final Runnable wakeWorker;

    LoopRuns(
            Db db,
            Runs runs,
            Endpoints endpoints,
            Function<String, LoadedModel> liveModel,
            Runnable wakeWorker) {
        this.db = db;
        this.runs = runs;
        this.endpoints = endpoints;
        this.liveModel = liveModel;
        this.wakeWorker = wakeWorker;
    }

    void start(Tx tx, Pipeline pipeline, ObjectNode parameters, String onceKey) {
        runs.start(tx, pipeline, parameters, onceKey);
        tx.afterCommit(wakeWorker);
    }

    String start(Pipeline pipeline, ObjectNode parameters) {
        var id = db.write(tx -> runs.start(tx, pipeline, parameters, null));
        wakeWorker.run();
        return id;
    }

    /** Starts a run, unless one was started with this key. */
    void startOnce(Pipeline pipeline, ObjectNode parameters, String onceKey) {
        db.write(tx -> runs.start(tx, pipeline, parameters, onceKey));
        wakeWorker.run();
    }

    /** The runs of one incident, the newest first. */
    List<RunView> ofIncident(String endpoint, String incident) {
        return of(endpoint).stream()
                .filter(run -> run.parameters().path("incident_id").asText().equals(incident))
                .toList();
    }

    /** An endpoint's runs, the newest first. */
    List<RunView> of(String endpoint) {
        return runs.list(new RunFilter(Loop.PIPELINE, null, null, RECENT)).stream()
                .filter(run -> run.parameters().path("endpoint").asText().equals(endpoint))
                .toList();
    }

    /** Lets waiting runs of an endpoint look at what is new. */
    void wake(String endpoint) {
        for (var run : of(endpoint)) {
            if (!run.status().ended()) {
                db.write(tx -> runs.wake(tx, run.id()));
                wakeWorker.run();
            }
        }
    }

    /**
     * Waits until no task of the endpoint's runs is at work: each has ended, or waits for events.
     *
     * @return false if the time ran out before that
     */
    boolean awaitQuiet(String endpoint, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (of(endpoint).stream().anyMatch(LoopRuns::busy)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(GLANCE_MILLIS);
        }
        return true;
    }

    private static boolean busy(RunView run) {
        return !run.status().ended()
                && run.tasks().stream()
                        .anyMatch(task ->
                                task.status() == TaskStatus.READY
                                        || task.status() == TaskStatus.RUNNING);
    }

    /**
     * The plan that retrains an endpoint's live model: its target, its money, its own kind of data.
     */
    TrainingPlan plan(String endpoint, LoopPolicy policy) {
        var live = endpoints.get(endpoint).live();
        var model = liveModel.apply(endpoint);
        return new TrainingPlan(
                endpoint + "-recent",
                1,
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

    /** What the snapshot hands on: the dataset version, and the plan that trains on it. */
    static ObjectNode snapshot(DatasetVersion version, TrainingPlan plan) {
        var output = ApiJson.object();
        output.put("dataset", version.name())
                .put("version", version.version())
                .put("rows", version.rows())
                .put("digest", version.digest());
        ObjectNode versioned = ApiJson.tree(plan);
        versioned.put("version", version.version());
        output.set("plan", versioned);
        return output;
    }
}
