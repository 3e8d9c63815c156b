package dev.rondo.serving;

import dev.rondo.inference.Route;
import dev.rondo.measures.Arm;
import dev.rondo.measures.GuardState;
import dev.rondo.measures.TwoArm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release's evidence from outcomes so far; stored between outcomes.
 *
 * <p>In shadow, live and shadow answer of one request are compared. In canary the arms are compared
 * in blocks (see {@link GuardState}), in the order of the outcomes. The evidence goes on over all
 * canary stages: rows assigned under a former weight keep counting, for assignment is a hash that
 * knows no value, so both arms' means are the same question under any weight. Comparisons count for
 * the stage in which they are made, not for that in which their rows were assigned.
 *
 * @param cursor the last outcome taken
 * @param stageStart the canary's pairs when the present stage began
 * @param taken outcomes taken
 * @param unpaired outcomes taken that could not be compared: no shadow answer, or a row that the
 *     candidate failed on
 * @param late outcomes left out, because they came after the order had passed them
 */
record Progress(
        OutcomeCursor cursor,
        GuardState shadow,
        GuardState canary,
        long stageStart,
        long taken,
        long unpaired,
        long late) {

    static Progress start(Release release) {
        var guard = GuardState.start(TwoArm.money(release.gains(), release.margin()));
        return new Progress(OutcomeCursor.START, guard, guard, 0, 0, 0, 0);
    }

    /** Takes the next outcome, which comes after the cursor. */
    Progress take(Release release, MaturedOutcome outcome, Map<String, Boolean> shadowDecisions) {
        return switch (release.state()) {
            case SHADOW ->
                    takeShadow(release, outcome, shadowDecisions.get(outcome.predictionId()));
            case CANARY -> takeCanary(release, outcome);
            default -> with(outcome, shadow, canary, true);
        };
    }

    private Progress takeShadow(
            Release release, MaturedOutcome outcome, @Nullable Boolean shadowDecision) {
        if (shadowDecision == null || outcome.decision() == null) {
            return with(outcome, shadow, canary, true);
        }
        double control = release.gains().gain(outcome.decision(), outcome.positive());
        double candidate = release.gains().gain(shadowDecision, outcome.positive());
        return with(outcome, shadow.update(control, candidate), canary, false);
    }

    private Progress takeCanary(Release release, MaturedOutcome outcome) {
        boolean sentToCanary = outcome.route() == Route.CANARY;
        var answeredBy = new ModelRef(outcome.model(), outcome.version());
        var arms = sentToCanary ? release.candidate() : release.control();
        if (outcome.decision() == null || !answeredBy.equals(arms)) {
            return with(outcome, shadow, canary, true);
        }
        double gain = release.gains().gain(outcome.decision(), outcome.positive());
        var arm = sentToCanary ? Arm.CANARY : Arm.CONTROL;
        return with(outcome, shadow, canary.observe(arm, gain), false);
    }

    private Progress with(
            MaturedOutcome outcome, GuardState nextShadow, GuardState nextCanary, boolean left) {
        return new Progress(
                outcome.position(),
                nextShadow,
                nextCanary,
                stageStart,
                taken + 1,
                unpaired + (left ? 1 : 0),
                late);
    }

    /** To be called when a canary stage begins. */
    Progress stageBegun() {
        return new Progress(cursor, shadow, canary, canary.pairs(), taken, unpaired, late);
    }

    /**
     * To be called when every outcome behind the cursor is taken.
     *
     * @param known all outcomes of the release
     */
    Progress drained(long known) {
        return new Progress(cursor, shadow, canary, stageStart, taken, unpaired, known - taken);
    }

    long stagePairs() {
        return canary.pairs() - stageStart;
    }
}
