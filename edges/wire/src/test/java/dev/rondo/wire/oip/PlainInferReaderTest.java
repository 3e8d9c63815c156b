package dev.rondo.wire.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of plain requests beside the one of all: what it reads at all, it reads alike. */
class PlainInferReaderTest {
    private static final int NUMBERS = Integer.getInteger("fuzz.requests", 10_000);
    private static final int MUTATIONS = Integer.getInteger("fuzz.requests", 10_000);

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    private static String request(String data) {
        return "{\"id\":\"a b\",\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":"
                + data
                + "}]}";
    }

    /** Whether the plain reader read it; fails where it reads something else than the other. */
    private boolean alike(String text) {
        var body = text.getBytes(UTF_8);
        var plain = PlainInferReader.read(body);
        if (plain == null) {
            return false;
        }
        var whole = InferReader.read(body, body.length);
        assertThat(plain.id()).as(text).isEqualTo(whole.id());
        assertThat(plain.options()).isEqualTo(whole.options());
        assertThat(plain.outputs()).isEqualTo(whole.outputs());
        assertThat(plain.binaryOutputs()).isEqualTo(whole.binaryOutputs());
        assertThat(plain.inputs()).as(text).hasSameSizeAs(whole.inputs());
        for (int i = 0; i < plain.inputs().size(); i++) {
            var left = plain.inputs().get(i);
            var right = whole.inputs().get(i);
            assertThat(left.name()).as(text).isEqualTo(right.name());
            assertThat(left.type()).as(text).isEqualTo(right.type());
            assertThat(left.shape()).as(text).isEqualTo(right.shape());
            assertThat(bits(left.floats()))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(bits(right.floats()));
        }
        return true;
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3,4]",
                "[[1,2],[3,4]]",
                " [ [ 1 , 2 ] , [ 3.5,\n-4.25 ] ] ",
                "[0,-0.0,0.000,123456789012345678]",
                // 2^24 + 1, the middle between two floats, alone and with a little on either side
                "[16777217,16777217.0,16777217.000000001,16777216.999999999]",
                "[0.1,3.4028235,0.30000001192092896,7.038531e2]",
                "[1E-5,1e+3,12345678901234567890,0.0000000000000000000000000001]",
            })
    void readsWhatIsPlain(String data) {
        assertThat(alike(request(data))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3]",
                "[1,2,3,4,5]",
                "[[1,2,3],[4]]",
                "[[1,2],[3,4],[5,6]]",
                "[[[1,2],[3,4]]]",
                "[1,2,3,4",
                "[01,2,3,4]",
                "[1.,2,3,4]",
                "[.5,2,3,4]",
                "[+1,2,3,4]",
                "[1,,2,3]",
                "[1,2,3,4,]",
                "[1,2,3,\"4\"]",
                "[true,2,3,4]",
                "[1e99,2,3,4]",
                "[1,2,3,1e]",
                "[1,2,3,1.5.5]",
                "[1,2,3,-]",
                "[1 2,3,4]",
            })
    void leavesWhatIsWrong(String data) {
        assertThat(PlainInferReader.read(request(data).getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3,null]",
                "[NaN,2,3,4]",
                "[-0,2,3,4]",
            })
    void leavesWhatIsNotPlain(String data) {
        var body = request(data).getBytes(UTF_8);
        assertThat(PlainInferReader.read(body)).isNull();
        assertThat(InferReader.read(body, body.length).inputs()).hasSize(1);
    }

    /** Decimals as any program may write them: the float that is nearest, bit for bit. */
    @Test
    void numbers() {
        int read = 0;
        for (int i = 0; i < NUMBERS; i++) {
            var data = new StringBuilder("[");
            for (int j = 0; j < 4; j++) {
                data.append(j == 0 ? "" : ",").append(number());
            }
            read += alike(request(data.append("]").toString())) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(NUMBERS / 2);
    }

    private String number() {
        float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
        return switch (random.nextInt(6)) {
            case 0 -> Float.toString(value);
            case 1 -> Double.toString(random.nextGaussian());
            case 2 -> Integer.toString(random.nextInt());
            case 3 -> new java.math.BigDecimal(middle(value)).toPlainString();
            case 4 -> new java.math.BigDecimal(middle(value)).toPlainString() + "1";
            default ->
                    random.nextLong(1_000_000_000_000_000_000L) / 1000 + "." + random.nextInt(1000);
        };
    }

    /** Half-way between a float with few digits and its neighbour. */
    private static double middle(float value) {
        float coarse = Math.round(value * 16) / 16f;
        return (coarse + (double) Math.nextUp(coarse)) / 2;
    }

    @Test
    void mutations() {
        var good = request("[[1.5,2],[-3,4]]").getBytes(UTF_8);
        for (int i = 0; i < MUTATIONS; i++) {
            var bad = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bad[random.nextInt(bad.length)] = good[random.nextInt(good.length)];
            }
            var _ = alike(new String(bad, UTF_8));
        }
    }

    @Test
    void theWholeReaderTellsWhatIsWrong() {
        var body = request("[1,2,3]").getBytes(UTF_8);
        assertThat(PlainInferReader.read(body)).isNull();
        assertThatThrownBy(() -> InferReader.read(body, body.length))
                .isInstanceOf(RondoException.class);
    }
}
