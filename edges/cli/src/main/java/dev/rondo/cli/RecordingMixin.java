package dev.rondo.cli;

import dev.rondo.journal.Durability;
import dev.rondo.server.RecordingOptions;
import dev.rondo.serving.FailurePolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and how predictions of model files are recorded. */
final class RecordingMixin {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Record every prediction in this directory before its answer leaves (default: nothing is recorded).")
    private @Nullable Path data;

    @Option(
            names = "--durability",
            defaultValue = "process",
            description =
                    "process: a record survives a killed process; disk: also a power cut (default: ${DEFAULT-VALUE}).")
    private Durability durability = Durability.PROCESS;

    @Option(
            names = "--journal-policy",
            defaultValue = "fail_closed",
            description =
                    "While nothing can be recorded: fail_closed (no record, no answer) or answer_and_count (default: ${DEFAULT-VALUE}).")
    private FailurePolicy policy = FailurePolicy.FAIL_CLOSED;

    /** Null where nothing is to be recorded. */
    @Nullable RecordingOptions options() {
        return data == null
                ? null
                : new RecordingOptions(data.toAbsolutePath().normalize(), durability, policy);
    }
}
