package dev.rondo.wire.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Http;
import dev.rondo.wire.oip.OipRoutes;
import dev.rondo.wire.scoring.ScoringRoutes;
import dev.rondo.wire.v1.V1Routes;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 8259, 8.1: JSON between systems is in UTF-8. */
class EncodingTest {
    private static final List<String> OTHERS =
            List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "X-UTF-32LE-BOM");

    private static void protocols(ModelCatalogue models, Http http) {
        new OipRoutes(models, "0").addTo(http);
        new V1Routes(models).addTo(http);
        new ScoringRoutes(models, "3.17.2").addTo(http);
    }

    @Test
    @DisplayName("rule 11.1: JSON in another encoding than UTF-8 is told as such, at every door")
    void utf8Only(@TempDir Path root) throws Exception {
        try (var server = new ModelHttp(root, EncodingTest::protocols, "plain")) {
            var rows = "{\"instances\":[[1,2,3]]}";
            var tensor =
                    "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\","
                            + "\"data\":[1,2,3]}]}";
            check(server, "/v1/models/plain:predict", rows);
            check(server, "/invocations", rows);
            check(server, "/predictions/plain", rows);
            check(server, "/v2/models/plain/infer", tensor);
        }
    }

    private static void check(ModelHttp server, String path, String body) throws Exception {
        for (var other : OTHERS) {
            var answer =
                    server.post(path, "application/json", body.getBytes(Charset.forName(other)));
            assertThat(answer.statusCode()).as(path + " in " + other).isEqualTo(400);
            assertThat(answer.body()).contains("not valid JSON in UTF-8");
        }
        for (var mark : new String[] {"", "\ufeff"}) {
            var answer = server.post(path, "application/json", (mark + body).getBytes(UTF_8));
            assertThat(answer.statusCode()).as(path + " with mark '" + mark + "'").isEqualTo(200);
        }
    }
}
