package dev.rondo.inference;

/**
 * What ensembles and linear models of ONNX make of their sums, in the steps of ONNX Runtime:
 * whatever the model's numbers are, in float32.
 */
enum OnnxTransform {
    NONE,
    SOFTMAX,
    LOGISTIC,
    SOFTMAX_ZERO;

    /** Scores this near to zero are zero to {@link #SOFTMAX_ZERO}. */
    private static final float NEARLY_ZERO = 0.0000001f;

    static OnnxTransform named(String name) {
        return switch (name) {
            case "NONE" -> NONE;
            case "SOFTMAX" -> SOFTMAX;
            case "LOGISTIC" -> LOGISTIC;
            case "SOFTMAX_ZERO" -> SOFTMAX_ZERO;
            default -> throw ModelErrors.unsupported("the post_transform is not run here");
        };
    }

    /**
     * Of {@code TreeEnsemble}. The numbers 1 and 2 are softmax and logistic to the specification,
     * and the other way round to ONNX Runtime, which may have them.
     */
    static OnnxTransform numbered(long number) {
        if (number != 0 && number != 3) {
            throw ModelErrors.unsupported("the post_transform is not run here");
        }
        return number == 0 ? NONE : SOFTMAX_ZERO;
    }

    /** Transforms the scores of one row. */
    void apply(double[] scores, int start, int count) {
        switch (this) {
            case NONE -> {}
            case SOFTMAX -> softmax(scores, start, start + count, -1);
            case SOFTMAX_ZERO -> softmax(scores, start, start + count, NEARLY_ZERO);
            case LOGISTIC -> {
                for (int i = start; i < start + count; i++) {
                    scores[i] = logistic((float) scores[i]);
                }
            }
        }
    }

    static float logistic(float score) {
        float value = 1 / (1 + Exponential.of(-Math.abs(score)));
        return score < 0 ? 1 - value : value;
    }

    /**
     * @param zero scores up to this far from zero stay near zero; negative for none
     */
    private static void softmax(double[] scores, int start, int end, float zero) {
        float greatest = -Float.MAX_VALUE;
        for (int i = start; i < end; i++) {
            greatest = (float) scores[i] > greatest ? (float) scores[i] : greatest;
        }
        float ofZero = Exponential.of(-greatest);
        float sum = 0;
        for (int i = start; i < end; i++) {
            float score = (float) scores[i];
            if (Math.abs(score) > zero) {
                scores[i] = Exponential.of(score - greatest);
                sum += (float) scores[i];
            } else {
                scores[i] = score * ofZero;
            }
        }
        for (int i = start; i < end; i++) {
            // With nearly zeros ONNX Runtime divides in the model's own precision.
            scores[i] = zero < 0 ? (float) scores[i] / sum : scores[i] / sum;
        }
    }
}
