package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InferenceRecordsTest {
    private static final List<DataType> TYPES = List.of(DataType.values());
    private static final PredictionId ADDRESS = new PredictionId("00c0ffee", 17);

    private static InferenceRecord random(Random random) {
        var params = new LinkedHashMap<String, @Nullable Object>();
        if (random.nextBoolean()) {
            params.put("temperature", random.nextDouble());
            params.put("words", List.of("a", "ü"));
            params.put("none", null);
        }
        return new InferenceRecord(
                ADDRESS.toString(),
                "trace " + random.nextInt(),
                random.nextBoolean() ? null : "request " + random.nextInt(),
                random.nextBoolean() ? null : "anna",
                random.nextLong(),
                "churn",
                Integer.toString(random.nextInt(1, 9)),
                "sha256:" + random.nextLong(),
                random.nextBoolean(),
                params,
                tensors(random),
                tensors(random),
                random.nextBoolean() ? 0 : 1e-5f,
                random.nextLong(),
                random.nextBoolean() ? "ok" : "model.timeout");
    }

    private static List<Tensor> tensors(Random random) {
        var tensors = new ArrayList<Tensor>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var type = TYPES.get(random.nextInt(TYPES.size()));
            long[] shape = {random.nextInt(4), random.nextInt(1, 300)};
            var tensor = Tensor.zeros("t" + i, type, shape);
            fill(random, tensor.data());
            tensors.add(tensor);
        }
        return tensors;
    }

    /** Any bits: among them NaN with payloads, both zeros, and texts that are missing. */
    private static void fill(Random random, Object data) {
        for (int i = 0; i < Array.getLength(data); i++) {
            switch (data) {
                case float[] values -> values[i] = Float.intBitsToFloat(random.nextInt());
                case double[] values -> values[i] = Double.longBitsToDouble(random.nextLong());
                case long[] values -> values[i] = random.nextLong();
                case int[] values -> values[i] = random.nextInt();
                case short[] values -> values[i] = (short) random.nextInt();
                case byte[] values -> values[i] = (byte) random.nextInt();
                case boolean[] values -> values[i] = random.nextBoolean();
                case byte[][] texts -> putText(random, texts, i);
                default -> throw new IllegalStateException();
            }
        }
    }

    private static void putText(Random random, @Nullable Object[] texts, int at) {
        var text = new byte[random.nextInt(5)];
        random.nextBytes(text);
        texts[at] = random.nextInt(4) == 0 ? null : text;
    }

    private static void assertSame(List<Tensor> tensors, List<Tensor> expected) {
        assertThat(tensors).hasSameSizeAs(expected);
        for (int i = 0; i < tensors.size(); i++) {
            var one = tensors.get(i);
            var other = expected.get(i);
            assertThat(one.name()).isEqualTo(other.name());
            assertThat(one.type()).isEqualTo(other.type());
            assertThat(one.shape()).isEqualTo(other.shape());
            assertThat(bits(one)).isEqualTo(bits(other));
        }
    }

    private static Object bits(Tensor tensor) {
        return switch (tensor.data()) {
            case float[] values -> {
                var bits = new int[values.length];
                for (int i = 0; i < bits.length; i++) {
                    bits[i] = Float.floatToRawIntBits(values[i]);
                }
                yield bits;
            }
            case double[] values -> {
                var bits = new long[values.length];
                for (int i = 0; i < bits.length; i++) {
                    bits[i] = Double.doubleToRawLongBits(values[i]);
                }
                yield bits;
            }
            default -> tensor.data();
        };
    }

    @Test
    @DisplayName("rule 8.1: a record comes back from the journal whole, every value to its bits")
    void comesBackWhole() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            var record = random(random);
            var bytes = InferenceRecords.encode(record);
            var back = InferenceRecords.decode(ADDRESS, bytes);
            assertSame(back.inputs(), record.inputs());
            assertSame(back.outputs(), record.outputs());
            assertThat(back)
                    .usingRecursiveComparison()
                    .ignoringFields("inputs", "outputs")
                    .isEqualTo(record);
            long data =
                    InferenceRecords.dataBytes(record.inputs())
                            + InferenceRecords.dataBytes(record.outputs());
            assertThat(data).isLessThanOrEqualTo(bytes.length);
        }
    }

    /** By hand, from the message's definition: tag, length, content. */
    @Test
    void theFormIsStable() {
        var input =
                Tensor.of(
                        "x",
                        DataType.FP32,
                        new long[] {1, 2},
                        new float[] {1.5f, Float.intBitsToFloat(0x7fc00001)});
        var names =
                Tensor.of(
                        "n",
                        DataType.BYTES,
                        new long[] {2},
                        new byte[][] {"é".getBytes(StandardCharsets.UTF_8), null});
        var record =
                new InferenceRecord(
                        "",
                        "t",
                        null,
                        null,
                        1,
                        "m",
                        "2",
                        "d",
                        true,
                        Map.of("k", 1),
                        List.of(input, names),
                        List.of(),
                        0,
                        3,
                        "ok");
        var expected =
                "0801"
                        + "120174"
                        + "2801"
                        + "32016d"
                        + "3a0132"
                        + "420164"
                        + "4801"
                        + "52077b226b223a317d"
                        + "5a17"
                        + "0a0178"
                        + "120446503332"
                        + "1a020102"
                        + "22080000c03f0100c07f"
                        + "5a19"
                        + "0a016e"
                        + "12054259544553"
                        + "1a0102"
                        + "220a02000000c3a9ffffffff"
                        + "7003"
                        + "7a026f6b";
        assertThat(HexFormat.of().formatHex(InferenceRecords.encode(record))).isEqualTo(expected);
    }

    @Test
    @DisplayName("rule 11.2: bytes that are no record are told, whatever they are")
    void damagedBytesAreTold() {
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            var bytes = InferenceRecords.encode(random(random));
            for (int faults = random.nextInt(3); faults >= 0; faults--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                InferenceRecords.decode(ADDRESS, bytes);
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("record.unreadable");
            }
        }
    }

    @Test
    void aLaterFormatIsRefused() {
        var later = new ProtoWriter().varint(1, 2).toBytes();
        assertThatThrownBy(() -> InferenceRecords.decode(ADDRESS, later))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL))
                .hasMessageContaining("r00c0ffee-17")
                .hasMessageContaining("format 2");
    }
}
