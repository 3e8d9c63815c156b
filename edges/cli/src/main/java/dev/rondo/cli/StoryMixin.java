package dev.rondo.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that `demo` and `try` share. */
final class StoryMixin {
    @Option(
            names = "--exit",
            description = "End after the last chapter instead of serving until Ctrl-C.")
    boolean exit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the data in this new or empty directory (default: a temporary one).")
    @Nullable Path data;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Randomness; the same seed gives the same figures (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description =
                    "Port of the server; another free one is taken if it is in use (default: ${DEFAULT-VALUE}).")
    int port;
}
