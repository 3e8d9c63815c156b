package dev.rondo.cli;

import dev.rondo.migrate.RunExport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what the server holds into files for other tools. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write what the server holds into files for other tools.",
        synopsisSubcommandLabel = "runs",
        footer = {
            "",
            "Examples:",
            "  rondo export runs --to runs.parquet",
            "  rondo export runs --to good.parquet --experiment churn --where \"metrics.auc > 0.8\""
        })
final class ExportCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();

    @Command(
            description = {
                "Write runs into a Parquet file, a row each: attributes such as run_id and start_time,",
                "the latest value of every metric as metrics.KEY, and params.KEY and tags.KEY as texts.",
                "What a run does not have is null. Runs in the bin are left out."
            },
            mixinStandardHelpOptions = true)
    int runs(
            @Option(
                            names = "--to",
                            paramLabel = "FILE",
                            required = true,
                            description = "A new file.")
                    Path file,
            @Mixin FilterOptions filter) {
        var err = spec.commandLine().getErr();
        var written = new RunExport(server.client(), filter.query(), err::println).write(file);
        err.println(
                "%d runs, %d columns, %d bytes in %s"
                        .formatted(written.runs(), written.columns(), written.bytes(), file));
        return 0;
    }
}
