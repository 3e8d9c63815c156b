package dev.rondo.wire.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.wire.rows.Mutator;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Mutated requests: each is read, or refused as the caller's mistake. {@code
 * -Dfuzz.requests=100000} sends the whole count; the seed is printed when one fails.
 */
class OipFuzzTest {
    private static final int REQUESTS = Mutator.requests(10_000);
    private static final List<String> WORDS =
            List.of(
                    "-1",
                    "0",
                    "1",
                    "3",
                    "1e39",
                    "NaN",
                    "null",
                    "true",
                    "[",
                    "]",
                    "[[",
                    "]]",
                    "{",
                    "}",
                    "\"",
                    ",",
                    ":",
                    "\\u0000",
                    "4294967296",
                    "9223372036854775807",
                    "99999999999999999999",
                    "\"FP64\"",
                    "\"BYTES\"",
                    "\"shape\"",
                    "\"data\"",
                    "\"parameters\":{\"binary_data_size\":12},",
                    "[1000000000,0]");

    private final Mutator mutator = new Mutator(WORDS);

    private static final byte[] JSON =
            "{\"id\":\"a\",\"parameters\":{\"binary_data_output\":true},\"outputs\":[{\"name\":\"predict\"}],\"inputs\":[{\"name\":\"input\",\"shape\":[2,3],\"datatype\":\"FP32\",\"data\":[[1,2,3],[4.5,-6e-3,7]]},{\"data\":[\"x\"],\"name\":\"b\",\"shape\":[1],\"datatype\":\"BYTES\"}]}"
                    .getBytes(UTF_8);

    private static byte[] binary() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":12}},{\"name\":\"b\",\"shape\":[2],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":11}}]}"
                        .getBytes(UTF_8));
        out.writeBytes(new byte[12]);
        out.writeBytes(new byte[] {1, 0, 0, 0, 65, 2, 0, 0, 0, 66, 67});
        return out.toByteArray();
    }

    private static byte[] message(boolean raw) {
        var input = new ProtoWriter().text(1, "input").text(2, "FP32").packed(3, 1, 3);
        var contents = new ProtoWriter().bytes(6, new byte[12]);
        if (!raw) {
            input.message(5, contents);
        }
        var message =
                new ProtoWriter()
                        .text(1, "sum")
                        .text(3, "id")
                        .message(5, input)
                        .message(6, new ProtoWriter().text(1, "predict"));
        return raw ? message.bytes(7, new byte[12]).toBytes() : message.toBytes();
    }

    private int refused(byte[] original, java.util.function.Consumer<byte[]> reader) {
        int refused = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var bytes = mutator.mutated(original);
            try {
                reader.accept(bytes);
            } catch (RondoException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.USER);
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(mutator.describe(bytes), e);
            }
        }
        return refused;
    }

    @Test
    @DisplayName("rule 11.2: no mutated request does harm, as JSON, as bytes or as protobuf")
    void mutatedRequests() {
        assertThat(refused(JSON, bytes -> InferReader.read(bytes, bytes.length)))
                .isBetween(REQUESTS / 3, REQUESTS);
        var binary = binary();
        int json = binary.length - 23;
        assertThat(refused(binary, bytes -> InferReader.read(bytes, Math.min(bytes.length, json))))
                .isBetween(REQUESTS / 3, REQUESTS);
        assertThat(refused(message(true), GrpcInferReader::read)).isPositive();
        assertThat(refused(message(false), GrpcInferReader::read)).isPositive();
    }
}
