package dev.rondo.inference;

import dev.rondo.base.ProtoReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tensor in an ONNX file: a constant of the graph, or an attribute. */
final class OnnxConstant implements Supplier<Tensor> {
    /** A file of constants lies beside the model: no path leads elsewhere. */
    private static final Pattern BESIDE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. -]{0,199}");

    private static final int EXTERNAL = 1;

    private final LongList dimensions = new LongList();
    private final FloatList floats = new FloatList();
    private final DoubleList doubles = new DoubleList();
    private final LongList wholes = new LongList();
    private final List<byte[]> texts = new ArrayList<>();
    private byte @Nullable [] raw;
    private int type;
    private String name = "";
    private boolean isInFile;

    OnnxConstant(ProtoReader tensor) {
        while (tensor.next()) {
            switch (tensor.field()) {
                case 1 -> ProtoLists.varints(tensor, dimensions);
                case 2 -> type = ProtoLists.small(tensor);
                case 4 -> ProtoLists.floats(tensor, floats);
                case 5, 7, 11 -> ProtoLists.varints(tensor, wholes);
                case 6 -> texts.add(tensor.bytes());
                case 8 -> name = tensor.text();
                case 9 -> raw = tensor.bytes();
                case 10 -> ProtoLists.doubles(tensor, doubles);
                case 13 -> checkFile(tensor.part());
                case 14 -> isInFile = tensor.varint() == EXTERNAL;
                default -> tensor.skip();
            }
        }
    }

    private static void checkFile(ProtoReader entry) {
        var key = "";
        var value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
            }
        }
        if (key.equals("location") && !BESIDE.matcher(value).matches()) {
            throw ModelErrors.invalid("a tensor's data lies outside the model's folder")
                    .because("only a file beside the model's own may hold data")
                    .next("save the model with its data inside");
        }
    }

    String name() {
        return name;
    }

    boolean isInFile() {
        return isInFile;
    }

    /**
     * The tensor.
     *
     * @throws dev.rondo.base.RondoException when the data are not as many as the shape says, or lie
     *     in another file, or are of a type that no tensor here has
     */
    @Override
    public Tensor get() {
        if (isInFile) {
            throw ModelErrors.unsupported("a tensor's data lies in another file").at(name);
        }
        var known = OnnxTypes.of(type);
        if (known == null) {
            throw ModelErrors.unsupported("a tensor has the type " + type).at(name);
        }
        var shape = dimensions.toArray();
        long elements = 1;
        for (long size : shape) {
            if (size < 0 || (size > 0 && elements > Integer.MAX_VALUE / size)) {
                throw ModelErrors.invalid("a tensor has a dimension of " + size).at(name);
            }
            elements *= size;
        }
        return Tensor.of(name, known, shape, data(known, (int) elements));
    }

    private Object data(DataType known, int elements) {
        var bytes = raw;
        if (bytes != null && known != DataType.BYTES) {
            check((long) elements * known.bytes() == bytes.length);
            return OnnxNumbers.of(known, elements, bytes);
        }
        return switch (known) {
            case FP32 -> checked(floats.toArray(), floats.size(), elements);
            case FP64 -> checked(doubles.toArray(), doubles.size(), elements);
            case INT64, UINT64 -> checked(wholes.toArray(), wholes.size(), elements);
            case BYTES -> checked(texts.toArray(byte[][]::new), texts.size(), elements);
            default ->
                    OnnxNumbers.narrow(known, checked(wholes.toArray(), wholes.size(), elements));
        };
    }

    private <T> T checked(T values, int count, int elements) {
        check(count == elements);
        return values;
    }

    private void check(boolean fits) {
        if (!fits) {
            throw ModelErrors.invalid("a tensor has more or fewer values than its shape says")
                    .at(name);
        }
    }
}
