package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists things of one kind, or shows one of them whole. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "List things of one kind, or show one whole.",
        footer = {
            "",
            "Examples:",
            "  rondo get models",
            "  rondo get runs --experiment churn --where \"metrics.auc > 0.8\" --order-by \"metrics.auc DESC\"",
            "  rondo get releases 3f2a… -o yaml",
            "  rondo get predictions --endpoint churn -o jsonl > predictions.jsonl"
        })
final class GetCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();
    @Mixin private SearchOptions search = new SearchOptions();

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description =
                    "datasets, experiments, runs, models, versions, endpoints, releases, alerts, pipelines or predictions.")
    private Resource resource = Resource.MODELS;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A name or id, to show one whole (models and datasets: NAME/VERSION).")
    private @Nullable String name;

    @Option(
            names = "--endpoint",
            paramLabel = "NAME",
            description = "Only of this endpoint (needed for predictions).")
    private @Nullable String endpoint;

    @Override
    public Integer call() {
        if (search.narrow() && !resource.searchable()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--where, --order-by and --experiment are for experiments, runs, models and versions");
        }
        var printer = new Printer(spec.commandLine().getOut(), output.format());
        if (resource == Resource.PREDICTIONS) {
            predictions(printer);
        } else if (name != null) {
            printer.one(server.client().get(resource.path() + "/" + onePath(name)));
        } else if (resource.searchable()) {
            var rows = search.find(server.client(), resource.path());
            printer.list(rows, RunColumns.of(resource, rows));
        } else {
            var filter = endpoint == null ? "" : "?endpoint=" + RondoClient.encode(endpoint);
            printer.list(
                    server.client().get(resource.path() + filter).path("items"),
                    resource.columns());
        }
        return 0;
    }

    private String onePath(String text) {
        int slash = text.lastIndexOf('/');
        boolean versioned = resource == Resource.MODELS || resource == Resource.DATASETS;
        return versioned && slash > 0
                ? RondoClient.encode(text.substring(0, slash))
                        + "/versions/"
                        + RondoClient.encode(text.substring(slash + 1))
                : RondoClient.encode(text);
    }

    private void predictions(Printer printer) {
        if (endpoint == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "predictions are kept by endpoint: name one with --endpoint");
        }
        var path = "/api/v1/endpoints/" + RondoClient.encode(endpoint) + "/predictions";
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                server.client().stream(path), StandardCharsets.UTF_8))) {
            if (output.format() == OutputOption.Format.JSONL) {
                copyLines(lines);
            } else {
                printer.list(parse(lines), resource.columns());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Line by line, so that a journal of any length passes through a small memory. */
    private void copyLines(BufferedReader lines) throws IOException {
        var out = spec.commandLine().getOut();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(line);
        }
        out.flush();
    }

    private static List<JsonNode> parse(BufferedReader lines) throws IOException {
        var rows = new ArrayList<JsonNode>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            rows.add(RondoClient.JSON.readTree(line));
        }
        return rows;
    }
}
