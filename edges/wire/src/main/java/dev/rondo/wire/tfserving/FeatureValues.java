package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.wire.shared.BadRequest;
import java.util.Arrays;

/** Numbers that grow as they come: the values of one {@code Feature}, or of a column of them. */
final class FeatureValues {
    private double[] values = {};
    private int count;

    static FeatureValues read(ProtoReader in) {
        var read = new FeatureValues();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> refuseTexts(in.part());
                case 2 -> read.list(in.part(), true);
                case 3 -> read.list(in.part(), false);
                default -> in.skip();
            }
        }
        return read;
    }

    private static void refuseTexts(ProtoReader in) {
        if (in.remaining() > 0) {
            throw BadRequest.of("a feature has bytes, and the columns of the model are numbers")
                    .next("send a float_list or an int64_list, or tensors to Predict");
        }
    }

    /** A {@code FloatList} or an {@code Int64List}, packed or not. */
    private void list(ProtoReader in, boolean floats) {
        while (in.next()) {
            if (in.field() != 1) {
                in.skip();
            } else if (in.packed()) {
                for (var list = in.part(); list.remaining() > 0; ) {
                    add(floats ? Float.intBitsToFloat(list.rawFixed32()) : list.rawVarint());
                }
            } else {
                add(floats ? Float.intBitsToFloat(in.fixed32()) : in.varint());
            }
        }
    }

    private void add(double value) {
        room(1);
        values[count++] = value;
    }

    void addAll(FeatureValues others) {
        room(others.count);
        System.arraycopy(others.values, 0, values, count, others.count);
        count += others.count;
    }

    private void room(int more) {
        if (values.length - count < more) {
            values = Arrays.copyOf(values, Math.max(count + more, 2 * count));
        }
    }

    static FeatureValues missing() {
        var missing = new FeatureValues();
        missing.add(Double.NaN);
        return missing;
    }

    int size() {
        return count;
    }

    double get(int at) {
        return values[at];
    }

    void shorten(int size) {
        count = size;
    }

    double[] toArray() {
        return Arrays.copyOf(values, count);
    }
}
