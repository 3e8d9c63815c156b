package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a CSV file as a new version of a dataset. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Send a CSV file as a new, immutable version of a dataset.",
        footer = {"", "Example:", "  rondo ingest customers customers.csv --target churned"})
final class IngestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's name.")
    private String dataset = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE.csv",
            description = "UTF-8, comma-separated, with a header.")
    private Path file = Path.of("");

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to be predicted, if there is one.")
    private @Nullable String target;

    @Option(
            names = "--no-validate",
            description = "Do not hold the file against the former version's expectations.")
    private boolean unchecked;

    @Override
    public Integer call() {
        var query =
                "?validate="
                        + !unchecked
                        + (target == null ? "" : "&target=" + RondoClient.encode(target));
        var path = "/api/v1/datasets/" + RondoClient.encode(dataset) + "/versions" + query;
        var answer = server.client().upload(path, "text/csv", file);
        new Printer(spec.commandLine().getOut(), output.format()).one(answer);
        return 0;
    }
}
