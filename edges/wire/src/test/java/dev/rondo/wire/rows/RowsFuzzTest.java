package dev.rondo.wire.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.wire.scoring.ScoringRoutes;
import dev.rondo.wire.v1.V1Routes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated requests to the protocols of rows, over the network: each is answered, or refused as the
 * caller's mistake. {@code -Dfuzz.requests=100000} sends the whole count to each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowsFuzzTest {
    private static final int REQUESTS = Mutator.requests(1000);
    private static final String JSON = "application/json";
    private static final List<String> WORDS =
            List.of(
                    "-1",
                    "0",
                    "1e39",
                    "1e999999999",
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
                    "\n",
                    "\\u0000",
                    "\\ud800",
                    "99999999999999999999",
                    "\"a\"",
                    "\"b\"",
                    "\"c\"",
                    "\"columns\":",
                    "\"data\":",
                    "\"instances\":",
                    "\"examples\":",
                    "\"context\":",
                    "\"x\":",
                    "\"inputs\":",
                    "\"b64\":",
                    "\"index\":[0],",
                    "\"params\":{}",
                    "\"signature_name\":\"x\"",
                    "{\"b64\":\"AA==\"}",
                    "[[[[[[[[[[",
                    "\"");
    private static final List<byte[]> V1 =
            bytes(
                    "{\"instances\":[[1,2,3],[4.5,-6e-3,7]]}",
                    "{\"instances\":[{\"a\":1,\"b\":2,\"c\":3},{\"c\":[3],\"b\":true,\"a\":null}]}",
                    "{\"inputs\":{\"a\":[1,2],\"b\":[3,4],\"c\":[5,6]}}",
                    "{\"signature_name\":\"serving_default\",\"inputs\":[[1,2,3]]}",
                    "{\"examples\":[{\"a\":1,\"b\":2,\"c\":3}],\"context\":{\"a\":1}}");
    private static final List<byte[]> EXAMPLES =
            bytes(
                    "{\"examples\":[{\"a\":1,\"b\":2,\"c\":3},{\"c\":[3.5],\"a\":-1,\"b\":0}]}",
                    "{\"context\":{\"a\":1,\"b\":[2]},\"examples\":[{\"c\":3},{\"c\":4,\"b\":7}]}",
                    "{\"examples\":[{\"x\":[1,2,3]},{\"x\":[4,5,6]}],\"signature_name\":\"serving_default\"}",
                    "{\"examples\":[{\"a\":{\"b64\":\"AA==\"},\"b\":2,\"c\":3}]}");
    private static final List<byte[]> SCORING =
            bytes(
                    "{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"index\":[0],\"data\":[[1,2,3]]},\"params\":{\"x\":1}}",
                    "{\"dataframe_records\":[{\"a\":1,\"b\":2,\"c\":3},{\"c\":1.5,\"a\":null,\"b\":true}]}",
                    "{\"instances\":[[1,2,3]],\"parameters\":{\"output_margin\":true}}",
                    "{\"inputs\":{\"a\":[1],\"b\":[2],\"c\":[3]}}");
    private static final List<byte[]> CSV =
            bytes("a,b,c\n1,2,3\n4.5,,-6e-3\n", "\"a\",\"b\"\"\",c\r\n1,\"2\",3\r\n");

    private final ModelHttp server;

    RowsFuzzTest(@TempDir Path root) throws IOException {
        server =
                new ModelHttp(
                        root,
                        (models, http) -> {
                            new V1Routes(models).addTo(http);
                            new ScoringRoutes(models, "3.17.2").addTo(http);
                        },
                        "named",
                        "classes");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
    }

    private void send(String path, String type, List<byte[]> originals) throws Exception {
        var mutator = new Mutator(WORDS);
        int refused = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var bytes = mutator.mutated(originals);
            int status = server.post(path, type, bytes).statusCode();
            assertThat(status).as(mutator.describe(bytes)).isIn(200, 400, 413);
            refused += status == 200 ? 0 : 1;
        }
        assertThat(refused).isBetween(REQUESTS / 5, REQUESTS);
    }

    @Test
    @DisplayName("rule 11.2: no mutated request to /v1 does harm")
    void v1() throws Exception {
        send("/v1/models/named:predict", JSON, V1);
        send("/v1/models/named:regress", JSON, V1);
    }

    @Test
    @DisplayName("rule 11.2: no mutated examples do harm")
    void examples() throws Exception {
        send("/v1/models/named:regress", JSON, EXAMPLES);
        send("/v1/models/classes:classify", JSON, EXAMPLES);
    }

    @Test
    @DisplayName("rule 11.2: no mutated request to /invocations does harm, as JSON or as CSV")
    void scoring() throws Exception {
        send("/invocations?model_name=named", JSON, SCORING);
        send("/invocations?model_name=named", "text/csv", CSV);
    }
}
