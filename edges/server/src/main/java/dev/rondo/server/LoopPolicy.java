package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.serving.ReleasePlan;

/**
 * What an endpoint's loop may do by itself (rule 9.3).
 *
 * @param automatic the kill switch: false stops every retraining
 * @param cooldownSeconds event time between two retrainings
 * @param weeklyCap retrainings in seven days of event time
 * @param minimumRows served rows with outcomes that a retraining needs
 * @param maximumRows the latest rows that it takes
 * @param seed of the training's randomness
 * @param plan how a retrained version is proven
 */
record LoopPolicy(
        boolean automatic,
        long cooldownSeconds,
        int weeklyCap,
        int minimumRows,
        int maximumRows,
        long seed,
        ReleasePlan plan) {
    private static final long DAY = 86_400;
    static final LoopPolicy STANDARD =
            new LoopPolicy(true, DAY, 3, 3000, 200_000, 1, ReleasePlan.standard());

    LoopPolicy {
        if (cooldownSeconds < 0 || weeklyCap < 0 || minimumRows < 1 || maximumRows < minimumRows) {
            throw RondoException.user("loop.policy", "the loop's policy makes no sense")
                    .because(
                            "cooldown_seconds and weekly_cap are 0 or more, minimum_rows 1 or more, maximum_rows at least minimum_rows")
                    .next("correct the field");
        }
    }
}
