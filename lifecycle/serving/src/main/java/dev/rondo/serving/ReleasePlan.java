package dev.rondo.serving;

import dev.rondo.base.RondoException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a candidate is to be proven.
 *
 * @param shadowMinimum requests with an outcome on which it is compared in shadow first; 0 is no
 *     shadow
 * @param stages canary weights, rising; at least one
 * @param alpha the probability, over the whole release, of rolling back a harmless candidate, and
 *     of promoting a harmful one
 * @param margin the loss of money per decision that is tolerated; null is 2% of the gains' range
 * @param maximumPairs comparisons in canary after which the proof is inconclusive and a person is
 *     asked
 * @param automatic whether a proven candidate goes live by itself; otherwise it waits for a person
 */
public record ReleasePlan(
        long shadowMinimum,
        List<CanaryStage> stages,
        double alpha,
        @Nullable Double margin,
        long maximumPairs,
        boolean automatic) {
    public static final int MAX_STAGES = 20;

    public ReleasePlan {
        stages = List.copyOf(stages);
        check(shadowMinimum >= 0, "shadow_minimum", "0 or more");
        check(!stages.isEmpty() && stages.size() <= MAX_STAGES, "stages", "1 to 20 stages");
        for (int i = 1; i < stages.size(); i++) {
            check(
                    stages.get(i).weight() > stages.get(i - 1).weight(),
                    "stages",
                    "weights that rise from stage to stage");
        }
        check(alpha > 0 && alpha <= 0.5, "alpha", "a probability above 0, at most 0.5");
        check(
                margin == null || (margin > 0 && Double.isFinite(margin)),
                "margin",
                "an amount of money above 0");
        long minima = stages.stream().mapToLong(CanaryStage::minimumPairs).sum();
        check(
                maximumPairs > 0 && maximumPairs >= minima,
                "maximum_pairs",
                "a maximum that the stages' minima together can reach");
    }

    private static void check(boolean right, String field, String need) {
        if (!right) {
            throw RondoException.user("plan.invalid", "the plan needs " + need)
                    .at("plan." + field)
                    .next("mend the field, or leave it out for the default");
        }
    }

    /** 200 pairs in shadow, then 10% and 50% with 200 pairs each, alpha 0.05, at most 20,000. */
    public static ReleasePlan standard() {
        var stages = List.of(new CanaryStage(0.1, 200), new CanaryStage(0.5, 200));
        return new ReleasePlan(200, stages, 0.05, null, 20_000, true);
    }
}
