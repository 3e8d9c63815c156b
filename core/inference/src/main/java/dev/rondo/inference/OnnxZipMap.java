package dev.rondo.inference;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where ONNX makes a map of each row, from labels to scores, the row stays a row here: its columns
 * are in the order of the labels.
 *
 * @param columns the labels' places in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OnnxZipMap(int[] columns) implements OnnxOperator {
    static OnnxZipMap of(OnnxAttributes attributes) {
        var labels = OnnxTreeReader.labels(attributes, "classlabels_strings", "classlabels_int64s");
        var places =
                labels instanceof long[] numbers
                        ? IntStream.range(0, numbers.length)
                                .boxed()
                                .sorted((a, b) -> Long.compare(numbers[a], numbers[b]))
                        : order((byte[][]) labels);
        return new OnnxZipMap(places.mapToInt(Integer::intValue).toArray());
    }

    private static Stream<Integer> order(byte[][] texts) {
        return IntStream.range(0, texts.length)
                .boxed()
                .sorted((a, b) -> Arrays.compareUnsigned(texts[a], texts[b]));
    }

    @Override
    public Tensor[] run(@Nullable Tensor[] inputs) {
        var table = OnnxOperators.first(inputs);
        if (table.type() != DataType.FP32 || OnnxShapes.columns(table) != columns.length) {
            throw OnnxShapes.wrong("there are " + columns.length + " labels for other scores");
        }
        var scores = table.floats();
        var ordered = new float[scores.length];
        for (int i = 0; i < ordered.length; i++) {
            int column = i % columns.length;
            ordered[i] = scores[i - column + columns[column]];
        }
        long[] shape = {OnnxShapes.rows(table), columns.length};
        return new Tensor[] {Tensor.of("", DataType.FP32, shape, ordered)};
    }
}
