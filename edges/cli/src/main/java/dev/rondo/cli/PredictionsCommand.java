package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import dev.rondo.server.InferenceRecordQuery;
import dev.rondo.server.InferenceReplay;
import dev.rondo.server.ServedPredictions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what `rondo serve` has recorded, or computes it again. */
@Command(
        name = "predictions",
        mixinStandardHelpOptions = true,
        description =
                "List what `rondo serve --data DIR` has recorded, a line of JSON each, or compute it again and compare. The server may run meanwhile.",
        footer = {
            "",
            "With --replay, the exit status is 1 when an answer differs.",
            "",
            "Examples:",
            "  rondo predictions audit/ --model churn --limit 10",
            "  rondo predictions audit/ --replay models/"
        })
final class PredictionsCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private OutputOption output = new OutputOption();
    @Mixin private PythonMixin python = new PythonMixin();

    @Parameters(paramLabel = "DIR", description = "The directory that the server records in.")
    private Path data = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", description = "Of this model only.")
    private @Nullable String model;

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Begin there: the number in a prediction's id behind the hyphen.")
    private long from;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "So many at most (default: all).")
    private long limit;

    @Option(
            names = "--replay",
            paramLabel = "PATH",
            description =
                    "Compute the answers again with the model files there, which are known by their digests, and compare.")
    private @Nullable Path replay;

    @Override
    public Integer call() throws IOException {
        var query = new InferenceRecordQuery(model, from, limit);
        var predictions = ServedPredictions.in(data);
        if (replay != null) {
            return replay(predictions, query, replay);
        }
        var out = new BufferedOutputStream(System.out, BUFFER_BYTES);
        try {
            predictions.print(query, out);
        } finally {
            out.flush();
        }
        return 0;
    }

    private int replay(ServedPredictions predictions, InferenceRecordQuery query, Path models) {
        try (var again = new InferenceReplay(models, python.options())) {
            predictions.visit(query, again::take);
            var report = again.report();
            new Printer(spec.commandLine().getOut(), output.format()).one(shown(report));
            return report.different() == 0 ? 0 : 1;
        }
    }

    private static JsonNode shown(InferenceReplay.Report report) {
        var shown =
                RondoClient.object()
                        .put("records", report.records())
                        .put("equal", report.equal())
                        .put("different", report.different())
                        .put("failed", report.failed());
        var differences = shown.putArray("differences");
        for (var each : report.differences()) {
            differences
                    .addObject()
                    .put("prediction_id", each.predictionId())
                    .put("model", each.model())
                    .put("version", each.version())
                    .put("what", each.what());
        }
        return shown;
    }
}
