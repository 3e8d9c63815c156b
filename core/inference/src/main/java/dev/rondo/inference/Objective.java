package dev.rondo.inference;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a model was trained for: it decides what base score and margin mean. */
enum Objective {
    BINARY_LOGISTIC("binary:logistic") {
        @Override
        float baseMargin(float baseScore) {
            if (!(baseScore >= 0 && baseScore <= 1)) {
                throw ModelErrors.invalid("base_score " + baseScore + " is no probability");
            }
            return Logistic.margin(baseScore);
        }

        @Override
        float score(float margin) {
            return Logistic.probability(margin);
        }
    },
    SQUARED_ERROR("reg:squarederror") {
        @Override
        float baseMargin(float baseScore) {
            return baseScore;
        }

        @Override
        float score(float margin) {
            return margin;
        }
    };

    private final String xgboostName;

    Objective(String xgboostName) {
        this.xgboostName = xgboostName;
    }

    abstract float baseMargin(float baseScore);

    abstract float score(float margin);

    static Objective of(String name) {
        for (var objective : values()) {
            if (objective.xgboostName.equals(name)) {
                return objective;
            }
        }
        var known =
                Arrays.stream(values()).map(o -> o.xgboostName).collect(Collectors.joining(", "));
        throw ModelErrors.unsupported("the objective \"" + name + "\" is not run yet")
                .next("train with one of " + known);
    }
}
