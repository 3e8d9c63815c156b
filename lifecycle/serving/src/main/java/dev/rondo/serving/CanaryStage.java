package dev.rondo.serving;

import dev.rondo.base.RondoException;

/**
 * One step of a canary.
 *
 * @param weight the candidate's share of traffic, above 0 and below 1
 * @param minimumPairs comparisons to be made in this stage before the next step
 */
public record CanaryStage(double weight, long minimumPairs) {
    public CanaryStage {
        if (!(weight > 0 && weight < 1)) {
            throw RondoException.user("plan.weight", weight + " is no canary weight")
                    .at("plan.stages.weight")
                    .because("both arms need traffic")
                    .next("give a share above 0 and below 1, such as 0.1");
        }
        if (minimumPairs < 0) {
            throw RondoException.user("plan.minimum", "a minimum of pairs is 0 or more")
                    .at("plan.stages.minimum_pairs")
                    .next("give a number such as 200");
        }
    }
}
