package dev.rondo.cli;

import dev.rondo.python.PythonOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The interpreter for models that only Python can run. */
final class PythonMixin {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);

    @Option(
            names = "--python",
            paramLabel = "CMD",
            description =
                    "Interpreter with mlflow, such as python3, for MLflow models of other flavors: one supervised child for each.")
    private @Nullable String python;

    @Option(
            names = "--python-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long Python may take for an answer (default: ${DEFAULT-VALUE}).")
    private int timeout;

    /** Null where there is none. */
    @Nullable PythonOptions options() {
        return python == null
                ? null
                : new PythonOptions(
                        PythonOptions.command(python), STARTS_WITHIN, Duration.ofSeconds(timeout));
    }
}
