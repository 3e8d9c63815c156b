package dev.rondo.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.pipelines.Pipeline;
import dev.rondo.pipelines.RunFilter;
import dev.rondo.pipelines.RunStatus;
import dev.rondo.pipelines.RunView;
import dev.rondo.pipelines.Runs;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;
import dev.rondo.store.Db;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop's runs: starting them, finding those of an endpoint, waking those that wait. */
final class LoopRuns {
    /** How long a waiting task sleeps at most; new outcomes wake it earlier. */
    static final Duration NAP = Duration.ofSeconds(30);

    private static final int RECENT = 50;

    private final Db db;
    private final Runs runs;
    private final Runnable wakeWorker;

    LoopRuns(Db db, Runs runs, Runnable wakeWorker) {
        this.db = db;
        this.runs = runs;
        this.wakeWorker = wakeWorker;
    }

    /**
     * Starts a run about the endpoint that its parameters name.
     *
     * @param onceKey if a run was started with it, that one stays the only one
     */
    String start(Tx tx, Pipeline pipeline, ObjectNode parameters, @Nullable String onceKey) {
        tx.afterCommit(wakeWorker);
        return runs.start(tx, pipeline, endpoint(parameters), parameters, onceKey);
    }

    String start(Pipeline pipeline, ObjectNode parameters, @Nullable String onceKey) {
        return db.write(tx -> start(tx, pipeline, parameters, onceKey));
    }

    /** The recent runs of one incident, the newest first. */
    List<RunView> ofIncident(String endpoint, String incident) {
        return of(endpoint).stream()
                .filter(run -> run.parameters().path("incident_id").asText().equals(incident))
                .toList();
    }

    /** An endpoint's recent runs, the newest first. */
    List<RunView> of(String endpoint) {
        return runs.list(filter(endpoint, null));
    }

    private static RunFilter filter(String endpoint, @Nullable RunStatus status) {
        return new RunFilter(Loop.PIPELINE, endpoint, status, null, RECENT);
    }

    /** Lets waiting runs of an endpoint look at what is new. */
    void wake(String endpoint) {
        for (var run : runs.list(filter(endpoint, RunStatus.RUNNING))) {
            db.write(tx -> runs.wake(tx, run.id()));
            wakeWorker.run();
        }
    }

    /**
     * Waits until no task of the endpoint's runs is at work: each has ended, or waits for events.
     *
     * @return false if the time ran out before that
     */
    boolean awaitQuiet(String endpoint, Duration atMost) throws InterruptedException {
        return runs.awaitQuiet(filter(endpoint, RunStatus.RUNNING), atMost);
    }

    /** The endpoint that a step's run is about. */
    static String endpoint(StepContext context) {
        return endpoint(context.parameters());
    }

    private static String endpoint(JsonNode parameters) {
        return parameters.path("endpoint").asText();
    }

    /** A step ends its run for a good reason. */
    static TaskOutcome stopped(String reason) {
        return new TaskOutcome.Stopped(reason, ApiJson.object().put("decision", "stopped"));
    }
}
