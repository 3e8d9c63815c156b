package dev.rondo.wire.rows;

import dev.rondo.inference.Tensor;
import java.util.List;

/**
 * A score for each class of each row.
 *
 * @param values row after row
 */
public record Scores(int rows, int classes, float[] values) {
    /**
     * The scores among a model's outputs: the first that has a number for each class.
     *
     * @throws dev.rondo.base.RondoException of kind USER where there is none
     */
    public static Scores of(List<Tensor> outputs) {
        for (var output : outputs) {
            var shape = output.shape();
            if (shape.length == 2 && isNumber(output)) {
                return new Scores((int) shape[0], (int) shape[1], floats(output));
            }
        }
        throw Table.error("the model does not give a score for each class")
                .next("use predict, or regress for one value");
    }

    /**
     * The one value of each row among a model's outputs: the first that has it.
     *
     * @throws dev.rondo.base.RondoException of kind USER where there is none
     */
    public static float[] regressions(List<Tensor> outputs) {
        for (var output : outputs) {
            var shape = output.shape();
            boolean single = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
            if (single && isNumber(output)) {
                return floats(output);
            }
        }
        throw Table.error("the model does not give one value for a row").next("use predict");
    }

    private static boolean isNumber(Tensor output) {
        return output.data() instanceof float[] || output.data() instanceof double[];
    }

    private static float[] floats(Tensor output) {
        if (output.data() instanceof float[] floats) {
            return floats;
        }
        var doubles = output.doubles();
        var floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
