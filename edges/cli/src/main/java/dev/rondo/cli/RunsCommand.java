package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on tracked runs. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Compare tracked runs, or put them into the bin and back.",
        synopsisSubcommandLabel = "(compare | delete | restore)",
        footer = {
            "",
            "Examples:",
            "  rondo runs compare 3f2a… 77c0…                what differs is marked with *",
            "  rondo runs compare 3f2a… 77c0… --different    only what differs",
            "  rondo runs delete 3f2a…",
            "",
            "`rondo get runs` lists and finds them."
        })
final class RunsCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Command(
            description = "Show parameters and metrics of runs side by side.",
            mixinStandardHelpOptions = true)
    int compare(
            @Parameters(
                            paramLabel = "RUN",
                            arity = "2..8",
                            description = "Ids of two to eight runs.")
                    List<String> ids,
            @Option(names = "--different", description = "Leave out what is the same in all.")
                    boolean onlyDifferent) {
        var runs = ids.stream().map(id -> server.client().get(path(id))).toList();
        var rows = new ArrayList<JsonNode>();
        rows.add(row("run", "name", runs.stream().map(run -> run.path("name")).toList()));
        rows.add(row("run", "status", runs.stream().map(run -> run.path("status")).toList()));
        for (var kind : List.of("params", "metrics")) {
            for (var key : keys(runs, kind)) {
                rows.add(
                        row(
                                kind,
                                key,
                                runs.stream().map(run -> run.path(kind).path(key)).toList()));
            }
        }
        if (onlyDifferent) {
            rows.removeIf(row -> !row.path("differs").asBoolean());
        }
        print(rows, ids.size());
        return 0;
    }

    private static SortedSet<String> keys(List<JsonNode> runs, String kind) {
        var keys = new TreeSet<String>();
        runs.forEach(run -> run.path(kind).fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    /** The values as they came; {@code differs} where not all of the runs have the same. */
    private static JsonNode row(String kind, String key, List<JsonNode> values) {
        var row = RondoClient.object().put("kind", kind).put("key", key);
        boolean differs = values.stream().distinct().count() > 1;
        row.put("differs", differs).put("mark", differs ? "*" : "");
        for (int i = 0; i < values.size(); i++) {
            row.set("run_" + (i + 1), values.get(i).isMissingNode() ? null : values.get(i));
        }
        return row;
    }

    private void print(List<JsonNode> rows, int runs) {
        var columns = new ArrayList<>(List.of("mark", "kind", "key"));
        for (int i = 1; i <= runs; i++) {
            columns.add("run_" + i);
        }
        if (output.format() != OutputOption.Format.TABLE) {
            rows.forEach(row -> ((ObjectNode) row).remove("mark"));
        }
        new Printer(spec.commandLine().getOut(), output.format()).list(rows, columns);
    }

    @Command(description = "Put a run into the bin.", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "RUN") String id) {
        return one(server.client().delete(path(id)));
    }

    @Command(description = "Take a run out of the bin.", mixinStandardHelpOptions = true)
    int restore(@Parameters(paramLabel = "RUN") String id) {
        return one(server.client().post(path(id) + "/restore", RondoClient.object()));
    }

    private int one(JsonNode run) {
        new Printer(spec.commandLine().getOut(), output.format()).one(run);
        return 0;
    }

    private static String path(String id) {
        return "/api/v1/runs/" + RondoClient.encode(id);
    }
}
