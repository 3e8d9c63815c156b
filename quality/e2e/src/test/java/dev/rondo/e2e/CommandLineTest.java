package dev.rondo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.cli.Main;
import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
        System.setProperty("RONDO_SERVER", server.client().server().toString());
    }

    @AfterAll
    static void stop() {
        System.clearProperty("RONDO_SERVER");
        server.close();
    }

    /** In a process of its own, as it is used. */
    private static Result process(String... arguments) {
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

    /** In this process, which saves a second for the start of another. */
    private static Result rondo(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var usual = new PrintStream[] {System.out, System.err};
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int status = Main.run(arguments);
            return new Result(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usual[0]);
            System.setErr(usual[1]);
        }
    }

    @Test
    void predictionsAreListedAsLines() throws IOException {
        var answer =
                process(
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
        var lines = process("get", "predictions", "--endpoint", "loans", "-o", "jsonl");
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
        var outcome = process("outcome", id, "no", "--endpoint", "loans", "-o", "json");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(process("outcome", id, "yes", "--endpoint", "loans").status())
                .as("a different outcome is a conflict")
                .isEqualTo(4);
    }

    @Test
    void everyKindIsListed() {
        for (var kind :
                new String[] {
                    "datasets",
                    "experiments",
                    "runs",
                    "models",
                    "versions",
                    "endpoints",
                    "releases",
                    "alerts",
                    "pipelines"
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
        var result = process("train", "loans", "--target", "bad", "--model", "second");
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
        var result = process("replay", "loans", "-o", "json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(RondoClient.JSON.readTree(result.out()).path("different").asLong()).isZero();
    }

    private static String run(double auc, int depth) {
        var tracked = new Rondo(server.client());
        try (var run = tracked.run("by hand").param("depth", depth).param("eta", 0.1).start()) {
            run.metric("auc", auc);
            return run.finish().id();
        }
    }

    @Test
    void runsAreFoundAndCompared() throws IOException {
        var good = run(0.9, 6);
        var bad = run(0.6, 3);
        var found =
                rondo(
                        "get",
                        "runs",
                        "--experiment",
                        "by hand",
                        "--where",
                        "metrics.auc > 0.8",
                        "--order-by",
                        "metrics.auc DESC");
        assertThat(found.err()).isEmpty();
        assertThat(found.out()).contains(good, "METRICS.AUC", "0.9").doesNotContain(bad);
        var wrong = rondo("get", "runs", "--where", "metrics.auc >");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("character");
        assertThat(rondo("get", "alerts", "--where", "x = 1").status()).isEqualTo(2);

        var compared = rondo("runs", "compare", good, bad).out();
        assertThat(compared).containsPattern("\\* +params +depth +6 +3");
        assertThat(compared).containsPattern("(?m)^ +params +eta +0.1 +0.1$");
        var different = rondo("runs", "compare", good, bad, "--different", "-o", "json").out();
        assertThat(RondoClient.JSON.readTree(different).findValuesAsText("key"))
                .containsExactly("name", "depth", "auc");
    }

    @Test
    void filesAndModelsOfARun() throws IOException {
        var run = run(0.7, 4);
        var file = Files.writeString(folder.resolve("MLmodel"), "flavors: {}");
        var put = rondo("artifacts", "put", run, "model/MLmodel", file.toString());
        assertThat(put.status()).as(put.err()).isZero();
        assertThat(rondo("artifacts", "ls", run, "model").out()).contains("model/MLmodel", "11");
        var out = folder.resolve("brought");
        assertThat(rondo("artifacts", "get", run, "", out.toString()).status()).isZero();
        assertThat(out.resolve("model/MLmodel")).hasContent("flavors: {}");
        assertThat(rondo("artifacts", "get", run, "none", "none").status()).isEqualTo(3);

        assertThat(rondo("models", "register", "hand", "--run", run).out())
                .contains("runs:/" + run);
        assertThat(rondo("models", "alias", "hand/1", "champion").status()).isZero();
        assertThat(rondo("models", "tag", "hand/1", "reviewed", "ada").status()).isZero();
        assertThat(rondo("models", "stage", "hand/1", "Production").status()).isZero();
        assertThat(rondo("models", "describe", "hand", "made by hand").status()).isZero();
        assertThat(rondo("get", "models", "hand/1", "-o", "yaml").out())
                .contains("champion", "reviewed: ada", "Production");
        assertThat(rondo("models", "alias", "hand/9", "x").status()).isEqualTo(3);
    }

    @Test
    void runsAreExported() throws IOException {
        run(0.75, 5);
        var file = folder.resolve("runs.parquet");
        var where = new String[] {"--experiment", "by hand", "--where", "metrics.auc = 0.75"};
        var made =
                rondo(
                        "export",
                        "runs",
                        "--to",
                        file.toString(),
                        where[0],
                        where[1],
                        where[2],
                        where[3]);
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.err()).startsWith("1 runs, ");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .contains("metrics.auc", "params.depth")
                .endsWith("PAR1");
        assertThat(rondo("export", "runs", "--to", file.toString()).status()).isEqualTo(2);
        var wrong = folder.resolve("wrong.parquet");
        assertThat(rondo("export", "runs", "--to", wrong.toString(), "--where", "x >").status())
                .isEqualTo(2);
        try (var left = Files.list(folder)) {
            assertThat(left.filter(each -> each.toString().contains("wrong"))).isEmpty();
        }
    }

    @Test
    void aBackupIsRestored() {
        var zip = folder.resolve("backup.zip");
        var made = rondo("backup", zip.toString());
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(rondo("backup", zip.toString()).status()).isEqualTo(2);
        var data = folder.resolve("restored").toString();
        assertThat(rondo("restore", zip.toString(), "--data", data).status()).isZero();
        assertThat(rondo("restore", zip.toString(), "--data", data).status()).isEqualTo(2);
    }

    @Test
    void exitStatusesAreTyped() {
        assertThat(process("get", "models", "none").status()).isEqualTo(3);
        assertThat(process("get", "nonsense").status()).isEqualTo(2);
        assertThat(process("get", "models", "--server", "http://127.0.0.1:1").status())
                .isEqualTo(6);
        assertThat(process("--help").out()).contains("Examples");
    }

    @Test
    void tablesThatCannotWorkAreRefused() throws IOException {
        var one = Files.writeString(folder.resolve("one.csv"), "a,y\n" + "1,no\n".repeat(600));
        var few = Files.writeString(folder.resolve("few.csv"), "a,y\n1,no\n2,yes\n");
        var three =
                Files.writeString(
                        folder.resolve("three.csv"),
                        "a,y\n" + "1,no\n2,yes\n3,maybe\n".repeat(300));
        assertThat(process("try", one.toString(), "--target", "y", "--exit").err())
                .contains("only the value");
        assertThat(process("try", few.toString(), "--target", "y", "--exit").err())
                .contains("too few");
        assertThat(process("try", three.toString(), "--target", "y", "--exit").err())
                .contains("3 values");
        var wrong = process("try", one.toString(), "--target", "z", "--exit");
        assertThat(wrong.err()).contains("olumns: a, y");
        assertThat(wrong.status()).isEqualTo(2);
    }
}
