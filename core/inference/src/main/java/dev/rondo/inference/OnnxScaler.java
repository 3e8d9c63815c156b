package dev.rondo.inference;

import org.jspecify.annotations.Nullable;

/**
 * Takes an offset from each column's values and multiplies them by a factor, in float32.
 *
 * @param offsets one for each column, or one for all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OnnxScaler(float[] offsets, float[] factors) implements OnnxOperator {
    static OnnxScaler of(OnnxAttributes attributes) {
        var offsets = attributes.reals("offset");
        var factors = attributes.reals("scale");
        if (offsets.length == 0 || offsets.length != factors.length) {
            throw ModelErrors.invalid("a scaler has no offsets, or other factors");
        }
        return new OnnxScaler(offsets, factors);
    }

    @Override
    public Tensor[] run(@Nullable Tensor[] inputs) {
        var table = OnnxOperators.first(inputs);
        int columns = OnnxShapes.columns(table);
        if (offsets.length != 1 && offsets.length != columns) {
            throw OnnxShapes.wrong(
                    "a scaler takes " + offsets.length + " columns, and is given " + columns);
        }
        var values = OnnxShapes.floats(table);
        var scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            int column = offsets.length == 1 ? 0 : i % columns;
            scaled[i] = (values[i] - offsets[column]) * factors[column];
        }
        return new Tensor[] {Tensor.of("", DataType.FP32, table.shape(), scaled)};
    }
}
