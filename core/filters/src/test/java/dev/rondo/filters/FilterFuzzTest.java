package dev.rondo.filters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seeded random filters: none crashes the parser, and what was written is what is read. */
class FilterFuzzTest {
    private static final int FILTERS = Integer.getInteger("filters.fuzz", 4_000);
    private static final List<Vocabulary> ALL =
            List.of(
                    Vocabularies.RUNS,
                    Vocabularies.EXPERIMENTS,
                    Vocabularies.VERSIONS,
                    Vocabularies.LOGGED_MODELS);
    private static final List<String> PIECES =
            List.of(
                    "metrics.acc",
                    "params.",
                    "tags.`a b`",
                    "status",
                    "run_id",
                    "name",
                    "version_number",
                    ".",
                    "`",
                    "\"",
                    "'",
                    "''",
                    "\\",
                    "(",
                    ")",
                    ",",
                    ";",
                    "=",
                    "!",
                    "<",
                    ">",
                    "<>",
                    "--",
                    "/*",
                    "AND",
                    "or",
                    "NOT",
                    "IN",
                    "LIKE",
                    "ilike",
                    "IS",
                    "NULL",
                    "BETWEEN",
                    "'x'",
                    "\"y\"",
                    "(\'a\', 'b')",
                    "1",
                    "-",
                    "1.5e3",
                    "1e",
                    "9999999999999999999",
                    "\u0000",
                    "é",
                    "🙂",
                    "\ud800",
                    "\t",
                    "\n",
                    "dataset.name",
                    "%",
                    "$",
                    "#",
                    "1e9999",
                    "metrics.1");

    @Test
    void noTextDoesWorseThanBeingRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < FILTERS; i++) {
            var text = randomText(random);
            try {
                ALL.forEach(vocabulary -> parse(text, vocabulary));
                OrderBy.parse(List.of(text), Vocabularies.RUN_ORDER);
                read++;
            } catch (RondoException e) {
                assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT);
                assertThat(e.what().length()).isLessThan(8_000);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(read).isLessThan(FILTERS);
    }

    private static void parse(String text, Vocabulary vocabulary) {
        try {
            Filter.parse(text, vocabulary);
        } catch (RondoException e) {
            assertThat(e.kind()).isIn(ErrorKind.USER, ErrorKind.LIMIT);
        }
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())))
                    .append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    @Test
    void whatWasWrittenIsRead() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < FILTERS / 4; i++) {
            var wanted =
                    IntStream.range(0, 1 + random.nextInt(4))
                            .mapToObj(_ -> randomComparison(random))
                            .toList();
            var text = written(wanted, random);
            assertThat(
                            Filter.parse(text, Vocabularies.RUNS).stream()
                                    .map(FilterFuzzTest::withoutPlace)
                                    .toList())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(wanted);
        }
    }

    private static Comparison withoutPlace(Comparison c) {
        return new Comparison(c.entity(), c.key(), c.operator(), c.literal(), 0);
    }

    private static Comparison randomComparison(Random random) {
        var key = randomKey(random);
        var operators = new ArrayList<>(key.type().operators());
        var operator = operators.get(random.nextInt(operators.size()));
        var literal =
                switch (operator) {
                    case IS_NULL, IS_NOT_NULL -> new Literal.None();
                    case IN, NOT_IN ->
                            new Literal.Texts(List.of(randomValue(random), randomValue(random)));
                    default ->
                            key.type().numeric()
                                    ? new Literal.Number(
                                            new BigDecimal(Double.toString(random.nextGaussian())))
                                    : new Literal.Text(randomValue(random));
                };
        return new Comparison(key.entity(), key.name(), operator, literal, 0);
    }

    private static Key randomKey(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Key("metric", randomName(random), ValueType.NUMBER, true);
            case 1 -> new Key("parameter", randomName(random), ValueType.OPTIONAL_TEXT, true);
            case 2 -> new Key("tag", randomName(random), ValueType.OPTIONAL_TEXT, true);
            case 3 -> new Key("attribute", "run_id", ValueType.LISTED_TEXT, false);
            default -> new Key("attribute", "start_time", ValueType.NUMBER, false);
        };
    }

    private static String randomName(Random random) {
        var names = List.of("a", "and", "is", "a.b.c", "é", "a b", "x/y:z-1", "_", "`", "\"", "1");
        return names.get(random.nextInt(names.size()));
    }

    private static String randomValue(Random random) {
        var values = List.of("", "x", "it's", "\"", "'\"'", "a AND b", ");--", "\\", "🙂", "1");
        return values.get(random.nextInt(values.size()));
    }

    private static String written(List<Comparison> comparisons, Random random) {
        var text = new StringBuilder();
        for (var c : comparisons) {
            text.append(
                            text.isEmpty()
                                    ? ""
                                    : blank(random)
                                            + (random.nextBoolean() ? "AND" : "and")
                                            + blank(random))
                    .append(writtenKey(c, random))
                    .append(blank(random))
                    .append(
                            random.nextBoolean()
                                    ? c.operator().symbol()
                                    : c.operator().symbol().toLowerCase(java.util.Locale.ROOT))
                    .append(blank(random))
                    .append(writtenLiteral(c.literal(), random));
        }
        return text.toString();
    }

    private static String writtenKey(Comparison c, Random random) {
        var quote = random.nextBoolean() ? "`" : "\"";
        var key =
                c.key().matches("[a-zé_][a-z_]*(\\.[a-z]+)*") && random.nextBoolean()
                        ? c.key()
                        : quote + c.key().replace(quote, quote + quote) + quote;
        return c.entity()
                + (c.entity().equals("attribute") || random.nextBoolean() ? "" : "s")
                + "."
                + key;
    }

    private static String writtenLiteral(Literal literal, Random random) {
        return switch (literal) {
            case Literal.None() -> "";
            case Literal.Number(var value) -> value.toString();
            case Literal.Text(var value) -> quoted(value, random);
            case Literal.Texts(var values) ->
                    "("
                            + quoted(values.get(0), random)
                            + blank(random)
                            + ","
                            + quoted(values.get(1), random)
                            + ")";
        };
    }

    private static String quoted(String value, Random random) {
        var quote = random.nextBoolean() ? "'" : "\"";
        return quote + value.replace(quote, quote + quote) + quote;
    }

    private static String blank(Random random) {
        return " \n\t ".substring(0, 1 + random.nextInt(4));
    }
}
