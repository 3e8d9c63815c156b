package dev.rondo.serving;

import dev.rondo.measures.ArmTotal;
import dev.rondo.measures.GuardState;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail as it stands: money per decision, candidate beside control.
 *
 * @param pairs comparisons so far
 * @param controlMean null without an outcome
 * @param margin the loss per decision that is tolerated
 * @param harm the greatest evidence so far that the candidate loses more than the margin
 * @param harmThreshold at or above it the release rolls back
 * @param safe the greatest evidence so far that it loses less than the margin
 * @param safeThreshold at or above it the guardrail allows promotion
 */
public record GuardFigures(
        long pairs,
        long controlOutcomes,
        long candidateOutcomes,
        @Nullable Double controlMean,
        @Nullable Double candidateMean,
        double margin,
        double harm,
        double harmThreshold,
        double safe,
        double safeThreshold) {

    static GuardFigures of(Release release, GuardState guard) {
        return new GuardFigures(
                guard.pairs(),
                guard.control().n(),
                guard.canary().n(),
                mean(guard.control()),
                mean(guard.canary()),
                release.margin(),
                guard.harm().peak(),
                Judge.harmThreshold(release.plan()),
                guard.safe().peak(),
                Judge.safeThreshold(release.plan()));
    }

    private static @Nullable Double mean(ArmTotal arm) {
        return arm.n() == 0 ? null : arm.mean();
    }
}
