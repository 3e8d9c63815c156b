package dev.rondo.wire.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Json;
import dev.rondo.hosting.AddedModels;
import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.http.Http;
import dev.rondo.http.Reply;
import dev.rondo.wire.rows.SumModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container contract of SageMaker's endpoints with several models. */
class MultiModelTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http http = new Http(_ -> Reply.text("text/plain", "not told"));
    private final Path file;
    private final ModelRepository models;
    private final int port;

    MultiModelTest(@TempDir Path root) throws IOException {
        file = Files.writeString(root.resolve("model.json"), "sum");
        var added = new AddedModels(root, MultiModelRoutes.PAGE + 1);
        models =
                new ModelRepository(
                        added, _ -> new SumModel(List.of("a", "b", "c"), 0), ControlMode.EXPLICIT);
        models.start();
        new MultiModelRoutes(added, models).addTo(http);
        port = http.listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        http.close();
        models.close();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .header("X-Amzn-SageMaker-Target-Model", "churn/v1.tar.gz")
                        .method(method, BodyPublishers.ofByteArray(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String method, String path)
            throws IOException, InterruptedException {
        return ask(method, path, new byte[0]);
    }

    private int load(String name) throws IOException, InterruptedException {
        var body = "{\"model_name\":\"" + name + "\",\"url\":\"" + file + "\"}";
        return ask("POST", "/models", body.getBytes(UTF_8)).statusCode();
    }

    @Test
    void aModelFromItsLoadToItsEnd() throws Exception {
        var rows = "{\"instances\":[[1,2,3]]}".getBytes(UTF_8);
        assertThat(ask("GET", "/models").body()).isEqualTo("{\"models\":[]}");
        assertThat(ask("POST", "/models/0af/invoke", rows).statusCode()).isEqualTo(404);
        assertThat(load("0af")).isEqualTo(200);
        assertThat(load("0af")).isEqualTo(409);
        var told = "{\"modelName\":\"0af\",\"modelUrl\":\"" + file + "\"}";
        assertThat(ask("GET", "/models").body()).isEqualTo("{\"models\":[" + told + "]}");
        assertThat(ask("GET", "/models/0af").body()).isEqualTo(told);
        assertThat(ask("POST", "/models/0af/invoke", rows).body())
                .isEqualTo("{\"predictions\":[321.0]}");
        assertThat(ask("DELETE", "/models/0af").statusCode()).isEqualTo(200);
        for (var gone : new String[] {"GET", "DELETE"}) {
            var answer = ask(gone, "/models/0af");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(Json.tree(answer.body()).path("error_code").asText())
                    .isEqualTo("RESOURCE_DOES_NOT_EXIST");
        }
    }

    @Test
    @DisplayName("rule 11.2: no room is told as 507; a long list comes in pages")
    void pages() throws Exception {
        for (int i = 0; i <= MultiModelRoutes.PAGE; i++) {
            assertThat(load("m" + (1000 + i))).isEqualTo(200);
        }
        assertThat(load("one-more")).isEqualTo(507);
        var names = new ArrayList<String>();
        var first = Json.tree(ask("GET", "/models").body());
        first.path("models").forEach(each -> names.add(each.path("modelName").asText()));
        assertThat(names).hasSize(MultiModelRoutes.PAGE);
        var next = first.path("nextPageToken").asText();
        var second = Json.tree(ask("GET", "/models?next_page_token=" + next).body());
        assertThat(second.path("models")).hasSize(1);
        assertThat(second.path("models").get(0).path("modelName").asText()).isEqualTo("m1100");
        assertThat(second.has("nextPageToken")).isFalse();
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: a wrong load is told")
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"model_name\":\"a\"}",
                "{\"model_name\":7,\"url\":\"/\"}",
                "{\"model_name\":\"a\",\"url\":\"/etc/passwd\"}",
                "{\"model_name\":\"a/b\",\"url\":\"/etc/passwd\"}",
                "{\"model_name\":\"a\",\"url\":\"s3://bucket/model\"}",
            })
    void wrongLoads(String body) throws Exception {
        var answer = ask("POST", "/models", body.getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.tree(answer.body()).path("error_code").asText()).isEqualTo("BAD_REQUEST");
    }
}
