package dev.rondo.serving;

import dev.rondo.measures.GuardState;
import java.util.Optional;

/**
 * Decides what the evidence asks for. A pure function, asked after every outcome, so that a
 * decision falls at the same pair however the outcomes were parcelled (rule 6.3).
 */
final class Judge {
    /** A candidate whose rows take longer in shadow, on average, does not go on (rule 7.5). */
    static final double SHADOW_LIMIT_MICROS = 50_000;

    private Judge() {}

    /**
     * Rule 7.3's m/alpha: with a shadow, its comparison and the canary's are two chances to roll a
     * harmless candidate back.
     */
    static double harmThreshold(ReleasePlan plan) {
        return (plan.shadowMinimum() > 0 ? 2 : 1) / plan.alpha();
    }

    /**
     * Promotion rests on the canary's guardrail alone, which a harmful candidate passes with
     * probability alpha at most; there is nothing to divide among several.
     */
    static double safeThreshold(ReleasePlan plan) {
        return 1 / plan.alpha();
    }

    static Optional<ReleaseEvent> judge(Lineup lineup, Progress progress, TrafficTotal traffic) {
        var release = lineup.challenger();
        var guard = guard(release, progress);
        if (guard.harm().peak() >= harmThreshold(release.plan())) {
            var reason = "the candidate loses more money per decision than the margin allows";
            return Optional.of(
                    new ReleaseEvent.RolledBack(evidence(release, progress, traffic, reason)));
        }
        if (waits(lineup, release)) {
            return Optional.empty();
        }
        return switch (release.state()) {
            case GATED ->
                    Optional.of(
                            new ReleaseEvent.Begun(
                                    evidence(release, progress, traffic, "the gates passed")));
            case SHADOW -> afterShadow(release, progress, traffic);
            case CANARY -> inCanary(release, progress, traffic);
            default -> Optional.empty();
        };
    }

    private static boolean waits(Lineup lineup, Release release) {
        var hold = release.hold();
        return hold != null && (hold.asksPerson() || lineup.frozen());
    }

    private static Optional<ReleaseEvent> afterShadow(
            Release release, Progress progress, TrafficTotal traffic) {
        if (progress.shadow().pairs() < release.plan().shadowMinimum()) {
            return Optional.empty();
        }
        var micros = traffic.shadow().meanMicros();
        if (micros != null && micros > SHADOW_LIMIT_MICROS) {
            var reason = "in shadow a row took " + micros.longValue() + " us on average";
            return Optional.of(
                    new ReleaseEvent.RolledBack(evidence(release, progress, traffic, reason)));
        }
        return Optional.of(
                new ReleaseEvent.ShadowPassed(
                        evidence(
                                release,
                                progress,
                                traffic,
                                "shadow has its minimum, without harm")));
    }

    private static Optional<ReleaseEvent> inCanary(
            Release release, Progress progress, TrafficTotal traffic) {
        boolean safe = progress.canary().safe().peak() >= safeThreshold(release.plan());
        long minimum = release.plan().stages().get(release.stage()).minimumPairs();
        if (progress.stagePairs() >= minimum && (safe || !release.lastStage())) {
            return Optional.of(forward(release, progress, traffic));
        }
        if (!safe && progress.canary().pairs() >= release.plan().maximumPairs()) {
            var reason = "the maximum of pairs brought no proof";
            return Optional.of(
                    new ReleaseEvent.Held(
                            Hold.INCONCLUSIVE, evidence(release, progress, traffic, reason)));
        }
        return Optional.empty();
    }

    private static ReleaseEvent forward(Release release, Progress progress, TrafficTotal traffic) {
        if (traffic.ratioAlarm()) {
            var reason = "the canary's share of entities is not the stated weight";
            return new ReleaseEvent.Held(
                    Hold.SAMPLE_RATIO, evidence(release, progress, traffic, reason));
        }
        return release.lastStage()
                ? new ReleaseEvent.Proven(
                        evidence(
                                release,
                                progress,
                                traffic,
                                "every guardrail lies within its margin"))
                : new ReleaseEvent.StagePassed(
                        evidence(
                                release,
                                progress,
                                traffic,
                                "the stage has its minimum, without harm"));
    }

    private static GuardState guard(Release release, Progress progress) {
        return release.state() == ReleaseState.SHADOW ? progress.shadow() : progress.canary();
    }

    private static Evidence evidence(
            Release release, Progress progress, TrafficTotal traffic, String reason) {
        return new Evidence(reason, null, Figures.of(release, progress, traffic));
    }
}
