package dev.rondo.wire.oip;

import dev.rondo.inference.DataType;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.BadRequest;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * An output as Triton's classification tells it: of each list of scores the best, as texts of the
 * score and its number in the list. Scores stand in the last dimension.
 */
final class Ranked {
    private Ranked() {}

    /**
     * The best scores, the highest first, equal ones in their order.
     *
     * @param most how many of each list
     */
    static Tensor of(Tensor output, int most) {
        if (output.type() == DataType.BYTES || output.type() == DataType.BOOL) {
            throw BadRequest.of("the output has no scores to be classified");
        }
        var shape = output.shape();
        int classes = shape.length == 0 ? 1 : (int) shape[shape.length - 1];
        int kept = Math.min(most, classes);
        int lists = classes == 0 ? 0 : Array.getLength(output.data()) / classes;
        var texts = new ArrayList<byte[]>(lists * kept);
        for (int list = 0; list < lists; list++) {
            for (int place : best(output, list * classes, classes, kept)) {
                texts.add(text(output, list * classes, place));
            }
        }
        var ranked = shape.length == 0 ? new long[] {1} : shape.clone();
        ranked[ranked.length - 1] = kept;
        return Tensor.of(output.name(), DataType.BYTES, ranked, texts.toArray(new byte[0][]));
    }

    private static int[] best(Tensor output, int from, int classes, int kept) {
        var places = new Integer[classes];
        Arrays.setAll(places, i -> i);
        Arrays.sort(
                places, Comparator.comparingDouble((Integer i) -> rank(score(output, from + i))));
        return Arrays.stream(places).limit(kept).mapToInt(Integer::intValue).toArray();
    }

    /** What is no number comes last. */
    private static double rank(double score) {
        return Double.isNaN(score) ? Double.POSITIVE_INFINITY : -score;
    }

    private static double score(Tensor output, int at) {
        return switch (output.data()) {
            case float[] values -> values[at];
            case double[] values -> values[at];
            case long[] values -> values[at];
            case int[] values -> values[at];
            case byte[] values -> values[at];
            default -> throw BadRequest.of("outputs of " + output.type() + " cannot be classified");
        };
    }

    private static byte[] text(Tensor output, int from, int place) {
        double score = score(output, from + place);
        var text =
                output.data() instanceof float[] || output.data() instanceof double[]
                        ? String.format(Locale.ROOT, "%f", score)
                        : Long.toString((long) score);
        return (text + ":" + place).getBytes(StandardCharsets.US_ASCII);
    }
}
