package dev.rondo.serving;

import dev.rondo.measures.CostMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A candidate on its way to live.
 *
 * @param number counts the endpoint's releases, from 1
 * @param control the live version against which it is measured; null for an endpoint's first
 * @param gains the control's, by which both arms' money is counted
 * @param salt of this release alone, so that another release meets other entities first
 * @param stage the canary stage, from 0; 0 outside CANARY
 */
public record Release(
        String id,
        String endpoint,
        long number,
        ModelRef candidate,
        @Nullable ModelRef control,
        ReleasePlan plan,
        CostMatrix gains,
        String salt,
        ReleaseState state,
        int stage,
        @Nullable Hold hold,
        long createdAt) {

    /** The candidate's share of the traffic. */
    public double weight() {
        return switch (state) {
            case CANARY -> plan.stages().get(stage).weight();
            case LIVE -> 1;
            default -> 0;
        };
    }

    boolean lastStage() {
        return stage == plan.stages().size() - 1;
    }

    /** The tolerated loss of money per decision. */
    public double margin() {
        var given = plan.margin();
        return given == null ? 0.02 * gains.range() : given;
    }

    Release to(ReleaseState next, int nextStage, @Nullable Hold nextHold) {
        return new Release(
                id, endpoint, number, candidate, control, plan, gains, salt, next, nextStage,
                nextHold, createdAt);
    }
}
