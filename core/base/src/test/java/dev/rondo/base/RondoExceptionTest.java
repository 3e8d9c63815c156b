package dev.rondo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RondoExceptionTest {
    @Test
    @DisplayName("rule 11.1: an error says what, where, why and what to do next")
    void saysAll() {
        var cause = new IOException("line");
        var error =
                RondoException.user("dataset.ragged_row", "the row has 19 fields, the header 20")
                        .at("churn.csv, line 812")
                        .because("every row needs one field per column")
                        .next("mend the row")
                        .causedBy(cause);
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.code()).isEqualTo("dataset.ragged_row");
        assertThat(error.what()).isEqualTo("the row has 19 fields, the header 20");
        assertThat(error.where()).isEqualTo("churn.csv, line 812");
        assertThat(error.why()).isEqualTo("every row needs one field per column");
        assertThat(error.nextStep()).isEqualTo("mend the row");
        assertThat(error).hasCause(cause);
        assertThat(error)
                .hasMessage(
                        "churn.csv, line 812: the row has 19 fields, the header 20;"
                                + " every row needs one field per column. Mend the row");
    }

    @Test
    void saysNoMoreThanItKnows() {
        var error = RondoException.notFound("model.unknown", "there is no model \"a\"");
        assertThat(error).hasMessage("there is no model \"a\"").hasNoCause();
        assertThat(error.where()).isNull();
        assertThat(error.why()).isNull();
        assertThat(error.nextStep()).isNull();
    }

    @Test
    void aLaterPartKeepsTheEarlierOnesAndTheOrigin() {
        var bare = RondoException.limit("body.too_large", "the body is too large");
        var placed = bare.at("body");
        assertThat(placed.next("send less").where()).isEqualTo("body");
        assertThat(placed.getStackTrace()).isEqualTo(bare.getStackTrace());
        assertThat(bare.where()).isNull();
    }
}
