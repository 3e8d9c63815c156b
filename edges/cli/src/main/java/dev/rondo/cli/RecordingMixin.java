package dev.rondo.cli;

import dev.rondo.base.RondoException;
import dev.rondo.journal.Retention;
import dev.rondo.server.RecordingOptions;
import dev.rondo.serving.FailurePolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how predictions of model files are recorded. */
final class RecordingMixin {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Record every prediction in this directory before its answer leaves (default: nothing is recorded).")
    private @Nullable Path data;

    @Mixin private DurabilityMixin journal = new DurabilityMixin();

    @Option(
            names = "--journal-policy",
            defaultValue = "fail_closed",
            description =
                    "While nothing can be recorded: fail_closed (no record, no answer) or answer_and_count (default: ${DEFAULT-VALUE}).")
    private FailurePolicy policy = FailurePolicy.FAIL_CLOSED;

    @Option(
            names = "--retention-time",
            paramLabel = "TIME",
            description =
                    "Delete files of records that were last written to longer ago than this, such as 36h or 90d (default: none).")
    private @Nullable String retentionTime;

    @Option(
            names = "--retention-bytes",
            paramLabel = "BYTES",
            description =
                    "Delete the oldest files of records when all together have more than this (default: none).")
    private @Nullable Long retentionBytes;

    /** Null where nothing is to be recorded. */
    @Nullable RecordingOptions options() {
        return data == null
                ? null
                : new RecordingOptions(
                        data.toAbsolutePath().normalize(), journal.durability, policy, retention());
    }

    private Retention retention() {
        var age =
                retentionTime == null
                        ? Retention.ALL.age()
                        : HostingMixin.time("--retention-time", retentionTime);
        long bytes = retentionBytes == null ? Retention.ALL.bytes() : retentionBytes;
        if (age.isZero() || bytes < 1) {
            throw RondoException.user("serve.retention", "nothing would be kept")
                    .next("give --retention-time and --retention-bytes more than 0");
        }
        return new Retention(age, bytes);
    }
}
