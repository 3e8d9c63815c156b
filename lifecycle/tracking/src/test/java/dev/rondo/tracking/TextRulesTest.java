package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys, names and addresses, without a database. */
class TextRulesTest {
    @Test
    void keysMayHaveWhatPathsMayHave() {
        for (var key : List.of("a", "a/b.c-d_e: f", "é中²", "a/..b", " ", ":")) {
            assertThatCode(() -> KeyRule.check("key", key)).as(key).doesNotThrowAnyException();
        }
        assertKey("../x", "This name would resolve to '../x'");
        assertKey("", "This name would resolve to '.'");
        assertKey("/a/../..", "This name would resolve to '/'");
        assertKey("//a", "This name would resolve to '//a'");
        assertKey("///a", "This name would resolve to '/a'");
        assertKey("a/b/../../../c", "This name would resolve to '../c'");
        assertKey("é\n", "Invalid value \"\\u00e9\\n\" for parameter 'key'");
        assertKey("a\n", "Names may only contain");
    }

    private static void assertKey(String key, String message) {
        assertThatThrownBy(() -> KeyRule.check("key", key))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining(message);
    }

    @Test
    void randomNamesFit() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            assertThat(RandomNames.make(random))
                    .matches("[a-z]+-[a-z]+-[0-9]{1,4}")
                    .hasSizeLessThanOrEqualTo(RandomNames.LENGTH);
        }
    }

    @Test
    void addressesThatNameAHostAreRefused() {
        for (var uri :
                List.of(
                        "ftp://a/b",
                        "HTTP://a",
                        "https:x",
                        "abfss://c@a/b",
                        "mlflow-artifacts://host/x")) {
            assertThatThrownBy(() -> ArtifactUris.location(uri))
                    .as(uri)
                    .isInstanceOf(RondoException.class)
                    .hasMessageContaining("'artifact_location' cannot use the '")
                    .hasMessageContaining("scheme addresses a host other");
        }
        for (var uri :
                List.of("mlflow-artifacts:/x", "s3://b/c;d", "gs://b", "file:///x", "/x/y")) {
            assertThat(ArtifactUris.location(uri)).isEqualTo(uri);
        }
        assertThat(ArtifactUris.location("my dir/x"))
                .isEqualTo(Path.of("").toAbsolutePath() + "/my dir/x");
        assertLocation("runs:/abc", "Artifact location cannot be a runs:/ URI. Given: 'runs:/abc'");
        assertLocation("s3://a/b#c", "'artifact_location' URL can't include fragments or params.");
        assertLocation("s3://a/b?x=../..", "Invalid query string");
        assertLocation("s3://" + "a".repeat(2_048), "Invalid artifact path length.");
    }

    private static void assertLocation(String uri, String message) {
        assertThatThrownBy(() -> ArtifactUris.location(uri)).hasMessageContaining(message);
    }
}
