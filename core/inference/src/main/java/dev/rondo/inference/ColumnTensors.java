package dev.rondo.inference;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of named columns as tensors: one of shape [rows] or [rows, 1] for each column. */
public final class ColumnTensors {
    private ColumnTensors() {}

    /** A tensor for each column: FP64 for numbers, BOOL, and BYTES for categories and dates. */
    public static List<TensorSpec> inputs(Signature signature) {
        return signature.inputs().stream()
                .map(column ->
                        new TensorSpec(
                                column.name(), type(column), List.of(-1L), column.nullable()))
                .toList();
    }

    private static DataType type(Column column) {
        return switch (column.type()) {
            case NUMBER -> DataType.FP64;
            case BOOLEAN -> DataType.BOOL;
            case CATEGORY, DATE, TEXT -> DataType.BYTES;
        };
    }

    /** One row that a column may hold. */
    static Tensor sample(Column column) {
        long[] shape = {1};
        return switch (column.type()) {
            case NUMBER -> Tensor.of(column.name(), DataType.FP64, shape, new double[1]);
            case BOOLEAN -> Tensor.of(column.name(), DataType.BOOL, shape, new boolean[1]);
            case CATEGORY, TEXT -> texts(column.name(), List.of(""));
            case DATE -> texts(column.name(), List.of("1970-01-01"));
        };
    }

    /** What tables must look like: the columns by name, those that may be missing optional. */
    public static MlflowSignature signature(Signature signature) {
        var columns =
                signature.inputs().stream()
                        .map(column ->
                                new MlflowSignature.Column(
                                        column.name(), kind(column), !column.nullable()))
                        .toList();
        return new MlflowSignature(columns, List.of(), List.of(), List.of());
    }

    private static MlflowType kind(Column column) {
        return switch (column.type()) {
            case NUMBER -> MlflowType.DOUBLE;
            case BOOLEAN -> MlflowType.BOOLEAN;
            case CATEGORY, DATE, TEXT -> MlflowType.STRING;
        };
    }

    /**
     * The rows as JSON would give them, for {@link Batch#of}; NaN is missing, and of a column of
     * truth values 1 and 0 are true and false.
     *
     * @param limit the most rows that are taken
     * @throws RondoException of kind USER for a tensor that is not one value for each row, of kind
     *     LIMIT for too many rows
     */
    public static List<Map<String, @Nullable Object>> rows(
            Signature signature, List<Tensor> tensors, int limit) {
        int count = count(tensors, limit);
        var truths =
                signature.inputs().stream()
                        .filter(column -> column.type() == ColumnType.BOOLEAN)
                        .map(Column::name)
                        .collect(Collectors.toSet());
        var rows = new ArrayList<Map<String, @Nullable Object>>(count);
        for (int row = 0; row < count; row++) {
            var values = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(tensors.size());
            for (var tensor : tensors) {
                var value = value(tensor, row);
                values.put(tensor.name(), truths.contains(tensor.name()) ? truth(value) : value);
            }
            rows.add(values);
        }
        return rows;
    }

    private static @Nullable Object truth(@Nullable Object value) {
        if (value instanceof Double number && (number == 0 || number == 1)) {
            return number == 1;
        }
        return value;
    }

    private static int count(List<Tensor> tensors, int limit) {
        if (tensors.isEmpty()) {
            throw RondoException.user("predict.no_inputs", "the request has no inputs")
                    .next("send a tensor of shape [rows] for each column");
        }
        var first = tensors.getFirst().shape();
        long rows = first.length == 0 ? -1 : first[0];
        for (var tensor : tensors) {
            var shape = tensor.shape();
            boolean column = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
            if (!column || shape[0] != rows) {
                throw RondoException.user(
                                "predict.shape", "the tensor does not hold one value for each row")
                        .at(tensor.name())
                        .next("send shape [rows] or [rows, 1], with as many rows as the others");
            }
        }
        if (rows > limit) {
            throw RondoException.limit(
                            "predict.too_many_instances", rows + " rows, the limit is " + limit)
                    .next("split the request");
        }
        return (int) rows;
    }

    private static @Nullable Object value(Tensor tensor, int row) {
        return switch (tensor.data()) {
            case boolean[] flags -> flags[row];
            case float[] numbers -> present(numbers[row]);
            case double[] numbers -> present(numbers[row]);
            case byte[][] texts -> text(texts[row]);
            case byte[] numbers -> whole(tensor, numbers[row], 0xff);
            case short[] numbers -> whole(tensor, numbers[row], 0xffff);
            case int[] numbers -> whole(tensor, numbers[row], 0xffff_ffffL);
            case long[] numbers when tensor.type() == DataType.INT64 -> numbers[row];
            default -> throw unfit(tensor);
        };
    }

    private static @Nullable String text(byte @Nullable [] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    private static @Nullable Double present(double number) {
        return Double.isNaN(number) ? null : number;
    }

    private static Long whole(Tensor tensor, long bits, long mask) {
        return switch (tensor.type()) {
            case INT8, INT16, INT32 -> bits;
            case UINT8, UINT16, UINT32 -> bits & mask;
            default -> throw unfit(tensor);
        };
    }

    private static RondoException unfit(Tensor tensor) {
        return RondoException.user(
                        "predict.datatype", "a column cannot be of the type " + tensor.type())
                .at(tensor.name())
                .next("send FP64, FP32, INT64, BOOL or BYTES");
    }

    /** Texts, one for each row. */
    public static Tensor texts(String name, List<String> values) {
        var bytes = new byte[values.size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = values.get(i).getBytes(StandardCharsets.UTF_8);
        }
        return Tensor.of(name, DataType.BYTES, new long[] {bytes.length}, bytes);
    }
}
