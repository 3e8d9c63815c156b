package dev.rondo.inference;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells an answer that was computed again from the recorded one (rule 8.5). */
public final class TensorDifference {
    private final float tolerance;

    /**
     * @param tolerance how far a number may lie from the recorded one, of the greater of 1 and the
     *     recorded one's size; 0 for bit by bit
     */
    public TensorDifference(float tolerance) {
        this.tolerance = tolerance;
    }

    /** The first difference in words; null where there is none. */
    public @Nullable String between(List<Tensor> recorded, List<Tensor> again) {
        if (recorded.size() != again.size()) {
            return recorded.size() + " outputs, again " + again.size();
        }
        for (int i = 0; i < recorded.size(); i++) {
            var difference = between(recorded.get(i), again.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private @Nullable String between(Tensor recorded, Tensor again) {
        if (!form(recorded).equals(form(again))) {
            return form(recorded) + ", again " + form(again);
        }
        int count = Array.getLength(recorded.data());
        for (int i = 0; i < count; i++) {
            if (!same(recorded, again, i)) {
                return "%s[%d] %s, again %s"
                        .formatted(recorded.name(), i, text(recorded, i), text(again, i));
            }
        }
        return null;
    }

    private static String form(Tensor tensor) {
        return tensor.name() + " " + tensor.type() + " " + Arrays.toString(tensor.shape());
    }

    private boolean same(Tensor recorded, Tensor again, int at) {
        boolean equal =
                switch (recorded.data()) {
                    case float[] values ->
                            Float.floatToRawIntBits(values[at])
                                    == Float.floatToRawIntBits(again.floats()[at]);
                    case double[] values ->
                            Double.doubleToRawLongBits(values[at])
                                    == Double.doubleToRawLongBits(again.doubles()[at]);
                    default -> Objects.deepEquals(value(recorded, at), value(again, at));
                };
        return equal || near(recorded, again, at);
    }

    private boolean near(Tensor recorded, Tensor again, int at) {
        if (tolerance == 0 || !isReal(recorded.type())) {
            return false;
        }
        double one = real(recorded, at);
        double other = real(again, at);
        boolean finite = Double.isFinite(one) && Double.isFinite(other);
        return finite
                ? Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one))
                : Double.compare(one, other) == 0;
    }

    private static boolean isReal(DataType type) {
        return switch (type) {
            case FP16, BF16, FP32, FP64 -> true;
            default -> false;
        };
    }

    private static double real(Tensor tensor, int at) {
        return switch (tensor.type()) {
            case FP32 -> tensor.floats()[at];
            case FP64 -> tensor.doubles()[at];
            case FP16 -> Float.float16ToFloat(((short[]) tensor.data())[at]);
            default -> Float.intBitsToFloat(((short[]) tensor.data())[at] << 16);
        };
    }

    private static @Nullable Object value(Tensor tensor, int at) {
        return Array.get(tensor.data(), at);
    }

    private static String text(Tensor tensor, int at) {
        var value = value(tensor, at);
        return value instanceof byte[] bytes
                ? Arrays.toString(bytes)
                : String.valueOf(isReal(tensor.type()) ? real(tensor, at) : value);
    }
}
