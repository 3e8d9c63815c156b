package dev.rondo.server;

import dev.rondo.pipelines.Step;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;
import dev.rondo.serving.ModelRef;
import dev.rondo.serving.ReleaseRequest;
import dev.rondo.serving.ReleaseState;
import dev.rondo.serving.ReleaseStatus;
import dev.rondo.serving.Serving;

/** Shadow, canary, and what the guardrails make of it. */
final class ReleaseStep implements Step {
    private final EndpointSettings settings;
    private final Serving serving;
    private final LiveModels liveModels;

    ReleaseStep(EndpointSettings settings, Serving serving, LiveModels liveModels) {
        this.settings = settings;
        this.serving = serving;
        this.liveModels = liveModels;
    }

    @Override
    public TaskOutcome run(StepContext context) {
        var request = request(context);
        if (context.waitState() == null) {
            liveModels.expect(request.endpoint(), request.candidate());
        }
        var begun = serving.releases().start(request);
        return outcome(serving.releases().status(begun.id()));
    }

    private ReleaseRequest request(StepContext context) {
        var endpoint = LoopRuns.endpoint(context);
        var registered = TrainPipeline.input(context, "register");
        var candidate =
                new ModelRef(registered.path("model").asText(), registered.path("version").asInt());
        var evidence = ApiJson.object();
        evidence.set("test", TrainPipeline.input(context, "evaluate").path("test"));
        evidence.put("run_id", context.runId());
        return new ReleaseRequest(
                endpoint,
                candidate,
                settings.policy(endpoint).plan(),
                evidence,
                "the loop",
                context.idempotencyKey());
    }

    private static TaskOutcome outcome(ReleaseStatus status) {
        var release = status.release();
        var output =
                ApiJson.object()
                        .put("release_id", release.id())
                        .put("state", release.state().name());
        if (release.state() == ReleaseState.ROLLED_BACK) {
            return new TaskOutcome.Stopped(
                    "version " + release.candidate().version() + " was rolled back", output);
        }
        return release.state().inFlight()
                ? new TaskOutcome.Waiting(LoopRuns.NAP, status.waitingFor(), output)
                : new TaskOutcome.Succeeded(output);
    }
}
