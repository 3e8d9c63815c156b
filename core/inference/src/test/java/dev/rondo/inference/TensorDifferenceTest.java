package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TensorDifferenceTest {
    private static final TensorDifference BITS = new TensorDifference(0);
    private static final TensorDifference NEAR = new TensorDifference(1e-5f);

    private static List<Tensor> floats(float... values) {
        return List.of(Tensor.of("y", DataType.FP32, new long[] {values.length}, values));
    }

    private static List<Tensor> texts(byte[]... values) {
        return List.of(Tensor.of("y", DataType.BYTES, new long[] {values.length}, values));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("rule 8.5: bit by bit, NaN and the signs of zeros included")
    void bitByBit() {
        assertThat(BITS.between(floats(1, 2), floats(1, 2))).isNull();
        assertThat(BITS.between(floats(1, 2), floats(1, Math.nextUp(2f))))
                .isEqualTo("y[1] 2.0, again 2.000000238418579");
        assertThat(BITS.between(floats(0f), floats(-0f))).isEqualTo("y[0] 0.0, again -0.0");
        assertThat(BITS.between(floats(Float.NaN), floats(Float.NaN))).isNull();
        assertThat(BITS.between(floats(Float.NaN), floats(Float.intBitsToFloat(0x7fc00001))))
                .isNotNull();
    }

    @Test
    @DisplayName("rule 8.5: within the recorded tolerance where another engine answered")
    void withinTheTolerance() {
        assertThat(NEAR.between(floats(0.5f, 1000), floats(0.500009f, 1000.009f))).isNull();
        assertThat(NEAR.between(floats(0.5f), floats(0.50002f))).isNotNull();
        assertThat(NEAR.between(floats(0f, Float.NaN), floats(-0f, Float.NaN))).isNull();
        assertThat(NEAR.between(floats(Float.NaN), floats(1))).isNotNull();
        var inf = Float.POSITIVE_INFINITY;
        assertThat(NEAR.between(floats(inf), floats(inf))).isNull();
        assertThat(NEAR.between(floats(inf), floats(Float.MAX_VALUE))).isNotNull();
        assertThat(NEAR.between(floats(1), floats(inf))).isNotNull();
    }

    @Test
    void textsAndFormsMustBeTheSame() {
        var oneIsMissing = new byte[2][];
        oneIsMissing[0] = utf8("a");
        assertThat(NEAR.between(texts(oneIsMissing), texts(oneIsMissing.clone()))).isNull();
        assertThat(NEAR.between(texts(utf8("a")), texts(utf8("b")))).isNotNull();
        assertThat(NEAR.between(texts(utf8("a")), texts(new byte[1][]))).isNotNull();
        assertThat(NEAR.between(floats(1), floats(1, 2))).isEqualTo("y FP32 [1], again y FP32 [2]");
        assertThat(NEAR.between(floats(1), List.of())).isEqualTo("1 outputs, again 0");
    }
}
