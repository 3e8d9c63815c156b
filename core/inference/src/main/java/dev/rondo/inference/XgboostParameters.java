package dev.rondo.inference;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The parameters of a model file of XGBoost, checked.
 *
 * @param outputs margins of a row: classes or targets, at least 1
 * @param baseMargins by output: what its sum starts with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record XgboostParameters(Objective objective, int features, int outputs, float[] baseMargins) {
    /** More classes or targets are refused. */
    static final int MAX_OUTPUTS = 10_000;

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][-+]?[0-9]{1,3})?");

    static XgboostParameters of(XgboostFile file) {
        var objective = Objective.of(file.objective);
        int features = whole("num_feature", file.features);
        if (features == 0) {
            throw ModelErrors.invalid("the model has no features");
        }
        int outputs = outputs(file, objective);
        var margins = baseScores(file.baseScore, outputs);
        for (int i = 0; i < outputs; i++) {
            margins[i] = objective.baseMargin(margins[i]);
        }
        return new XgboostParameters(objective, features, outputs, margins);
    }

    private static int outputs(XgboostFile file, Objective objective) {
        int classes = whole("num_class", file.classes);
        int targets = whole("num_target", file.targets);
        if (classes > 1 && targets > 1) {
            throw ModelErrors.invalid("the model has several classes and several targets");
        }
        if (objective.isForClasses() && classes == 0) {
            throw ModelErrors.invalid("num_class is 0, the objective is for classes");
        }
        int outputs = Math.max(1, Math.max(classes, targets));
        if (outputs > MAX_OUTPUTS) {
            throw ModelErrors.unsupported("more than " + MAX_OUTPUTS + " outputs are not run");
        }
        return outputs;
    }

    static int whole(String field, String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw ModelErrors.invalid(field + " is no whole number");
        }
        return Integer.parseInt(text);
    }

    /** Versions up to 3.0 write {@code 5E-1}, later ones a vector: {@code [5E-1]}. */
    private static float[] baseScores(String text, int outputs) {
        var list = text.strip();
        if (list.startsWith("[") && list.endsWith("]")) {
            list = list.substring(1, list.length() - 1);
        }
        var numbers = List.of(list.split(",", MAX_OUTPUTS + 1));
        if (numbers.size() != 1 && numbers.size() != outputs) {
            throw ModelErrors.invalid(
                    "base_score has " + numbers.size() + " values for " + outputs + " outputs");
        }
        var scores = new float[outputs];
        Arrays.fill(scores, baseScore(numbers.getFirst()));
        for (int i = 1; i < numbers.size(); i++) {
            scores[i] = baseScore(numbers.get(i));
        }
        return scores;
    }

    private static float baseScore(String text) {
        var number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            throw ModelErrors.invalid("base_score is no number");
        }
        var score = Float.parseFloat(number);
        if (!Float.isFinite(score)) {
            throw ModelErrors.invalid("base_score is out of range");
        }
        return score;
    }
}
