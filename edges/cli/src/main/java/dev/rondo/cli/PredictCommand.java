package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Ids;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks an endpoint. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Ask an endpoint for predictions.",
        footer = {
            "",
            "Examples:",
            "  rondo predict churn --features '{\"tenure\": 3, \"contract\": \"Two year\"}'",
            "  rondo predict churn --file rows.json     a JSON list of feature objects"
        })
final class PredictCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "The endpoint's name.")
    private String endpoint = "";

    @Option(names = "--features", paramLabel = "JSON", description = "One row as a JSON object.")
    private @Nullable String features;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file with one JSON object or a list of them.")
    private @Nullable Path file;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The customer's key, for sticky routing (default: a random one).")
    private @Nullable String key;

    @Override
    public Integer call() {
        var body = RondoClient.object();
        var instances = body.putArray("instances");
        var rows = rows();
        for (var row : rows.isArray() ? rows : RondoClient.JSON.createArrayNode().add(rows)) {
            instances.addObject().put("key", key == null ? Ids.random() : key).set("features", row);
        }
        var answer =
                server.client()
                        .post(
                                "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/predict",
                                body);
        new Printer(spec.commandLine().getOut(), output.format())
                .list(
                        answer.path("predictions"),
                        java.util.List.of(
                                "prediction_id", "score", "decision", "model", "version", "route"));
        return 0;
    }

    private JsonNode rows() {
        if ((features == null) == (file == null)) {
            throw new ParameterException(
                    spec.commandLine(), "give the rows by --features or by --file");
        }
        try {
            return RondoClient.JSON.readTree(file == null ? features : Files.readString(file));
        } catch (IOException e) {
            var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ParameterException(
                    spec.commandLine(), "the rows cannot be read as JSON: " + reason);
        }
    }
}
