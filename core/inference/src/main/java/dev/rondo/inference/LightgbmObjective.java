package dev.rondo.inference;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code predict} of LightGBM makes of raw scores.
 *
 * @param sigmoid the factor of a score before the logistic function
 */
record LightgbmObjective(Answer answer, double sigmoid) {
    enum Answer {
        SCORE,
        SQUARE,
        EXPONENTIAL,
        PROBABILITY,
        /** log(1 + exp(score)). */
        SOFTPLUS,
        /** Probabilities of classes that exclude each other. */
        PROBABILITIES
    }

    private static final Pattern SIGMOID = Pattern.compile("[0-9.]{1,20}(e[-+]?[0-9]{1,2})?");

    /**
     * @param text the file's line, such as {@code binary sigmoid:1}; empty for a function of the
     *     trainer's own
     */
    static LightgbmObjective of(String text) {
        var words = List.of(text.strip().split(" ", 20));
        var answer =
                switch (words.getFirst()) {
                    case "regression" -> words.contains("sqrt") ? Answer.SQUARE : Answer.SCORE;
                    case "regression_l1", "huber", "fair", "quantile", "mape" -> Answer.SCORE;
                    case "lambdarank", "rank_xendcg", "custom", "" -> Answer.SCORE;
                    case "poisson", "gamma", "tweedie" -> Answer.EXPONENTIAL;
                    case "binary", "multiclassova", "cross_entropy" -> Answer.PROBABILITY;
                    case "cross_entropy_lambda" -> Answer.SOFTPLUS;
                    case "multiclass" -> Answer.PROBABILITIES;
                    default ->
                            throw ModelErrors.unsupported("the objective is not run")
                                    .at("objective=" + shown(text));
                };
        return new LightgbmObjective(answer, sigmoid(words));
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static double sigmoid(List<String> words) {
        for (var word : words) {
            if (word.startsWith("sigmoid:")) {
                var number = word.substring("sigmoid:".length());
                if (!SIGMOID.matcher(number).matches()) {
                    throw ModelErrors.invalid("sigmoid is no number");
                }
                return Double.parseDouble(number);
            }
        }
        return 1;
    }

    /**
     * @param scores of rows that stand one after another; they become the answers
     */
    void apply(double[] scores, int outputs) {
        if (answer == Answer.PROBABILITIES) {
            for (int start = 0; start < scores.length; start += outputs) {
                softmax(scores, start, start + outputs);
            }
        } else if (answer != Answer.SCORE) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = one(scores[i]);
            }
        }
    }

    private double one(double score) {
        return switch (answer) {
            case SQUARE -> Math.signum(score) * score * score;
            case EXPONENTIAL -> DoubleExponential.of(score);
            case PROBABILITY -> 1 / (1 + DoubleExponential.of(-sigmoid * score));
            case SOFTPLUS -> StrictMath.log1p(DoubleExponential.of(score));
            case SCORE, PROBABILITIES -> score;
        };
    }

    static void softmax(double[] values, int start, int end) {
        double greatest = values[start];
        for (int i = start + 1; i < end; i++) {
            greatest = Math.max(values[i], greatest);
        }
        double sum = 0;
        for (int i = start; i < end; i++) {
            values[i] = DoubleExponential.of(values[i] - greatest);
            sum += values[i];
        }
        for (int i = start; i < end; i++) {
            values[i] /= sum;
        }
    }
}
