package dev.rondo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import dev.rondo.hosting.ControlMode;
import dev.rondo.hosting.HostingOptions;
import dev.rondo.hosting.InferenceInterceptor;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.hosting.ModelRepository;
import dev.rondo.hosting.ModelSource;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.journal.Durability;
import dev.rondo.journal.Journal;
import dev.rondo.journal.JournalOptions;
import dev.rondo.serving.FailurePolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceRecorderTest {
    @TempDir private Path data = Path.of("");

    @Test
    @DisplayName("rule 8.1: what found no room in a model's queue is no prediction")
    void refusalsForLackOfRoomAreNotRecorded() throws Exception {
        try (var journal = Journal.open(data, JournalOptions.of(Durability.PROCESS))) {
            ask(journal, RondoException.unavailable(ModelInUse.BUSY, "too many wait"));
            assertThat(journal.size()).isZero();
            ask(journal, RondoException.unavailable("model.timeout", "it took too long"));
            assertThat(journal.size()).isOne();
        }
    }

    private static void ask(Journal journal, RondoException failure) throws Exception {
        InferenceInterceptor fails =
                (_, _, _, _) -> {
                    throw failure;
                };
        var recorder =
                new InferenceRecorder(
                        journal, FailurePolicy.FAIL_CLOSED, fails, InstantSource.system());
        try (var models =
                new ModelRepository(
                        ModelSource.at(RecordedServer.model(), "churn"),
                        new ServedModels(null),
                        ControlMode.NONE,
                        HostingOptions.STANDARD,
                        recorder)) {
            models.start();
            try (var use = models.use("churn", null)) {
                assertThatThrownBy(() -> use.infer(List.of(), InferenceOptions.DEFAULT))
                        .isSameAs(failure);
            }
        }
    }
}
