package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.monitoring.Alert;
import dev.rondo.monitoring.Incident;
import dev.rondo.pipelines.Pipeline;
import dev.rondo.pipelines.RunView;
import dev.rondo.pipelines.TaskSpec;
import dev.rondo.pipelines.TaskStatus;
import dev.rondo.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
 * (rule 9.1). What happens at each is told in {@link DiagnoseStep}, {@link DecideStep}, {@link
 * SnapshotStep}, {@link TrainPipeline} and {@link ReleaseStep}.
 */
final class Loop {
    static final String PIPELINE = "loop";

    private static final Duration QUICK = Duration.ofMinutes(5);

    private final LoopRuns runs;
    private final EndpointSettings settings;
    private final Incidents incidents;

    Loop(LoopRuns runs, EndpointSettings settings, Incidents incidents) {
        this.runs = runs;
        this.settings = settings;
        this.incidents = incidents;
    }

    private static Pipeline pipeline() {
        var tasks = new ArrayList<TaskSpec>();
        tasks.add(quick("diagnose", List.of()));
        tasks.add(quick("decide", List.of("diagnose")));
        tasks.add(quick("snapshot", List.of("diagnose", "decide")));
        tasks.addAll(TrainPipeline.tasks(List.of("snapshot")));
        tasks.add(quick("release", List.of("prepare", "evaluate", "register", "reference")));
        return new Pipeline(PIPELINE, tasks);
    }

    private static TaskSpec quick(String step, List<String> needs) {
        return new TaskSpec(step, step, needs, 3, QUICK);
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
        var incident = incidents.open(endpoint).orElse(null);
        if (incident == null) {
            return;
        }
        var earlier = runs.ofIncident(endpoint, incident.id());
        long now = incidents.watermark(endpoint);
        if (!earlier.isEmpty() && isDue(endpoint, earlier.getFirst(), now)) {
            var parameters = parameters(endpoint, "the incident goes on");
            of(incident, parameters).put("at", now);
            var onceKey = "incident-" + incident.id() + "-" + earlier.size();
            runs.start(pipeline(), parameters, onceKey);
        }
    }

    private boolean isDue(String endpoint, RunView last, long now) {
        long then = last.parameters().path("at").asLong();
        long cooldown = settings.policy(endpoint).cooldownSeconds() * 1_000_000;
        boolean blocked = last.task("diagnose").status() == TaskStatus.STOPPED;
        return last.status().ended()
                && now >= then + cooldown
                && (!blocked || incidents.alertSince(endpoint, then));
    }

    /**
     * A person asks for it: the rows since the open incident's onset, or the latest ones there are.
     *
     * @param endpoint that there is
     * @return the run's id
     */
    String retrain(String endpoint, String reason) {
        var parameters = parameters(endpoint, reason);
        incidents.open(endpoint).ifPresent(incident -> of(incident, parameters));
        return runs.start(pipeline(), parameters, null);
    }

    private static ObjectNode parameters(String endpoint, String reason) {
        return ApiJson.object().put("endpoint", endpoint).put("reason", reason);
    }

    private static ObjectNode of(Incident incident, ObjectNode parameters) {
        return parameters.put("incident_id", incident.id()).put("onset", incident.onset());
    }
}
