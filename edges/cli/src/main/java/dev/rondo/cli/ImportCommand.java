package dev.rondo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.client.RondoClient;
import dev.rondo.migrate.ImportReport;
import dev.rondo.migrate.MlflowImport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings what another tracking server has. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Bring what another tracking server has.",
        synopsisSubcommandLabel = "(mlflow | sqlite | mlruns)",
        footer = {
            "",
            "Examples:",
            "  rondo import mlflow http://127.0.0.1:5000",
            "  rondo import sqlite mlflow.db --artifacts ./mlartifacts",
            "  rondo import mlruns ./mlruns"
        })
final class ImportCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Command(
            description = {
                "Copy a running MLflow server: experiments, runs, metrics with their history,",
                "parameters, tags, datasets, files, logged models, registered models, versions and",
                "aliases, with their ids. It may be stopped and started again; nothing is doubled.",
                "It ends with counts and checksums of both sides; exit status 1 if they differ."
            },
            mixinStandardHelpOptions = true)
    int mlflow(@Parameters(paramLabel = "URL") URI address) {
        var err = spec.commandLine().getErr();
        return report(MlflowImport.ofServer(address, server.client(), err::println).run());
    }

    @Command(
            description = {
                "Copy the SQLite file of an MLflow server that does not run, as `mlflow` does."
            },
            mixinStandardHelpOptions = true)
    int sqlite(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--artifacts",
                            paramLabel = "DIR",
                            defaultValue = "mlartifacts",
                            description =
                                    "Where that server kept the files (default: ./${DEFAULT-VALUE}).")
                    Path artifacts) {
        var err = spec.commandLine().getErr();
        return report(
                MlflowImport.ofDatabase(file, artifacts, server.client(), err::println).run());
    }

    @Command(
            description = {
                "Copy the directory in which MLflow keeps everything when it has no database, as",
                "`mlflow` does."
            },
            mixinStandardHelpOptions = true)
    int mlruns(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(
                            names = "--artifacts",
                            paramLabel = "DIR",
                            defaultValue = "mlartifacts",
                            description =
                                    "Where a server kept the files, if one was used (default: ./${DEFAULT-VALUE}).")
                    Path artifacts) {
        var err = spec.commandLine().getErr();
        return report(
                MlflowImport.ofDirectory(directory, artifacts, server.client(), err::println)
                        .run());
    }

    private int report(ImportReport report) {
        var err = spec.commandLine().getErr();
        for (var mapped : report.mapped()) {
            err.println(
                    "taken here already: %s %s became %s"
                            .formatted(mapped.kind(), mapped.there(), mapped.here()));
        }
        report.unread().forEach(each -> err.println("not brought: " + each));
        new Printer(spec.commandLine().getOut(), output.format())
                .list(
                        rows(report),
                        List.of(
                                "kind",
                                "there",
                                "here",
                                "checksum_there",
                                "checksum_here",
                                "same"));
        return report.complete() ? 0 : 1;
    }

    private static List<JsonNode> rows(ImportReport report) {
        var rows = new ArrayList<JsonNode>();
        for (var row : report.rows()) {
            rows.add(
                    RondoClient.object()
                            .put("kind", row.kind())
                            .put("there", row.there())
                            .put("here", row.here())
                            .put("checksum_there", row.checksumThere())
                            .put("checksum_here", row.checksumHere())
                            .put("same", row.same()));
        }
        return rows;
    }
}
