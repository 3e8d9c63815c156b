package dev.rondo.cli;

import dev.rondo.base.RondoException;
import dev.rondo.client.RondoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings files from the server. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = "Bring a model from the server.",
        synopsisSubcommandLabel = "model",
        footer = {
            "",
            "Example:",
            "  rondo fetch model churn/2 ./churn-2     an MLflow model directory"
        })
final class FetchCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();

    @Command(
            description = "Write a model version's directory to OUT.",
            mixinStandardHelpOptions = true)
    int model(
            @Parameters(paramLabel = "NAME/VERSION") ModelReference model,
            @Parameters(paramLabel = "OUT", description = "A new or empty directory.") Path out)
            throws IOException {
        refuseFull(out);
        var path =
                "/api/v1/models/"
                        + RondoClient.encode(model.name())
                        + "/versions/"
                        + model.version()
                        + "/archive";
        try (var zip = new ZipInputStream(server.client().stream(path))) {
            int files = unpack(zip, out.toAbsolutePath().normalize());
            spec.commandLine().getErr().println(files + " files written to " + out);
        }
        return 0;
    }

    private static void refuseFull(Path out) throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        try (var entries = Files.list(out)) {
            if (entries.findAny().isPresent()) {
                throw RondoException.user("fetch.not_empty", out + " is not empty")
                        .next("name a new directory");
            }
        }
    }

    private static int unpack(ZipInputStream zip, Path root) throws IOException {
        int files = 0;
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            var file = root.resolve(entry.getName()).normalize();
            if (!file.startsWith(root)) {
                throw RondoException.internal(
                        "fetch.bad_entry", "the archive holds a path outside of itself");
            }
            Files.createDirectories(file.getParent());
            Files.copy(zip, file);
            files++;
        }
        return files;
    }
}
