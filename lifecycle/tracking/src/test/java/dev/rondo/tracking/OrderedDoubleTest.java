package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderedDoubleTest {
    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1,
        -1
    };

    @Test
    void codesSortAsDoublesAndComeBackWithTheSameBits() {
        var random = new Random(3);
        var values = Arrays.copyOf(SPECIAL, 500);
        for (int i = SPECIAL.length; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(random.nextLong());
        }
        for (var a : values) {
            long bits = Double.doubleToLongBits(OrderedDouble.value(OrderedDouble.code(a)));
            assertThat(bits).isEqualTo(Double.doubleToLongBits(a));
            for (var b : values) {
                assertThat(Long.compare(OrderedDouble.code(a), OrderedDouble.code(b)))
                        .isEqualTo(Double.compare(a, b));
            }
        }
        assertThat(OrderedDouble.code(-0.0)).isEqualTo(-1);
        assertThat(OrderedDouble.code(0.0)).isZero();
    }

    @Test
    void comparisonsOfCodesAreThoseOfIeee754() {
        for (var stored : SPECIAL) {
            long code = OrderedDouble.code(stored);
            for (var x : SPECIAL) {
                if (Double.isNaN(x)) {
                    continue; // no filter can ask for it
                }
                long low = OrderedDouble.lowest(x);
                long high = OrderedDouble.highest(x);
                boolean number = code < OrderedDouble.NAN;
                assertThat(code >= low && code <= high).isEqualTo(stored == x);
                assertThat(code < low).isEqualTo(stored < x);
                assertThat(code <= high).isEqualTo(stored <= x);
                assertThat(code > high && number).isEqualTo(stored > x);
                assertThat(code >= low && number).isEqualTo(stored >= x);
            }
        }
    }
}
