package dev.rondo.inference;

import dev.rondo.base.RondoException;
import dev.rondo.measures.CostMatrix;

/**
 * How a score becomes a decision.
 *
 * @param threshold in [0, 1]; a score at or above it means to act
 * @param gains the money per decision from which the threshold was found
 * @param version names this policy in every record of a decision
 */
public record DecisionPolicy(double threshold, CostMatrix gains, String version) {
    public DecisionPolicy {
        if (!(threshold >= 0 && threshold <= 1) || version.isEmpty()) {
            throw RondoException.user("policy.invalid", "the decision policy cannot be used")
                    .because("it needs a threshold from 0 to 1 and a version")
                    .next("mend the policy");
        }
    }

    public boolean decide(double score) {
        return score >= threshold;
    }
}
