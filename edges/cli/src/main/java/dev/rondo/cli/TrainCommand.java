package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
        var run =
                follow(server.client(), server.client().post("/api/v1/pipelines/train/runs", body));
        new Printer(spec.commandLine().getOut(), output.format()).one(run);
        return "SUCCEEDED".equals(run.path("status").asText()) ? 0 : 1;
    }

    /** Waits for a pipeline run, naming each task that ends on standard error. */
    private JsonNode follow(RondoClient client, JsonNode started) {
        var path = "/api/v1/pipelines/runs/" + started.path("run_id").asText();
        spec.commandLine()
                .getErr()
                .println("run " + started.path("run_id").asText() + " has started");
        while (true) {
            var run = client.get(path + "?wait=30");
            if (run.path("ended_at").isTextual()) {
                return run;
            }
            spec.commandLine().getErr().println("still " + run.path("status").asText());
        }
    }
}
