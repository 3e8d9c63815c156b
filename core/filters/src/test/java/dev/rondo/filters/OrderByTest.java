package dev.rondo.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders; the messages are those that MLflow 3.17.2 gave to the same clauses. */
class OrderByTest {
    @Test
    void aClauseIsAKeyAndPerhapsADirection() {
        assertThat(
                        OrderBy.parse(
                                List.of("metrics.`a b` desc", "Created", " status ASC "),
                                Vocabularies.RUN_ORDER))
                .containsExactly(
                        new Ordering("metric", "a b", false),
                        new Ordering("attribute", "start_time", true),
                        new Ordering("attribute", "status", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "start_time UP | 12 | Invalid ordering key in order_by clause 'start_time UP'.",
                "start_time ASC DESC | 16 | Invalid order_by clause 'start_time ASC DESC'. Could not be parsed.",
                "~~ | 1 | Invalid order_by clause ''. Could not be parsed.",
                "dataset.name | 1 | Invalid identifier type 'dataset'",
                "foo.bar | 1 | Invalid entity type 'foo'. Valid values are ['metric', 'attribute', 'dataset']",
                "foo | 1 | Invalid attribute key 'foo' specified. Valid keys are '{'start_time', 'Created', 'status'}'",
            })
    void whatIsNoClauseIsRefusedAtItsPlace(String clause, int position, String what) {
        assertThatThrownBy(() -> OrderBy.parse(List.of("status", clause), Vocabularies.RUN_ORDER))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.what()).isEqualTo(what);
                            assertThat(e.where()).isEqualTo("order_by[1] at character " + position);
                        });
    }

    @Test
    void aKeyComesOnce() {
        assertThatThrownBy(() ->
                        OrderBy.parse(
                                List.of("metrics.a", "metric.a DESC"), Vocabularies.RUN_ORDER))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
                            assertThat(e.what())
                                    .isEqualTo(
                                            "`order_by` contains duplicate fields: ['metrics.a', 'metric.a DESC']");
                        });
    }

    @Test
    void theNumberOfClausesHasALimit() {
        var clauses = Collections.nCopies(21, "status");
        assertThatThrownBy(() -> OrderBy.parse(clauses, Vocabularies.RUN_ORDER))
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
    }
}
