package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.data.Datasets;
import dev.rondo.data.LoggedRows;
import dev.rondo.monitoring.Alert;
import dev.rondo.monitoring.Incident;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.pipelines.Pipeline;
import dev.rondo.pipelines.RunView;
import dev.rondo.pipelines.StepCatalogue;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;
import dev.rondo.pipelines.TaskSpec;
import dev.rondo.pipelines.TaskStatus;
import dev.rondo.serving.ModelRef;
import dev.rondo.serving.ReleaseRequest;
import dev.rondo.serving.ReleaseState;
import dev.rondo.serving.Serving;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The closed loop on one page: an alert becomes a run of this pipeline, once per incident.
 *
 * <pre>
 * alert → diagnose → decide → snapshot → prepare → train → evaluate → gate → register → reference → release
 *            │          │                                              │                            │
 *            │          └ kill switch, cooldown, weekly cap: stop      └ refused: stop              └ promoted or rolled back
 *            └ the data is at fault: stop, and say which column
 * </pre>
 *
 * Every arrow is a stored transition of the run, so a crash at any point loses and doubles nothing
 * (rule 9.1).
 */
final class Loop {
    static final String PIPELINE = "loop";

    private static final Duration QUICK = Duration.ofMinutes(5);

    /** How long a waiting task sleeps at most; new outcomes wake it earlier. */
    private static final Duration NAP = Duration.ofSeconds(30);

    private static final long DAY_MICROS = 86_400_000_000L;

    private final LoopRuns runs;
    private final EndpointSettings settings;
    private final Monitoring monitoring;
    private final Datasets datasets;
    private final LoggedRows loggedRows;
    private final Serving serving;

    Loop(
            LoopRuns runs,
            EndpointSettings settings,
            Monitoring monitoring,
            Datasets datasets,
            LoggedRows loggedRows,
            Serving serving) {
        this.runs = runs;
        this.settings = settings;
        this.monitoring = monitoring;
        this.datasets = datasets;
        this.loggedRows = loggedRows;
        this.serving = serving;
    }

    static Pipeline pipeline() {
        var tasks = new ArrayList<TaskSpec>();
        tasks.add(new TaskSpec("diagnose", "diagnose", List.of(), 3, QUICK));
        tasks.add(new TaskSpec("decide", "decide", List.of("diagnose"), 3, QUICK));
        tasks.add(new TaskSpec("snapshot", "snapshot", List.of("diagnose", "decide"), 3, QUICK));
        tasks.addAll(TrainPipeline.tasks(List.of("snapshot")));
        tasks.add(
                new TaskSpec(
                        "release",
                        "release",
                        List.of("prepare", "evaluate", "register", "reference"),
                        3,
                        QUICK));
        return new Pipeline(PIPELINE, tasks);
    }

    void register(StepCatalogue steps) {
        steps.register("diagnose", this::diagnose);
        steps.register("decide", this::decide);
        steps.register("snapshot", this::snapshot);
        steps.register("release", this::release);
    }

    /**
     * An alert fired: the first of an incident starts the loop, in the transaction that stored it.
     */
    void fired(Tx tx, Alert alert, Incident incident) {
        var parameters = parameters(alert.endpoint(), alert.message());
        of(incident, parameters).put("at", incident.openedAt());
        runs.start(tx, pipeline(), parameters, "incident-" + incident.id());
    }

    /**
     * Tries again for an incident that goes on after its run has ended, once the cooldown is over:
     * there is more data by then. A run that a broken feed blocked is followed by another only
     * after a further alert.
     */
    void reconsider(String endpoint) {
        var incident = monitoring.openIncident(endpoint).orElse(null);
        if (incident == null) {
            return;
        }
        var earlier = runs.ofIncident(endpoint, incident.id());
        long now = watermark(endpoint);
        if (!earlier.isEmpty() && isDue(endpoint, earlier.getFirst(), now)) {
            var parameters = parameters(endpoint, "the incident goes on");
            of(incident, parameters).put("at", now);
            runs.startOnce(
                    pipeline(), parameters, "incident-" + incident.id() + "-" + earlier.size());
        }
    }

    private boolean isDue(String endpoint, RunView last, long now) {
        long then = last.parameters().path("at").asLong();
        long cooldown = settings.policy(endpoint).cooldownSeconds() * 1_000_000;
        boolean blocked = last.task("diagnose").status() == TaskStatus.STOPPED;
        return last.status().ended()
                && now >= then + cooldown
                && (!blocked || alertSince(endpoint, then));
    }

    private boolean alertSince(String endpoint, long time) {
        return monitoring.alerts(endpoint).stream()
                .map(Alert::firedAt)
                .anyMatch(fired -> fired != null && fired > time);
    }

    /**
     * A person asks for it: the rows since the open incident's onset, or the latest ones there are.
     */
    String retrain(String endpoint, String reason) {
        serving.endpoints().get(endpoint);
        var parameters = parameters(endpoint, reason);
        monitoring.openIncident(endpoint).ifPresent(incident -> of(incident, parameters));
        return runs.start(pipeline(), parameters);
    }

    private static ObjectNode parameters(String endpoint, String reason) {
        return ApiJson.object().put("endpoint", endpoint).put("reason", reason);
    }

    private static ObjectNode of(Incident incident, ObjectNode parameters) {
        return parameters.put("incident_id", incident.id()).put("onset", incident.onset());
    }

    /** Event time up to which all is seen; the beginning of time before the first window closed. */
    private long watermark(String endpoint) {
        var status = monitoring.status(endpoint).orElse(null);
        var watermark = status == null ? null : status.watermark();
        return watermark == null ? Long.MIN_VALUE : watermark;
    }

    /** Rule 9.3: why, before anything else. A broken feed blocks retraining. */
    private TaskOutcome diagnose(StepContext context) {
        var incident = context.parameters().path("incident_id");
        if (incident.isMissingNode()) {
            return new TaskOutcome.Succeeded(
                    ApiJson.object().put("diagnosis", "none: asked for by hand"));
        }
        var diagnosis = monitoring.diagnose(incident.asText());
        var output = ApiJson.tree(diagnosis.result());
        if (diagnosis.result().blocksRetraining()) {
            return new TaskOutcome.Stopped(
                    "the data is at fault, so nothing is retrained: "
                            + diagnosis.result().message(),
                    output);
        }
        if (!diagnosis.result().complete()) {
            return incidentIsOver(context)
                    ? stopped("the incident ended before its cause was clear")
                    : new TaskOutcome.Waiting(NAP, diagnosis.result().message(), output);
        }
        return new TaskOutcome.Succeeded(output);
    }

    /** Kill switch, cooldown and weekly cap, on event time. */
    private TaskOutcome decide(StepContext context) {
        var endpoint = endpoint(context);
        var policy = settings.policy(endpoint);
        if (!policy.automatic()) {
            return stopped(
                    "retraining is switched off for "
                            + endpoint
                            + " (PUT /api/v1/endpoints/"
                            + endpoint
                            + "/loop)");
        }
        var at = context.parameters().path("at");
        if (at.isMissingNode()) {
            return new TaskOutcome.Succeeded(ApiJson.object().put("decision", "asked for by hand"));
        }
        long now = at.asLong();
        if (settings.retrainingsSince(
                        endpoint, context.runId(), now - policy.cooldownSeconds() * 1_000_000)
                > 0) {
            return stopped(
                    "the last retraining is less than the cooldown of "
                            + policy.cooldownSeconds()
                            + " s ago");
        }
        if (settings.retrainingsSince(endpoint, context.runId(), now - 7 * DAY_MICROS)
                >= policy.weeklyCap()) {
            return stopped("the weekly cap of " + policy.weeklyCap() + " retrainings is reached");
        }
        settings.retraining(endpoint, context.runId(), now);
        return new TaskOutcome.Succeeded(ApiJson.object().put("decision", "retrain"));
    }

    /**
     * The served rows of closed windows since the onset, with their outcomes, as a dataset version.
     * What is still coming in is left out, so the same events give the same rows (rule 6.3).
     */
    private TaskOutcome snapshot(StepContext context) {
        var endpoint = endpoint(context);
        var policy = settings.policy(endpoint);
        long onset = context.parameters().path("onset").asLong(Long.MIN_VALUE);
        try {
            var table = loggedRows.rows(endpoint, onset, until(context), policy.maximumRows());
            if (table.rows() >= policy.minimumRows()) {
                var plan = runs.plan(endpoint, policy);
                var version =
                        datasets.write(
                                plan.dataset(),
                                table,
                                plan.target(),
                                Map.of("endpoint", endpoint, "run", context.runId()));
                return new TaskOutcome.Succeeded(LoopRuns.snapshot(version, plan));
            }
            return scarce(context, table.rows(), policy);
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
                ? watermark(endpoint(context))
                : Long.MAX_VALUE;
    }

    private TaskOutcome scarce(StepContext context, int rows, LoopPolicy policy) {
        var reason = rows + " of " + policy.minimumRows() + " recent rows with an outcome";
        return incidentIsOver(context)
                ? stopped("the incident ended with only " + reason)
                : new TaskOutcome.Waiting(NAP, reason, ApiJson.object());
    }

    /** Shadow, canary, and what the guardrails make of it. */
    private TaskOutcome release(StepContext context) {
        var endpoint = endpoint(context);
        var registered = TrainPipeline.input(context, "register");
        var candidate =
                new ModelRef(registered.path("model").asText(), registered.path("version").asInt());
        var evidence = ApiJson.object();
        evidence.set("test", TrainPipeline.input(context, "evaluate").path("test"));
        evidence.put("run_id", context.runId());
        var request =
                new ReleaseRequest(
                        endpoint,
                        candidate,
                        settings.policy(endpoint).plan(),
                        evidence,
                        "the loop",
                        context.idempotencyKey());
        var begun = serving.releases().start(request);
        var status = serving.releases().status(begun.id());
        var output =
                ApiJson.object()
                        .put("release_id", begun.id())
                        .put("state", status.release().state().name());
        if (status.release().state() == ReleaseState.ROLLED_BACK) {
            return new TaskOutcome.Stopped(
                    "version " + candidate.version() + " was rolled back", output);
        }
        return status.release().state().inFlight()
                ? new TaskOutcome.Waiting(NAP, status.waitingFor(), output)
                : new TaskOutcome.Succeeded(output);
    }

    private boolean incidentIsOver(StepContext context) {
        var id = context.parameters().path("incident_id").asText("");
        return !id.isEmpty()
                && monitoring
                        .openIncident(endpoint(context))
                        .filter(incident -> incident.id().equals(id))
                        .isEmpty();
    }

    private static String endpoint(StepContext context) {
        return context.parameters().path("endpoint").asText();
    }

    private static TaskOutcome stopped(String reason) {
        return new TaskOutcome.Stopped(reason, ApiJson.object().put("decision", "stopped"));
    }
}
