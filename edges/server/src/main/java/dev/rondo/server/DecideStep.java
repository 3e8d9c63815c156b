package dev.rondo.server;

import dev.rondo.pipelines.Step;
import dev.rondo.pipelines.StepContext;
import dev.rondo.pipelines.TaskOutcome;
import org.jspecify.annotations.Nullable;

/** Rule 9.3: kill switch, cooldown and weekly cap, on event time. */
final class DecideStep implements Step {
    private static final long WEEK_MICROS = 7 * 86_400_000_000L;

    private final EndpointSettings settings;

    DecideStep(EndpointSettings settings) {
        this.settings = settings;
    }

    @Override
    public TaskOutcome run(StepContext context) {
        var endpoint = LoopRuns.endpoint(context);
        var policy = settings.policy(endpoint);
        if (!policy.automatic()) {
            return LoopRuns.stopped(
                    "retraining is switched off for %s (PUT /api/v1/endpoints/%s/loop)"
                            .formatted(endpoint, endpoint));
        }
        var at = context.parameters().path("at");
        if (at.isMissingNode()) {
            return new TaskOutcome.Succeeded(ApiJson.object().put("decision", "asked for by hand"));
        }
        var tooSoon = tooSoon(context, policy, at.asLong());
        if (tooSoon != null) {
            return LoopRuns.stopped(tooSoon);
        }
        settings.retraining(endpoint, context.runId(), at.asLong());
        return new TaskOutcome.Succeeded(ApiJson.object().put("decision", "retrain"));
    }

    private @Nullable String tooSoon(StepContext context, LoopPolicy policy, long now) {
        long cooldown = policy.cooldownSeconds() * 1_000_000;
        if (retrainings(context, now - cooldown) > 0) {
            return "the last retraining is less than the cooldown of "
                    + policy.cooldownSeconds()
                    + " s ago";
        }
        return retrainings(context, now - WEEK_MICROS) >= policy.weeklyCap()
                ? "the weekly cap of " + policy.weeklyCap() + " retrainings is reached"
                : null;
    }

    private long retrainings(StepContext context, long since) {
        return settings.retrainingsSince(LoopRuns.endpoint(context), context.runId(), since);
    }
}
