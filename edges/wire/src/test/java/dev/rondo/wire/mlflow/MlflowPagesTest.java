package dev.rondo.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowPagesTest {
    private final Http http = new Http(MlflowErrors::render);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final int port;

    MlflowPagesTest(@TempDir Path temporary) throws IOException {
        folder = Files.createDirectories(temporary.resolve("build"));
        Files.createDirectories(folder.resolve("static/js"));
        Files.writeString(folder.resolve("index.html"), "<html>");
        Files.writeString(folder.resolve("static/js/main.1f.js"), "run()");
        Files.writeString(temporary.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("out.txt"), temporary.resolve("secret.txt"));
        new MlflowPages(folder).addTo(http);
        port = http.listen("127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void theFirstPageIsAskedForAgainAndTheRestIsKept() throws Exception {
        var index = send("GET", "/");
        assertThat(index.body()).isEqualTo("<html>");
        assertThat(header(index, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(index, "Cache-Control")).isEqualTo("no-cache");

        var script = send("GET", "/static-files/static/js/main.1f.js");
        assertThat(script.body()).isEqualTo("run()");
        assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(script, "Cache-Control")).isEqualTo("max-age=2419200");

        var again =
                send(
                        "GET",
                        "/static-files/static/js/main.1f.js",
                        "If-None-Match",
                        header(script, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(send("HEAD", "/"), "Content-Length")).isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope.js",
                "static",
                "",
                "../secret.txt",
                "static/../../secret.txt",
                "%2e%2e/secret.txt",
                "..%2fsecret.txt",
                "..%5csecret.txt",
                "%2fetc%2fpasswd",
                "/etc/passwd",
                "out.txt",
                "a%00b"
            })
    void nothingElseIsServed(String path) throws Exception {
        var answer = send("GET", "/static-files/" + path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"error_code\":\"");
    }

    @Test
    void aFolderWithoutPagesIsRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> new MlflowPages(empty))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("mlflow/server/js/build");
    }
}
