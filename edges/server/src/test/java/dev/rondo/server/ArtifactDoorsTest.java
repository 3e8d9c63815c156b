package dev.rondo.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No path of a file leads out of its root, through whichever door, over real HTTP. */
class ArtifactDoorsTest {
    private static final List<String> JSON = List.of("Content-Type: application/json");

    /** In front of each stands a folder of the run, so that one {@code ..} is not enough. */
    private static final List<String> OUTSIDE =
            List.of(
                    "..",
                    "../x",
                    "a/../../x",
                    "a/..",
                    "/etc/passwd",
                    "a\\b",
                    "..\\..\\x",
                    "\\\\host\\share",
                    "C:/x",
                    "C:",
                    "a\0b",
                    "%2e%2e/x",
                    "%2E./x",
                    "..%2fx",
                    "%2fetc%2fpasswd",
                    "%252e%252e%252fx",
                    "%25252e%25252e/x",
                    "a%5cb",
                    "a%00b",
                    "C%3a/x");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RondoServer server;

    @SuppressWarnings("NullAway.Init")
    private static RawHttp http;

    @SuppressWarnings("NullAway.Init")
    private static String run;

    @SuppressWarnings("NullAway.Init")
    private static String model;

    /**
     * A way to a file.
     *
     * @param target the request's target, with {@code PATH}, {@code RUN} and {@code MODEL}
     * @param body the same for its body
     * @param inPath whether the target's path has it, where a slash may stand as it is
     */
    record Door(String method, String target, String body, boolean inPath) {
        static Door path(String method, String target) {
            return new Door(method, target + "/PATH", method.equals("PUT") ? "x" : "", true);
        }

        static Door query(String method, String target) {
            return new Door(method, target + "=PATH", method.equals("POST") ? "x" : "", false);
        }

        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    static Stream<Door> doors() {
        var store = "/api/2.0/mlflow-artifacts/";
        var ajax = "/ajax-api/2.0/mlflow/";
        var ofRun = "/api/v1/runs/RUN/artifacts";
        var graphql =
                "{\"query\":\"{ mlflowListArtifacts(input: {runId: \\\"RUN\\\", path: PATH}) { files { path } } }\"}";
        return Stream.of(
                Door.path("GET", store + "artifacts"),
                Door.path("HEAD", store + "artifacts"),
                Door.path("PUT", store + "artifacts"),
                Door.path("DELETE", store + "artifacts"),
                Door.path("GET", "/ajax-api/2.0/mlflow-artifacts/artifacts"),
                Door.query("GET", store + "artifacts?path"),
                Door.path("GET", store + "presigned"),
                new Door(
                        "POST",
                        store + "mpu/create/PATH",
                        "{\"path\":\"f\",\"num_parts\":1}",
                        true),
                Door.query("GET", "/api/2.0/mlflow/artifacts/list?run_id=RUN&path"),
                Door.query("GET", "/get-artifact?run_id=RUN&path"),
                Door.query("GET", ajax + "get-artifact?run_id=RUN&path"),
                Door.query("GET", "/model-versions/get-artifact?name=RM&version=1&path"),
                Door.query("POST", ajax + "upload-artifact?run_uuid=RUN&path"),
                Door.query("GET", ajax + "logged-models/MODEL/artifacts/files?artifact_file_path"),
                Door.query(
                        "GET",
                        ajax + "logged-models/MODEL/artifacts/directories?artifact_directory_path"),
                Door.path("GET", ofRun),
                Door.path("PUT", ofRun),
                Door.query("GET", ofRun + "?path"),
                Door.path("GET", "/api/v1/import/artifacts"),
                Door.path("PUT", "/api/v1/import/artifacts"),
                new Door("POST", "/graphql", graphql, false));
    }

    @BeforeAll
    static void start() {
        server = RondoServer.start(ServerOptions.local(folder.resolve("data"), 0));
        http = new RawHttp(server.port());
        var client = new RondoClient(java.net.URI.create("http://127.0.0.1:" + server.port()));
        var api = "/api/2.0/mlflow/";
        var inFirst = RondoClient.object().put("experiment_id", "0");
        run = client.post(api + "runs/create", inFirst).at("/run/info/run_id").asText();
        model = client.post(api + "logged-models", inFirst).at("/model/info/model_id").asText();
        send("PUT", "/api/v1/runs/" + run + "/artifacts/a/b", "inside");
        client.post(api + "registered-models/create", RondoClient.object().put("name", "RM"));
        client.post(
                api + "model-versions/create",
                RondoClient.object()
                        .put("name", "RM")
                        .put("source", "runs:/" + run + "/a")
                        .put("run_id", run));
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
    }

    private static RawHttp.Answer send(String method, String target, String body) {
        return http.send(method, target, JSON, body.getBytes(UTF_8));
    }

    private static RawHttp.Answer knock(Door door, String path, boolean slashes) {
        var encoded = URLEncoder.encode(path, UTF_8).replace("+", "%20");
        var inTarget = slashes ? encoded.replace("%2F", "/") : encoded;
        var quoted = "\\\"" + path.replace("\\", "\\\\\\\\").replace("\0", "\\\\u0000") + "\\\"";
        return send(
                door.method(),
                door.target().replace("RUN", run).replace("MODEL", model).replace("PATH", inTarget),
                door.body().replace("RUN", run).replace("PATH", quoted));
    }

    @ParameterizedTest
    @MethodSource("doors")
    @DisplayName("rule 11.2: a path that would leave its root is refused, and nothing is written")
    void aPathCannotLeaveItsRoot(Door door) throws IOException {
        var before = files();
        for (var path : OUTSIDE) {
            assertRefused(door, path, knock(door, path, false));
            if (door.inPath()) {
                assertRefused(door, path, knock(door, path, true));
                if (path.startsWith("%")) {
                    var raw = door.target().replace("RUN", run).replace("PATH", path);
                    assertRefused(door, path, send(door.method(), raw, door.body()));
                }
            }
        }
        assertThat(files()).isEqualTo(before);
    }

    private static void assertRefused(Door door, String path, RawHttp.Answer answer) {
        var shown = "%s, %s: %d %s".formatted(door, path, answer.status(), answer.text());
        if (door.target().equals("/graphql")) {
            assertThat(answer.text()).as(shown).contains("\"mlflowListArtifacts\":null");
        } else {
            assertThat(answer.status()).as(shown).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    @DisplayName("a symbolic link in the store leads nowhere")
    void aLinkIsNotFollowed(Door door) throws IOException {
        var outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        var root = folder.resolve("data/blobs/artifacts");
        var ofRun = root.resolve("0/" + run + "/artifacts");
        for (var place : List.of(root, ofRun, ofRun.resolve("a"), ofModel(root))) {
            Files.createDirectories(place);
            link(place.resolve("folder"), outside);
            link(place.resolve("file"), outside.resolve("secret"));
        }
        for (var path : List.of("folder", "folder/secret", "folder/new", "file")) {
            var answer = knock(door, path, true);
            assertThat(answer.text()).as("%s, %s", door, path).doesNotContain("secret\"");
            assertThat(answer.text()).isNotEqualTo("secret");
            if (!door.target().equals("/graphql")) {
                assertThat(answer.status()).as("%s, %s", door, path).isBetween(200, 499);
            }
        }
        assertThat(knock(door, "", true).text()).doesNotContain("\"path\":\"folder\"");
        try (var inside = Files.list(outside)) {
            assertThat(inside).containsExactly(outside.resolve("secret"));
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    private static Path ofModel(Path root) {
        return root.resolve("0/models/" + model + "/artifacts");
    }

    private static void link(Path link, Path target) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, target);
        }
    }

    @Test
    void aPathWithinItsRootIsFound() {
        assertThat(send("GET", "/api/v1/runs/" + run + "/artifacts/a%2F%2Fb", "").text())
                .isEqualTo("inside");
        assertThat(send("GET", "/get-artifact?run_id=" + run + "&path=a/./b", "").text())
                .isEqualTo("inside");
    }

    /** Everything but the database and what is on its way. */
    private static Set<String> files() throws IOException {
        try (var all = Files.walk(folder)) {
            var names = new TreeSet<String>();
            all.map(Path::toString).filter(name -> !name.contains("rondo.db")).forEach(names::add);
            return names;
        }
    }
}
