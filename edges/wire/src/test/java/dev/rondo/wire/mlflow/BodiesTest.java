package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies as a whole, read as a tree and as a stream alike. */
class BodiesTest {
    @Test
    void unknownFieldsAreIgnoredAndOfTwoTheLastCounts() {
        var body =
                "{\"run_id\":\"a\",\"zzz\":{\"run_id\":\"x\",\"deep\":[[1]]},\"key\":\"k\",\"value\":1,\"timestamp\":2,\"run_id\":\"b\"}";
        assertThat(LogMetricBody.read(bytes(body)).runId()).isEqualTo("b");
        assertThat(fields(body).runId()).isEqualTo("b");
    }

    @Test
    void bothSpellingsAreReadButNotTogether() {
        assertThat(fields("{\"artifactLocation\":\"x\"}").text("artifact_location")).isEqualTo("x");
        assertThat(LogMetricBody.read(bytes("{\"runUuid\":\"r\"}")).runId()).isEqualTo("r");
        assertThatThrownBy(() -> fields("{\"a\":[{\"runId\":\"x\",\"run_id\":\"y\"}]}"))
                .hasMessage(
                        "Request specifies both 'run_id' and 'runId'; provide only one of them.");
    }

    @Test
    void utf8Only() {
        var utf16 = "{\"run_id\":\"a\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> RequestJson.object(utf16))
                .isInstanceOf(RondoException.class)
                .hasMessageStartingWith("The body is not JSON");
        assertThatThrownBy(() -> LogMetricBody.read(utf16))
                .isInstanceOf(RondoException.class)
                .hasMessageStartingWith("The body is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "\"{}\"", "\"null\"", "  { } "})
    void nothingIsTheEmptyMessage(String body) {
        assertThat(fields(body).has("run_id")).isFalse();
        assertThat(LogBatchBody.read(bytes(body)).batch().metrics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "true",
                "[]",
                "[{}]",
                "\"x\"",
                "\"[]\"",
                "\"\\\"{}\\\"\"",
                "{",
                "{\"a\":}",
                "{} {}",
                "{}x",
                "{\"a\":\"\u0001\"}",
                "{'a':1}",
                "\"{\"",
                "nul"
            })
    void whatIsNoObjectIsRefused(String body) {
        assertThatThrownBy(() -> fields(body)).isInstanceOf(RondoException.class);
        assertThatThrownBy(() -> LogBatchBody.read(bytes(body))).isInstanceOf(RondoException.class);
    }

    @Test
    void nestingHasALimit() {
        var deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThatThrownBy(() -> fields(deep)).hasMessageContaining("limit");
        assertThatThrownBy(() -> LogBatchBody.read(bytes(deep))).hasMessageContaining("limit");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        var body = bytes("{\"run_id\":\"a?\"}");
        body[12] = (byte) 0xff;
        assertThatThrownBy(() -> Fields.of(body, Map.of())).isInstanceOf(RondoException.class);
        assertThatThrownBy(() -> LogMetricBody.read(body)).isInstanceOf(RondoException.class);
    }

    @Test
    void aBatchComesBackAsItWasSent() {
        var batch =
                LogBatchBody.read(
                                bytes(
                                        "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"m\",\"value\":\"NaN\",\"timestamp\":\"5\",\"step\":-2,\"model_id\":\"m-1\"},{\"key\":\"z\",\"value\":-0.0,\"timestamp\":6}],\"params\":[{\"key\":\"p\",\"value\":\"1\"},{\"key\":\"q\"}],\"tags\":[{\"key\":\"t\",\"value\":\"1\"},{\"key\":\"t\",\"value\":\"2\"}]}"))
                        .batch();
        assertThat(batch.metrics()).hasSize(2);
        var first = batch.metrics().getFirst();
        assertThat(first.value()).isNaN();
        assertThat(first.timestampMillis()).isEqualTo(5);
        assertThat(first.step()).isEqualTo(-2);
        assertThat(first.modelId()).isEqualTo("m-1");
        assertThat(1 / batch.metrics().getLast().value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(batch.params()).isEqualTo(Map.of("p", "1", "q", ""));
        assertThat(batch.tags()).isEqualTo(Map.of("t", "2"));
    }

    @Test
    void aBatchNamesThePlaceOfWhatIsWrong() {
        for (var wrong :
                List.of(
                        "metrics|[{\"value\":1,\"timestamp\":1}]|metrics[0].key",
                        "metrics|[{\"key\":\"a\",\"timestamp\":1}]|metrics[0].value",
                        "metrics|[{\"key\":\"a\",\"value\":1}]|metrics[0].timestamp",
                        "metrics|[{\"key\":\"a\",\"value\":1,\"timestamp\":1.5}]|metrics[0].timestamp",
                        "metrics|[\"a\"]|metrics[0]",
                        "metrics|{}|metrics",
                        "params|[{\"value\":\"1\"}]|params[0].key",
                        "params|[{\"key\":\"a\",\"value\":1}]|params[0].value",
                        "tags|[{\"key\":\"\"}]|tags[0].key",
                        "tags|[null]|tags[0]")) {
            var parts = wrong.split("\\|");
            assertThatThrownBy(() ->
                            LogBatchBody.read(
                                    bytes(
                                            "{\"run_id\":\"r\",\""
                                                    + parts[0]
                                                    + "\":"
                                                    + parts[1]
                                                    + "}")))
                    .hasMessageContaining("parameter '" + parts[2] + "'");
        }
        assertThatThrownBy(() ->
                        LogBatchBody.read(
                                        bytes(
                                                "{\"params\":[{\"key\":\"z\",\"value\":\"1\"},{\"key\":\"z\",\"value\":\"1\"}]}"))
                                .batch())
                .hasMessageContaining("Duplicate parameter keys have been submitted: ['z']");
    }

    /** Answers are read back by the plain reader to the bits that were written. */
    @Test
    void doublesComeBackToTheSameBits() {
        var random = new Random(7);
        var values =
                new ArrayList<>(
                        List.of(0.0, -0.0, 1.0, 1e10, Double.MIN_VALUE, Double.MAX_VALUE, 0.1));
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            values.add(Double.isFinite(value) ? value : random.nextGaussian());
        }
        var answer =
                RecordedCall.json(
                        Answer.object(out -> {
                            out.writeArrayFieldStart("x");
                            for (double value : values) {
                                out.writeNumber(value);
                            }
                            out.writeEndArray();
                        }));
        for (int i = 0; i < values.size(); i++) {
            assertThat(Double.doubleToLongBits(answer.get("x").get(i).doubleValue()))
                    .isEqualTo(Double.doubleToLongBits(values.get(i)));
        }
    }

    @Test
    void whatIsNoNumberInJsonIsTheTextThatProtobufReads() {
        var answer =
                Answer.object(out -> {
                    out.writeNumberField("a", Double.NaN);
                    out.writeNumberField("b", Double.POSITIVE_INFINITY);
                    out.writeNumberField("c", Double.NEGATIVE_INFINITY);
                });
        assertThat(new String(answer, UTF_8))
                .isEqualTo("{\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"-Infinity\"}");
    }

    private static Fields fields(String body) {
        return Fields.of(bytes(body), Map.of());
    }

    private static byte[] bytes(String body) {
        return body.getBytes(UTF_8);
    }
}
