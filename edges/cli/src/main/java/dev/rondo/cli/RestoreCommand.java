package dev.rondo.cli;

import dev.rondo.server.BackupFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data directory of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Make a data directory of a backup, all of it or nothing.",
        footer = {
            "",
            "Example:",
            "  rondo restore rondo-2026-11-25.zip --data ./restored",
            "  rondo server --data ./restored"
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "From `rondo backup`.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A new or empty directory.")
    private Path data = Path.of("");

    @Override
    public Integer call() {
        int files = new BackupFile(file).restore(data);
        spec.commandLine().getErr().println(files + " files restored to " + data);
        return 0;
    }
}
