package dev.rondo.server;

import dev.rondo.monitoring.Monitoring;
import dev.rondo.pipelines.Step;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;

/** Rule 9.3: why, before anything else. A broken feed blocks retraining. */
final class DiagnoseStep implements Step {
    private final Monitoring monitoring;
    private final Incidents incidents;

    DiagnoseStep(Monitoring monitoring, Incidents incidents) {
        this.monitoring = monitoring;
        this.incidents = incidents;
    }

    @Override
    public TaskOutcome run(StepContext context) {
        var incident = context.parameters().path("incident_id");
        if (incident.isMissingNode()) {
            return new TaskOutcome.Succeeded(
                    ApiJson.object().put("diagnosis", "none: asked for by hand"));
        }
        var result = monitoring.diagnose(incident.asText()).result();
        var output = ApiJson.tree(result);
        if (result.blocksRetraining()) {
            return new TaskOutcome.Stopped(
                    "the data is at fault, so nothing is retrained: " + result.message(), output);
        }
        if (result.complete()) {
            return new TaskOutcome.Succeeded(output);
        }
        return incidents.isOver(context)
                ? LoopRuns.stopped("the incident ended before its cause was clear")
                : new TaskOutcome.Waiting(LoopRuns.NAP, result.message(), output);
    }
}
