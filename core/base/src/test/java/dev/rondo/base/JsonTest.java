package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    record Part(String name, double share) {
        Part {
            if (share > 1) {
                throw RondoException.user("part.share", "a share is at most 1");
            }
        }
    }

    record Plan(List<Part> parts, int seed, boolean dry, @Nullable String note, ColumnType type) {}

    private static final String PLAN =
            """
            {"parts":[{"name":"a","share":0.25}],"seed":7,"dry":true,"type":"DATE"}
            """;

    private static RondoException refused(String text) {
        return catchThrowableOfType(RondoException.class, () -> parse(text));
    }

    private static Plan parse(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), Plan.class);
    }

    @Test
    void recordsComeBack() {
        var plan = parse(PLAN);
        assertThat(plan.note()).isNull();
        assertThat(plan.parts()).containsExactly(new Part("a", 0.25));
        assertThat(Json.read(Json.write(plan), Plan.class)).isEqualTo(plan);
        assertThat(parse(new String(Json.writeBytes(plan), StandardCharsets.UTF_8)))
                .isEqualTo(plan);
    }

    @Test
    void mapsAreWrittenInOrderOfKeys() {
        var map = new HashMap<>(Map.of("b", 1, "a", 2, "Z", 3));
        assertThat(Json.write(map)).isEqualTo("{\"Z\":3,\"a\":2,\"b\":1}");
    }

    @Test
    @DisplayName("rule 8.5: doubles come back to the last bit")
    void doublesAreExact() {
        var random = new Random(42);
        var values = new double[20_000];
        Arrays.setAll(values, i -> Double.longBitsToDouble(random.nextLong()));
        values[0] = -0.0;
        values[1] = Double.MIN_VALUE;
        values[2] = Double.MAX_VALUE;
        values[3] = Double.NaN;
        values[4] = Double.POSITIVE_INFINITY;
        values[5] = Double.NEGATIVE_INFINITY;
        values[6] = 0x1.0p53 + 2;
        var back = Json.read(Json.write(values), double[].class);
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.doubleToLongBits(back[i]))
                    .isEqualTo(Double.doubleToLongBits(values[i]));
        }
    }

    @Test
    void notANumberIsText() {
        assertThat(Json.write(new double[] {Double.NaN, Double.NEGATIVE_INFINITY}))
                .isEqualTo("[\"NaN\",\"-Infinity\"]");
    }

    @Test
    @DisplayName("rule 1.6: a whole number beyond 2^53 comes back exact")
    void longsAreExact() {
        assertThat(Json.tree("[9007199254740993]").get(0).longValue())
                .isEqualTo(9_007_199_254_740_993L);
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2} at {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"seed\":7 | \"seed\":7,\"sead\":7 | json.unknown_field | sead",
                "\"seed\":7, | `` | json.wrong_type | seed",
                "\"seed\":7 | \"seed\":null | json.wrong_type | seed",
                "\"seed\":7 | \"seed\":\"many\" | json.wrong_type | seed",
                "\"seed\":7 | \"seed\":\"7\" | json.wrong_type | seed",
                "\"seed\":7 | \"seed\":7.9 | json.wrong_type | seed",
                "\"seed\":7 | \"seed\":99999999999 | json.malformed | line 1",
                "true | \"true\" | json.wrong_type | dry",
                "true | 1 | json.wrong_type | dry",
                "DATE | DAY | json.wrong_type | type",
                "0.25 | {} | json.wrong_type | parts[0].share",
                "0.25 | NaN | json.malformed | line 1",
                "0.25 | 1.25 | part.share | parts[0]",
                "\"seed\":7 | \"seed\":7,\"seed\":8 | json.malformed | line 1",
                "true | tru | json.malformed | line 1"
            })
    @DisplayName("rule 11.1: a caller's mistake names its place")
    void strict(String right, String wrong, String code, String where) {
        assertThat(PLAN).contains(right);
        var error = refused(PLAN.replace(right, wrong));
        assertThat(error).isNotNull();
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.getMessage()).doesNotContain("enable");
        assertThat(error.where()).startsWith(where);
        assertThat(error.getMessage()).doesNotContain("dev.rondo", "java.", "Jackson");
    }

    @ParameterizedTest
    @CsvSource({
        "'', json.wrong_type",
        "null, json.null",
        "[], json.wrong_type",
        "{, json.malformed"
    })
    void whatIsNoDocument(String text, String code) {
        var error = refused(text);
        assertThat(error).isNotNull();
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void oneDocumentOnly() {
        var error = refused(PLAN + "{}");
        assertThat(error.code()).isEqualTo("json.malformed");
        assertThat(error.what()).isEqualTo("more text follows the document");
        assertThat(error.where()).isEqualTo("line 2, column 1");
    }

    @Test
    void aNumberStandsForItsText() {
        assertThat(parse(PLAN.replace("\"a\"", "5")).parts().getFirst().name()).isEqualTo("5");
    }

    @Test
    @DisplayName("rule 11.1: an encoding other than UTF-8 is told")
    void utf8Only() {
        for (var other : new String[] {"UTF-16", "UTF-16LE", "UTF-32"}) {
            var text = "{\"a\":1}".getBytes(Charset.forName(other));
            var error =
                    catchThrowableOfType(
                            RondoException.class, () -> Json.parse(text, JsonNode.class));
            assertThat(error.kind()).isEqualTo(ErrorKind.USER);
            assertThat(error).hasMessageContaining("valid JSON in UTF-8");
            var rebuilt = Json.MAPPER.rebuild().build();
            assertThat(
                            catchThrowableOfType(
                                    RondoException.class,
                                    () -> Json.parse(text, JsonNode.class, rebuilt)))
                    .hasMessageContaining("valid JSON in UTF-8");
        }
    }

    @Test
    @DisplayName("rule 11.2: depth has a limit")
    void depth() {
        var deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var error =
                catchThrowableOfType(RondoException.class, () -> Json.parse(deep, JsonNode.class));
        assertThat(error.kind()).isEqualTo(ErrorKind.LIMIT);
        assertThat(error.code()).isEqualTo("json.too_deep");
        assertThat(Json.tree("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
    }
}
