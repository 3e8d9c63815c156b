package dev.rondo.cli;

import dev.rondo.base.RondoException;
import dev.rondo.client.Rondo;
import dev.rondo.client.RondoClient;
import dev.rondo.client.RunFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, brings and stores the files of a run. */
@Command(
        name = "artifacts",
        mixinStandardHelpOptions = true,
        description = "List, bring and store the files of a tracked run.",
        synopsisSubcommandLabel = "(ls | get | put)",
        footer = {
            "",
            "Examples:",
            "  rondo artifacts ls 3f2a… plots",
            "  rondo artifacts get 3f2a… model ./model       a folder with all in it, or one file",
            "  rondo artifacts put 3f2a… plots/roc.png ./roc.png"
        })
final class ArtifactsCommand {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOption server = new ServerOption();
    @Mixin private OutputOption output = new OutputOption();

    @Command(
            description = "List what lies directly under a folder.",
            mixinStandardHelpOptions = true)
    int ls(
            @Parameters(paramLabel = "RUN") String run,
            @Parameters(paramLabel = "PATH", arity = "0..1", defaultValue = "") String path) {
        var answer =
                server.client()
                        .get(
                                "/api/v1/runs/%s/artifacts?path=%s"
                                        .formatted(
                                                RondoClient.encode(run), RondoClient.encode(path)));
        new Printer(spec.commandLine().getOut(), output.format())
                .list(answer.path("items"), List.of("path", "folder", "size"));
        return 0;
    }

    @Command(
            description = "Bring a file, or a folder with all in it.",
            mixinStandardHelpOptions = true)
    int get(
            @Parameters(paramLabel = "RUN") String run,
            @Parameters(paramLabel = "PATH", description = "\"\" for all files of the run.")
                    String path,
            @Parameters(
                            paramLabel = "OUT",
                            arity = "0..1",
                            description = "Where to (default: its name, here).")
                    @Nullable Path out)
            throws IOException {
        var files = new Rondo(server.client()).files(run);
        var target = out == null ? Path.of(path.isEmpty() ? run : name(path)) : out;
        long count =
                path.isEmpty() || !files.list(path).isEmpty()
                        ? folder(files, path, target)
                        : file(files, path, target);
        spec.commandLine().getErr().println(count + " files written to " + target);
        return 0;
    }

    private static long folder(RunFiles files, String path, Path target) throws IOException {
        long count = 0;
        for (var entry : files.list(path)) {
            var place = target.resolve(name(entry.path())).normalize();
            if (!place.startsWith(target.normalize())) {
                throw RondoException.internal(
                        "artifact.path", "the server names a path outside of the folder");
            }
            count +=
                    entry.folder()
                            ? folder(files, entry.path(), place)
                            : file(files, entry.path(), place);
        }
        return count;
    }

    private static long file(RunFiles files, String path, Path target) throws IOException {
        try (var in = files.open(path)) {
            if (target.toAbsolutePath().getParent() != null) {
                Files.createDirectories(target.toAbsolutePath().getParent());
            }
            Files.copy(in, target);
        } catch (FileAlreadyExistsException e) {
            throw RondoException.user("artifacts.exists", target + " is there already")
                    .next("name another place")
                    .causedBy(e);
        }
        return 1;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Command(description = "Store a file.", mixinStandardHelpOptions = true)
    int put(
            @Parameters(paramLabel = "RUN") String run,
            @Parameters(paramLabel = "PATH", description = "Where to among the run's files.")
                    String path,
            @Parameters(paramLabel = "FILE") Path file) {
        var stored = new Rondo(server.client()).files(run).put(path, file);
        spec.commandLine().getErr().println(stored.size() + " bytes stored as " + stored.path());
        return 0;
    }
}
