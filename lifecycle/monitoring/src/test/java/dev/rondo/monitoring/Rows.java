package dev.rondo.monitoring;

import dev.rondo.inference.Batch;
import dev.rondo.inference.Signature;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows of a {@link World} by column, with score and outcome; tests change them as they like. */
final class Rows {
    private final Signature signature;
    private final Object[] columns;
    final float[] scores;
    final boolean[] positive;

    Rows(Signature signature, int n) {
        this.signature = signature;
        this.columns = new Object[signature.inputs().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = signature.inputs().get(i).type().numeric() ? new double[n] : new String[n];
        }
        this.scores = new float[n];
        this.positive = new boolean[n];
    }

    int size() {
        return scores.length;
    }

    void set(int column, int row, @Nullable Object value) {
        if (columns[column] instanceof double[] numbers && value != null) {
            numbers[row] = (Double) value;
        } else if (columns[column] instanceof String[] texts) {
            texts[row] = (String) value;
        }
    }

    double[] numbers(int column) {
        return (double[]) columns[column];
    }

    @Nullable String[] texts(int column) {
        return (String[]) columns[column];
    }

    Rows numbers(int column, DoubleUnaryOperator change) {
        Arrays.setAll(numbers(column), row -> change.applyAsDouble(numbers(column)[row]));
        return this;
    }

    Rows texts(int column, UnaryOperator<@Nullable String> change) {
        Arrays.setAll(texts(column), row -> change.apply(texts(column)[row]));
        return this;
    }

    Batch batch() {
        return Batch.ofColumns(signature, columns);
    }

    /** Draws with replacement, each row as likely as its weight says; alike if there are none. */
    Rows draw(int n, double @Nullable [] weights, Random random) {
        var drawn = new Rows(signature, n);
        double most = weights == null ? 1 : Arrays.stream(weights).max().orElseThrow();
        for (int i = 0; i < n; i++) {
            int row = random.nextInt(size());
            while (weights != null && random.nextDouble() * most > weights[row]) {
                row = random.nextInt(size());
            }
            for (int column = 0; column < columns.length; column++) {
                drawn.set(
                        column,
                        i,
                        columns[column] instanceof double[] numbers
                                ? (Object) numbers[row]
                                : ((String[]) columns[column])[row]);
            }
            drawn.scores[i] = scores[row];
            drawn.positive[i] = positive[row];
        }
        return drawn;
    }

    /** Everything known of these rows as one window. */
    WindowCounts counts(Reference reference) {
        var counts = WindowCounts.empty(reference);
        var batch = batch();
        for (int row = 0; row < size(); row++) {
            boolean acted = reference.policy().decide(scores[row]);
            counts.add(reference, batch, row, scores[row], acted, row);
            counts.addOutcome(reference, scores[row], acted, positive[row]);
        }
        return counts;
    }
}
