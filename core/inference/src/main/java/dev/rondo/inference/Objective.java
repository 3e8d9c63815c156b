package dev.rondo.inference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a model of XGBoost was trained for: it decides what base score and margin mean. */
enum Objective {
    BINARY_LOGISTIC("binary:logistic", Link.LOGIT, Answer.PROBABILITY),
    BINARY_LOGITRAW("binary:logitraw", Link.NONE, Answer.MARGIN),
    BINARY_HINGE("binary:hinge", Link.NONE, Answer.SIGN),
    MULTI_SOFTMAX("multi:softmax", Link.NONE, Answer.CLASS),
    MULTI_SOFTPROB("multi:softprob", Link.NONE, Answer.PROBABILITIES),
    SQUARED_ERROR("reg:squarederror", Link.NONE, Answer.MARGIN),
    LINEAR("reg:linear", Link.NONE, Answer.MARGIN),
    SQUARED_LOG_ERROR("reg:squaredlogerror", Link.NONE, Answer.MARGIN),
    LOGISTIC("reg:logistic", Link.LOGIT, Answer.PROBABILITY),
    PSEUDO_HUBER_ERROR("reg:pseudohubererror", Link.NONE, Answer.MARGIN),
    ABSOLUTE_ERROR("reg:absoluteerror", Link.NONE, Answer.MARGIN),
    QUANTILE_ERROR("reg:quantileerror", Link.NONE, Answer.MARGIN),
    GAMMA("reg:gamma", Link.LOG, Answer.EXPONENTIAL),
    TWEEDIE("reg:tweedie", Link.LOG, Answer.EXPONENTIAL),
    POISSON("count:poisson", Link.LOG, Answer.EXPONENTIAL),
    COX("survival:cox", Link.LOG, Answer.EXPONENTIAL),
    AFT("survival:aft", Link.LOG, Answer.EXPONENTIAL),
    RANK_NDCG("rank:ndcg", Link.NONE, Answer.MARGIN),
    RANK_MAP("rank:map", Link.NONE, Answer.MARGIN),
    RANK_PAIRWISE("rank:pairwise", Link.NONE, Answer.MARGIN);

    /** How a base score becomes a margin. */
    private enum Link {
        NONE,
        LOGIT,
        LOG
    }

    /** What {@code predict} makes of margins. */
    private enum Answer {
        MARGIN,
        PROBABILITY,
        SIGN,
        EXPONENTIAL,
        /** A probability for each class. */
        PROBABILITIES,
        /** The number of the class with the greatest margin. */
        CLASS
    }

    private final String xgboostName;
    private final Link link;
    private final Answer answer;

    Objective(String xgboostName, Link link, Answer answer) {
        this.xgboostName = xgboostName;
        this.link = link;
        this.answer = answer;
    }

    static Objective of(String name) {
        for (var objective : values()) {
            if (objective.xgboostName.equals(name)) {
                return objective;
            }
        }
        var known =
                Arrays.stream(values()).map(o -> o.xgboostName).collect(Collectors.joining(", "));
        var shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        throw ModelErrors.unsupported("the objective \"" + shown + "\" is not run")
                .because("what it makes of a margin is not known here")
                .next("train with one of " + known);
    }

    float baseMargin(float baseScore) {
        return switch (link) {
            case NONE -> baseScore;
            case LOGIT -> {
                if (!(baseScore >= 0 && baseScore <= 1)) {
                    throw ModelErrors.invalid("base_score " + baseScore + " is no probability");
                }
                yield Logistic.margin(baseScore);
            }
            case LOG -> {
                if (!(baseScore > 0)) {
                    throw ModelErrors.invalid("base_score " + baseScore + " has no logarithm");
                }
                yield Logistic.log(baseScore);
            }
        };
    }

    /** How many values {@code predict} gives for so many margins of a row. */
    int answers(int outputs) {
        return answer == Answer.CLASS ? 1 : outputs;
    }

    boolean isForClasses() {
        return List.of(Answer.CLASS, Answer.PROBABILITIES).contains(answer);
    }

    /**
     * What {@code predict} gives.
     *
     * @param margins of rows that stand one after another; may be changed and given back
     */
    float[] answers(float[] margins, int outputs) {
        if (answer == Answer.CLASS) {
            return classes(margins, outputs);
        }
        if (answer == Answer.PROBABILITIES) {
            for (int start = 0; start < margins.length; start += outputs) {
                softmax(margins, start, start + outputs);
            }
        } else if (answer != Answer.MARGIN) {
            for (int i = 0; i < margins.length; i++) {
                margins[i] = score(margins[i]);
            }
        }
        return margins;
    }

    /** What becomes of one margin, where each stands for itself. */
    float score(float margin) {
        return switch (answer) {
            case PROBABILITY -> Logistic.probability(margin);
            case SIGN -> margin > 0 ? 1 : 0;
            case EXPONENTIAL -> Exponential.of(margin);
            case MARGIN, PROBABILITIES, CLASS -> margin;
        };
    }

    private static float[] classes(float[] margins, int outputs) {
        var classes = new float[margins.length / outputs];
        for (int row = 0; row < classes.length; row++) {
            int best = 0;
            for (int i = 1; i < outputs; i++) {
                if (margins[row * outputs + i] > margins[row * outputs + best]) {
                    best = i;
                }
            }
            classes[row] = best;
        }
        return classes;
    }

    /** In XGBoost's own steps: float32, but for the sum. */
    private static void softmax(float[] values, int start, int end) {
        float greatest = values[start];
        for (int i = start + 1; i < end; i++) {
            greatest = Math.max(values[i], greatest);
        }
        double sum = 0;
        for (int i = start; i < end; i++) {
            values[i] = Exponential.of(values[i] - greatest);
            sum += values[i];
        }
        for (int i = start; i < end; i++) {
            values[i] /= (float) sum;
        }
    }
}
