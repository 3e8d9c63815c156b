package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a person or a script uses it. */
class CommandLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RondoProcess server;

    private record Result(int status, String out, String err) {}

    @BeforeAll
    static void start() {
        server = RondoProcess.server(folder.resolve("data"));
        Loans.serve(server.client());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Result rondo(String... arguments) {
        try {
            var err = Files.createTempFile(folder, "err", ".txt");
            var command = RondoProcess.command(arguments);
            command.environment().put("RONDO_SERVER", server.client().server().toString());
            var process = command.redirectError(err.toFile()).start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, Files.readString(err));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void predictionsAreListedAsLines() throws IOException {
        var answer =
                rondo(
                        "predict",
                        "loans",
                        "--features",
                        "{\"amount\":120,\"age\":30,\"job\":\"fixed\"}",
                        "--key",
                        "anna",
                        "-o",
                        "jsonl");
        assertThat(answer.status()).as(answer.err()).isZero();
        var id = RondoClient.JSON.readTree(answer.out()).path("prediction_id").asText();
        var lines = rondo("get", "predictions", "--endpoint", "loans", "-o", "jsonl");
        assertThat(lines.status()).isZero();
        var record =
                RondoClient.JSON.readTree(
                        lines.out()
                                .lines()
                                .filter(line -> line.contains("\"anna\""))
                                .findFirst()
                                .orElseThrow());
        assertThat(record.path("prediction_id").asText()).isEqualTo(id);
        assertThat(record.path("input").path("amount").asDouble()).isEqualTo(120);
        for (var field :
                new String[] {"score", "decision", "model", "version", "route", "event_time"}) {
            assertThat(record.has(field)).as(field).isTrue();
        }
        var outcome = rondo("outcome", id, "no", "--endpoint", "loans", "-o", "json");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(rondo("outcome", id, "yes", "--endpoint", "loans").status())
                .as("a different outcome is a conflict")
                .isEqualTo(4);
    }

    @Test
    void everyKindIsListed() {
        for (var kind :
                new String[] {
                    "datasets", "runs", "models", "endpoints", "releases", "alerts", "pipelines"
                }) {
            var result = rondo("get", kind);
            assertThat(result.status()).as("%s: %s", kind, result.err()).isZero();
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void everyFormatIsPrinted() throws IOException {
        assertThat(rondo("get", "models").out().lines().skip(1))
                .allMatch(l -> l.startsWith("loans"));
        var json = RondoClient.JSON.readTree(rondo("get", "models", "-o", "json").out());
        var line = rondo("get", "models", "-o", "jsonl").out().lines().findFirst().orElseThrow();
        assertThat(RondoClient.JSON.readTree(line)).isEqualTo(json.path(0));
        assertThat(rondo("get", "models", "-o", "yaml").out()).contains("name: loans");
    }

    @Test
    void oneThingIsShownWithItsPartsAsTables() {
        var shown = rondo("get", "datasets", "loans/1").out();
        assertThat(shown).containsPattern("(?m)^schema$\\s+NAME +TYPE +NULLABLE$");
        assertThat(shown.lines()).allMatch(line -> line.length() < 400);
    }

    @Test
    void trainingTellsItsTasksAndEndsWithASummary() {
        var result = rondo("train", "loans", "--target", "bad", "--model", "second");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("prepare: succeeded", "reference: succeeded");
        assertThat(result.out())
                .contains("looks for                bad = yes", "gate roc_auc", "second/1");
    }

    @Test
    void aModelIsFetched() {
        var out = folder.resolve("fetched");
        var result = rondo("fetch", "model", "loans/1", out.toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(out.resolve("MLmodel")).exists();
        assertThat(rondo("fetch", "model", "loans/1", out.toString()).status())
                .as("a full directory is not overwritten")
                .isEqualTo(2);
        assertThat(rondo("fetch", "model", "loans/99", folder.resolve("none").toString()).status())
                .isEqualTo(3);
    }

    @Test
    void replayIsEqual() throws IOException {
        var result = rondo("replay", "loans", "-o", "json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(RondoClient.JSON.readTree(result.out()).path("different").asLong()).isZero();
    }

    @Test
    void exitStatusesAreTyped() {
        assertThat(rondo("get", "models", "none").status()).isEqualTo(3);
        assertThat(rondo("get", "nonsense").status()).isEqualTo(2);
        assertThat(rondo("get", "models", "--server", "http://127.0.0.1:1").status()).isEqualTo(6);
        assertThat(rondo("--help").out()).contains("Examples");
    }

    @Test
    void tablesThatCannotWorkAreRefused() throws IOException {
        var one = Files.writeString(folder.resolve("one.csv"), "a,y\n" + "1,no\n".repeat(600));
        var few = Files.writeString(folder.resolve("few.csv"), "a,y\n1,no\n2,yes\n");
        var three =
                Files.writeString(
                        folder.resolve("three.csv"),
                        "a,y\n" + "1,no\n2,yes\n3,maybe\n".repeat(300));
        assertThat(rondo("try", one.toString(), "--target", "y", "--exit").err())
                .contains("only the value");
        assertThat(rondo("try", few.toString(), "--target", "y", "--exit").err())
                .contains("too few");
        assertThat(rondo("try", three.toString(), "--target", "y", "--exit").err())
                .contains("3 values");
        var wrong = rondo("try", one.toString(), "--target", "z", "--exit");
        assertThat(wrong.err()).contains("olumns: a, y");
        assertThat(wrong.status()).isEqualTo(2);
    }
}
