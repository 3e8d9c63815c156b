package dev.rondo.cli;

import dev.rondo.client.RondoClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts the training pipeline and waits for it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Train, evaluate, gate and register a model from a dataset.",
        footer = {"", "Example:", "  rondo train customers --target churned --model churn"})
final class TrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "DATASET",
            description = "The dataset's name (its newest version is taken).")
    private String dataset = "";

    @Option(
            names = "--target",
            required = true,
            paramLabel = "COLUMN",
            description = "The column to be predicted.")
    private String target = "";

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = "The value to be found (default: the rarer one).")
    private @Nullable String positive;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "The registered model that gets a new version.")
    private String model = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        var body =
                RondoClient.object()
                        .put("dataset", dataset)
                        .put("target", target)
                        .put("model", model)
                        .put("seed", seed);
        if (positive != null) {
            body.put("positive", positive);
        }
        var err = spec.commandLine().getErr();
        var started = server.client().post("/api/v1/pipelines/train/runs", body);
        var run = new PipelineProgress(server.client(), err).follow(started);
        var out = spec.commandLine().getOut();
        if (output.format() == OutputOption.Format.TABLE) {
            new TrainingSummary(run).print(out);
        } else {
            new Printer(out, output.format()).one(run);
        }
        return "SUCCEEDED".equals(run.path("status").asText()) ? 0 : 1;
    }
}
