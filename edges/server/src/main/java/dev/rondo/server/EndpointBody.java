package dev.rondo.server;

import dev.rondo.monitoring.MonitorSpec;
import dev.rondo.serving.CanaryStage;
import dev.rondo.serving.FailurePolicy;
import dev.rondo.serving.ReleasePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies that make and steer endpoints; what is left out keeps its default. */
record EndpointBody(
        @Nullable String name,
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String approver,
        @Nullable FailurePolicy journalPolicy,
        @Nullable Monitor monitor,
        @Nullable LoopBody loop) {
    private static final long HOUR_SECONDS = 3600;

    /** See {@link MonitorSpec}. */
    record Monitor(
            @Nullable Long windowSeconds,
            @Nullable Long latenessSeconds,
            @Nullable Integer badWindows,
            @Nullable Integer ofWindows,
            @Nullable Double psiThreshold,
            @Nullable Double alpha,
            @Nullable Long minimumRows) {
        static final Monitor STANDARD = new Monitor(null, null, null, null, null, null, null);

        MonitorSpec spec(String endpoint) {
            var standard =
                    MonitorSpec.of(
                            endpoint, micros(windowSeconds == null ? HOUR_SECONDS : windowSeconds));
            return new MonitorSpec(
                    endpoint,
                    standard.windowMicros(),
                    latenessSeconds == null ? standard.latenessMicros() : micros(latenessSeconds),
                    badWindows == null ? standard.badWindows() : badWindows,
                    ofWindows == null ? standard.ofWindows() : ofWindows,
                    psiThreshold == null ? standard.psiThreshold() : psiThreshold,
                    alpha == null ? standard.alpha() : alpha,
                    minimumRows == null ? standard.minimumRows() : minimumRows,
                    standard.matureCoverage(),
                    standard.maturityMicros(),
                    standard.idleMicros());
        }

        private static long micros(long seconds) {
            return Math.multiplyExact(seconds, 1_000_000L);
        }
    }

    /** See {@link LoopPolicy}. */
    record LoopBody(
            @Nullable Boolean automatic,
            @Nullable Long cooldownSeconds,
            @Nullable Integer weeklyCap,
            @Nullable Integer minimumRows,
            @Nullable Integer maximumRows,
            @Nullable Long seed,
            @Nullable Plan plan) {

        LoopPolicy over(LoopPolicy former) {
            return new LoopPolicy(
                    automatic == null ? former.automatic() : automatic,
                    cooldownSeconds == null ? former.cooldownSeconds() : cooldownSeconds,
                    weeklyCap == null ? former.weeklyCap() : weeklyCap,
                    minimumRows == null ? former.minimumRows() : minimumRows,
                    maximumRows == null ? former.maximumRows() : maximumRows,
                    seed == null ? former.seed() : seed,
                    plan == null ? former.plan() : plan.over(former.plan()));
        }
    }

    /** See {@link ReleasePlan}. */
    record Plan(
            @Nullable Long shadowMinimum,
            @Nullable List<CanaryStage> stages,
            @Nullable Double alpha,
            @Nullable Double margin,
            @Nullable Long maximumPairs,
            @Nullable Boolean automatic) {

        ReleasePlan over(ReleasePlan former) {
            return new ReleasePlan(
                    shadowMinimum == null ? former.shadowMinimum() : shadowMinimum,
                    stages == null ? former.stages() : stages,
                    alpha == null ? former.alpha() : alpha,
                    margin == null ? former.margin() : margin,
                    maximumPairs == null ? former.maximumPairs() : maximumPairs,
                    automatic == null ? former.automatic() : automatic);
        }
    }
}
