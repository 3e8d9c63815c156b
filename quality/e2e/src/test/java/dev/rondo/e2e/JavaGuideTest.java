package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.Rondo;
import dev.rondo.client.RunRecord;
import dev.rondo.server.RondoServer;
import dev.rondo.server.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide are compiled and run as they stand, in order, beside a server. */
class JavaGuideTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    @DisplayName("docs/guide/java.md: a loop of fifteen lines, and what is found afterwards")
    void theProgramsRun(@TempDir Path folder) throws Exception {
        var page = Files.readString(Repository.root().resolve("docs/guide/java.md"));
        var programs = PROGRAM.matcher(page).results().map(MatchResult::group).toList();
        assertThat(programs).hasSize(3);
        assertThat(programs.getFirst().substring(programs.getFirst().indexOf("void main")).lines())
                .hasSizeLessThanOrEqualTo(15);
        try (var server = RondoServer.start(ServerOptions.local(folder.resolve("data"), 0))) {
            var address = "http://127.0.0.1:" + server.port();
            for (var program : programs.subList(0, 2)) {
                assertThat(program).contains("http://127.0.0.1:8080");
                run(folder, program.replace("http://127.0.0.1:8080", address));
            }
            check(Rondo.at(address));
        }
        var model = "edges/server/src/test/resources/three-features.json";
        Files.copy(Repository.root().resolve(model), folder.resolve("model.json"));
        assertThat(Double.parseDouble(run(folder, programs.getLast()).strip())).isBetween(0.0, 1.0);
    }

    private static void check(Rondo rondo) {
        var runs = rondo.runs("straight line").list(10);
        assertThat(runs).extracting(RunRecord::status).containsExactly("FINISHED");
        assertThat(runs.getFirst().params()).containsEntry("rate", "0.05");
        assertThat(runs.getFirst().metrics().get("slope")).isBetween(2.99, 3.01);
        assertThat(
                        rondo.http()
                                .get("/api/v1/runs/" + runs.getFirst().id() + "/metrics/loss")
                                .path("items"))
                .hasSize(100);
        var versions = rondo.models().versions("line");
        assertThat(versions.getFirst().aliases()).isEqualTo(java.util.Set.of("champion"));
    }

    private static String run(Path folder, String block) throws IOException, InterruptedException {
        var program = block.replaceAll("```(java\n)?", "");
        var file = Files.writeString(folder.resolve("Program.java"), program);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        file.toString()))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
