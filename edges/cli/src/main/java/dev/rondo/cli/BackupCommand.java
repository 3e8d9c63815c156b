package dev.rondo.cli;

import dev.rondo.base.RondoException;
import dev.rondo.server.BackupFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies all that a running server keeps. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copy all that a running server keeps into one file: database, files and journal.",
            "The server goes on serving; the copy is that of one instant, and is checked."
        },
        footer = {"", "Example:", "  rondo backup rondo-2026-11-25.zip"})
final class BackupCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "A new file.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw RondoException.user("backup.exists", file + " is there already")
                    .next("name another file");
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var in = server.client().stream("/api/v1/backup")) {
                Files.copy(in, part);
            }
            int files = new BackupFile(part).verify();
            Files.move(part, file);
            spec.commandLine()
                    .getErr()
                    .println(files + " files, " + Files.size(file) + " bytes in " + file);
        } finally {
            Files.deleteIfExists(part);
        }
        return 0;
    }
}
