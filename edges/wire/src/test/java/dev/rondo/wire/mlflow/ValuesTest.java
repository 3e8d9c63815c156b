package dev.rondo.wire.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a field's value may be: read exactly, or refused in MLflow's words. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1700000000000 | 1700000000000",
                "1700000000000.0 | 1700000000000",
                "17e2 | 1700",
                "-5 | -5",
                "0.0 | 0",
                "0e999999 | 0",
                "9223372036854775807 | 9223372036854775807",
                "9223372036854775807.0 | 9223372036854775807",
                "-9223372036854775808 | -9223372036854775808",
                "\"7\" | 7",
                "\"-7\" | -7"
            })
    void aWholeNumberIsReadExactly(String json, long number) {
        assertThat(fields("{\"x\":" + json + "}").integer("x", 0)).isEqualTo(number);
        assertThat(step(json)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "9223372036854775808",
                "10000000000000000000000000000000000000000",
                "1e40",
                "1e999999999",
                "1e-999999999",
                "9007199254740993.5",
                "true",
                "\"1.5\"",
                "\"\"",
                "\"1e3\"",
                "\" 1\"",
                "\"9223372036854775808\"",
                "[1]",
                "{}",
                "NaN",
                "Infinity"
            })
    void whatIsNoWholeNumberIsRefused(String json) {
        refused(() -> fields("{\"x\":" + json + "}").integer("x", 0));
        refused(() -> step(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1.0",
                "0.1 | 0.1",
                "-0.0 | -0.0",
                "5e-324 | 4.9E-324",
                "1.7976931348623157e308 | 1.7976931348623157E308",
                "\"3.25\" | 3.25",
                "\"-0.0\" | -0.0",
                "\"NaN\" | NaN",
                "NaN | NaN",
                "\"Infinity\" | Infinity",
                "\"-Infinity\" | -Infinity",
                "-Infinity | -Infinity"
            })
    void aMetricKeepsItsBits(String json, double value) {
        assertThat(Double.doubleToLongBits(metric(json))).isEqualTo(Double.doubleToLongBits(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400", "-1e400", "true", "\"abc\"", "\"\"", "\"nan\"", "\"0x10\"", "\"1f\"",
                "\"1e400\"", "\"1_0\"", "[]", "{}"
            })
    void whatIsNoNumberIsNoMetric(String json) {
        refused(() -> metric(json));
    }

    @Test
    void aRefusalShowsValueAndTypeAsMlflowDoes() {
        assertThatThrownBy(() -> fields("{\"x\":{\"b\":[1.5,null],\"a\":\"é\"}}").text("x"))
                .hasMessage(
                        "Invalid value {\"a\":\"\\u00E9\",\"b\":[1.5,null]} for parameter 'x' supplied:  Hint: Value was of type 'dict'. See the API docs for more information about request parameters.");
        assertThatThrownBy(() -> fields("{\"x\":\"\"}").required("x"))
                .hasMessage(
                        "Missing value for required parameter 'x'. See the API docs for more information about request parameters.");
        assertThatThrownBy(() -> fields("{\"x\":[{\"key\":3}]}").pairs("x"))
                .hasMessageContaining("Invalid value 3 for parameter 'x[0].key'")
                .hasMessageContaining("'int'");
        assertThatThrownBy(() -> fields("{\"x\":[1.0]}").objects("x"))
                .hasMessageContaining("for parameter 'x[0]'")
                .hasMessageContaining("'float'");
    }

    @Test
    void textsThatCannotBeKeptAreRefused() {
        for (var text : new String[] {"a\\u0000b", "\\ud800", "\\udc00\\ud800", "a\\ud83d"}) {
            refused(() -> fields("{\"x\":\"" + text + "\"}").text("x"));
        }
        assertThat(fields("{\"x\":\"\\ud83d\\ude00\"}").text("x")).isEqualTo("😀");
    }

    private static Fields fields(String json) {
        return Fields.of(json.getBytes(UTF_8), Map.of());
    }

    private static double metric(String value) {
        return LogMetricBody.read(
                        ("{\"run_id\":\"r\",\"key\":\"k\",\"timestamp\":1,\"value\":" + value + "}")
                                .getBytes(UTF_8))
                .metric()
                .value();
    }

    private static long step(String step) {
        return LogMetricBody.read(
                        ("{\"key\":\"k\",\"timestamp\":1,\"value\":1,\"step\":" + step + "}")
                                .getBytes(UTF_8))
                .metric()
                .step();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT));
    }
}
