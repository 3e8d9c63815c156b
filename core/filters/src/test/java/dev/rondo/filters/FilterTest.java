package dev.rondo.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter language; the messages are those that MLflow 3.17.2 gave to the same filters. */
class FilterTest {
    private static Comparison one(String filter) {
        var comparisons = Filter.parse(filter, Vocabularies.RUNS);
        assertThat(comparisons).hasSize(1);
        return comparisons.getFirst();
    }

    private static Comparison text(
            String entity, String key, Operator operator, String value, int position) {
        return new Comparison(entity, key, operator, new Literal.Text(value), position);
    }

    @Test
    void comparisonsAreJoinedByAnd() {
        assertThat(
                        Filter.parse(
                                "metrics.acc>0.6 and params.`the depth` = '3' AND status!=\"FAILED\"",
                                Vocabularies.RUNS))
                .containsExactly(
                        new Comparison(
                                "metric",
                                "acc",
                                Operator.GREATER,
                                new Literal.Number(new BigDecimal("0.6")),
                                1),
                        text("parameter", "the depth", Operator.EQUAL, "3", 21),
                        text("attribute", "status", Operator.NOT_EQUAL, "FAILED", 50));
        assertThat(Filter.parse("", Vocabularies.RUNS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tags.mlflow.user = 'u'",
                "tag.`mlflow.user` = 'u'",
                "tags.\"mlflow.user\" = \"u\"",
                "`tags`.mlflow.user='u'",
                "\ttags.mlflow.user\n=\n'u' "
            })
    void aKeyIsAllAfterTheFirstDot(String filter) {
        assertThat(one(filter))
                .isEqualTo(
                        text(
                                "tag",
                                "mlflow.user",
                                Operator.EQUAL,
                                "u",
                                1 + filter.indexOf(filter.strip())));
    }

    @Test
    void aKeywordMayBeAKeyAfterADot() {
        assertThat(one("tags.order = 'x'").key()).isEqualTo("order");
        assertThat(one("params.and LIKE 'x'").key()).isEqualTo("and");
        assertThat(one("tags.is is not null").operator()).isEqualTo(Operator.IS_NOT_NULL);
        assertThat(one("tag.in Is Null").operator()).isEqualTo(Operator.IS_NULL);
    }

    @Test
    void otherNamesOfAKeyMeanTheFirst() {
        assertThat(one("Created > 1").key()).isEqualTo("start_time");
        assertThat(one("attr.created > 1").key()).isEqualTo("start_time");
        assertThat(one("`run name` like '%a_'"))
                .isEqualTo(text("attribute", "run_name", Operator.LIKE, "%a_", 1));
    }

    @Test
    void aTextMayHoldItsQuoteTwiceAndTheOtherOnce() {
        assertThat(one("tags.t = 'it''s \"so\"'").literal())
                .isEqualTo(new Literal.Text("it's \"so\""));
        assertThat(one("tags.t = \"it's\"").literal()).isEqualTo(new Literal.Text("it's"));
        assertThat(one("tags.`a``b` = ''")).isEqualTo(text("tag", "a`b", Operator.EQUAL, "", 1));
        assertThat(one("tags.t = 'AND OR ; --'").literal())
                .isEqualTo(new Literal.Text("AND OR ; --"));
    }

    @ParameterizedTest
    @CsvSource({"1e-3,0.001", "-1.5,-1.5", ".5,0.5", "3.,3", "1E400,Infinity", "-0,0.0"})
    void numbers(String written, double value) {
        var number = (Literal.Number) one("metrics.acc >= " + written).literal();
        assertThat(number.real()).isEqualTo(value);
    }

    @Test
    void lists() {
        assertThat(one("run_id not in ('a', \"b\",)"))
                .isEqualTo(
                        new Comparison(
                                "attribute",
                                "run_id",
                                Operator.NOT_IN,
                                new Literal.Texts(List.of("a", "b")),
                                1));
        assertThat(one("dataset.name IN('x')").operator()).isEqualTo(Operator.IN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "params.depth = 3 | 16 | Expected a quoted string value for parameter (e.g. 'my-value'). Got value 3",
                "tags.t1 = v1 | 11 | Parameter value is either not quoted or unidentified quote types used for string value v1. Use either single or double quotes.",
                "params.depth = `3` | 16 | Parameter value is either not quoted or unidentified quote types used for string value `3`. Use either single or double quotes.",
                "status IN ('RUNNING') | 11 | Only ['run_id'] attributes support comparison with a list of quoted string values.",
                "run_id IN () | 11 | While parsing a list in the query, expected a non-empty list of string values, but got empty list",
                "run_id IN (1) | 12 | While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: 1",
                "run_id IN ('a' 'b') | 16 | While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.",
                "start_time > '1' | 14 | Expected numeric value type for numeric attribute: start_time. Found '1'",
                "datasets.foo = 'x' | 1 | Invalid dataset key 'foo' specified. Valid keys are '{'name'}'",
                "dataset.name IS NULL | 14 | IS NULL / IS NOT NULL is only supported for tags and params, not for 'dataset' 'name'",
                "metrics.acc = '0.5' | 15 | Expected numeric value type for metric. Found '0.5'",
                "metrics.acc > NaN | 15 | Expected numeric value type for metric. Found NaN",
                "tags.t1 > '2' | 9 | Invalid comparator '>' not one of '{'=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'}'",
                "tags.t1 not like 'x' | 9 | Invalid comparator 'NOT LIKE' not one of '{'=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'}'",
                "tags.t1 IN ('v1') | 12 | Expected a quoted string value for tag (e.g. 'my-value'). Got value ('v1')",
                "status ==  'R' | 8 | Invalid comparator '==' not one of '{'=', '!=', 'LIKE', 'ILIKE'}'",
                "foo.bar = 'x' | 1 | Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
                "status = 'R' OR status = 'F' | 14 | Invalid clause(s) in filter string: 'OR'",
                "(status = 'R') | 1 | Invalid clause(s) in filter string: '(', 'status', '=', ''R'', ')'",
                "NOT status = 'R' | 1 | Invalid clause(s) in filter string: 'NOT'",
                "status 'R' | 1 | Invalid clause(s) in filter string: 'status', ''R''",
                "1 = 1 | 1 | Invalid comparison clause. Expected 'Identifier' found '1'",
                "'a' = 'a' | 1 | Invalid comparison clause. Expected 'Identifier' found ''a''",
                "metrics.acc > 0.6 -- c | 19 | Invalid clause(s) in filter string: '-- c'",
                "metrics.acc BETWEEN 0 AND 1 | 1 | Invalid clause(s) in filter string: 'metrics.acc', 'BETWEEN', '0'",
                "tags.t1 = ' | 1 | Invalid clause(s) in filter string: 'tags.t1', '=', '''",
                "status = 'a'; status = 'b' | 13 | Search filter contained multiple expression \"status = 'a'; status = 'b'\". Provide AND-ed expression list.",
                // Accepted by MLflow, and refused here.
                "AND | 1 | Invalid clause(s) in filter string: 'AND'",
                "status = 'R' AND | 14 | Invalid clause(s) in filter string: 'AND'",
                "AND status = 'R' | 1 | Invalid clause(s) in filter string: 'AND'",
                "status = 'R' AND AND status = 'R' | 18 | Invalid clause(s) in filter string: 'AND'",
                "metrics. = 3 | 1 | Invalid clause(s) in filter string: 'metrics.'",
                "metrics.`` = 3 | 1 | Invalid key '' of metric",
                "metrics.a > 1e99999 | 1 | Invalid clause(s) in filter string: 'metrics.a', '>', '1e99999'",
                "metrics.val-loss > 1 | 1 | Invalid clause(s) in filter string: 'metrics.val', '-', 'loss', '>', '1'",
            })
    void whatCannotBeReadIsRefusedAtItsPlace(String filter, int position, String what) {
        assertRefused(Vocabularies.RUNS, filter, position, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name IS NULL | 6 | IS NULL / IS NOT NULL is only supported for tags, not for attribute 'name'",
                "creation_time > 0.5 | 17 | Invalid value for numeric attribute 'creation_time': '0.5'",
                "creation_time > '0' | 17 | Expected numeric value type for numeric attribute: creation_time. Found '0'",
                "experiment_id = 0 | 17 | Expected a quoted string value for attributes. Got value 0",
                "experiment_id LIKE '0' | 15 | Invalid comparator for experiment_id: LIKE",
                "foo = 'x' | 1 | Invalid attribute key 'foo' specified. Valid keys are '{'name', 'experiment_id', 'creation_time'}'",
                "params.x = 'x' | 1 | Invalid entity type 'params'. Valid entity types are ('attribute', 'tag', 'tags')",
                "name = 'a' OR name = 'b' | 12 | Invalid clause(s) in filter string: OR",
                "tags.a > 'x' | 8 | Invalid comparator for tag: >",
            })
    void experimentsHaveTheirOwnWords(String filter, int position, String what) {
        assertRefused(Vocabularies.EXPERIMENTS, filter, position, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name > 'x' | 6 | Invalid comparator for attribute: >",
                "version_number > 1.5 | 18 | Invalid value for numeric attribute 'version_number': 1.5",
                "version_number = 'x' | 18 | Invalid value for numeric attribute 'version_number': x",
                "source_path IN ('x') | 16 | Only ['name'] attributes support comparison with a list of quoted string values.",
                "tags.a IS NULL | 8 | Invalid comparator for tag: IS NULL",
                "name = 3 | 8 | Expected a quoted string value or a list of quoted string values for attributes. Got value 3",
            })
    void theRegistryHasItsOwnWords(String filter, int position, String what) {
        assertRefused(Vocabularies.VERSIONS, filter, position, what);
    }

    @Test
    void aVersionMayStandInQuotes() {
        assertThat(Filter.parse("version_number = '2'", Vocabularies.VERSIONS))
                .extracting(Comparison::literal)
                .containsExactly(new Literal.Number(new BigDecimal(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "metric.rmse > 1 | 1 | Invalid entity type: 'metric'. Expected one of ['attributes', 'metrics', 'params', 'tags'].",
                "params.p > '1' | 10 | Invalid comparison operator for params.p: '>'. Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').",
                "name = 'a' OR name = 'b' | 12 | Invalid filter string: \"name = 'a' OR name = 'b'\". Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').",
            })
    void loggedModelsHaveTheirOwnWords(String filter, int position, String what) {
        assertRefused(Vocabularies.LOGGED_MODELS, filter, position, what);
    }

    @Test
    void blanksAreNoFilter() {
        assertRefused(Vocabularies.RUNS, "  ", 1, "Invalid filter '  '. Could not be parsed.");
    }

    private static void assertRefused(
            Vocabulary vocabulary, String filter, int position, String what) {
        assertThatThrownBy(() -> Filter.parse(filter, vocabulary))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.what()).isEqualTo(what);
                            assertThat(e.where()).isEqualTo("filter at character " + position);
                            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
                        });
    }

    @Test
    void placesAreCountedInCharactersNotInHalvesOfThem() {
        assertRefused(
                Vocabularies.RUNS,
                "tags.t = '🙂' OR",
                14,
                "Invalid clause(s) in filter string: 'OR'");
    }

    @Test
    void lengthsHaveLimits() {
        var many = "status = 'x' AND ".repeat(100) + "status = 'x'";
        var list = "run_id IN (" + "'x',".repeat(1_001) + ")";
        var text = "tags.t = '" + "x".repeat(100_000) + "'";
        for (var filter : List.of(many, list, text)) {
            assertThatThrownBy(() -> Filter.parse(filter, Vocabularies.RUNS))
                    .isInstanceOfSatisfying(
                            RondoException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
        }
    }
}
