package dev.rondo.training;

import dev.rondo.base.Column;
import dev.rondo.base.RondoException;
import dev.rondo.inference.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One training.
 *
 * @param features the inputs, in the order in which the model takes them
 * @param xgboostParameters what to change in the defaults; see {@link XgboostParameters}
 * @param rounds boosting rounds at most
 * @param earlyStopping rounds without a better validation log-loss after which to stop
 * @param timeout after which the child is killed
 * @param memoryMb what the child may use for its data, on Java's heap and natively together
 */
public record TrainingSpec(
        Target target,
        List<Column> features,
        Map<String, String> xgboostParameters,
        int rounds,
        int earlyStopping,
        long seed,
        Duration timeout,
        long memoryMb) {
    public static final int ROUNDS = 300;
    public static final int MAX_ROUNDS = 10_000;
    public static final int EARLY_STOPPING = 25;
    public static final Duration TIMEOUT = Duration.ofMinutes(30);
    public static final long MEMORY_MB = 3072;

    public TrainingSpec {
        features = List.copyOf(features);
        xgboostParameters = Map.copyOf(xgboostParameters);
        XgboostParameters.check(xgboostParameters);
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw RondoException.user("training.rounds", "rounds is " + rounds)
                    .next("choose 1 to " + MAX_ROUNDS);
        }
        if (earlyStopping < 1) {
            throw RondoException.user("training.early_stopping", "it is " + earlyStopping)
                    .next("choose at least 1 round");
        }
        if (memoryMb < 1 || timeout.isNegative() || timeout.isZero()) {
            throw RondoException.user("training.limits", "time and memory have to be positive")
                    .next("leave them out for the defaults");
        }
    }

    /** A training with the default parameters and limits. */
    public static TrainingSpec of(Target target, List<Column> features, long seed) {
        return new TrainingSpec(
                target, features, Map.of(), ROUNDS, EARLY_STOPPING, seed, TIMEOUT, MEMORY_MB);
    }
}
