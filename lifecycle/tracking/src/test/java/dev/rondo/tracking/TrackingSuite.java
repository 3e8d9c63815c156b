package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tracking on a fresh database, with a clock that the test moves. */
abstract class TrackingSuite {
    @TempDir Path folder;
    long now = 1_700_000_000_000L;
    Db db;
    Blobs blobs;
    Tracking tracking;

    /** Opens a fresh, empty database. */
    abstract Db openEmpty();

    @BeforeEach
    void open() {
        db = openEmpty();
        blobs = Blobs.files(folder.resolve("blobs"));
        tracking = new Tracking(db, blobs, () -> Instant.ofEpochMilli(now));
    }

    @AfterEach
    void close() {
        db.close();
    }

    Run start(String name) {
        return tracking.runs().create(NewRun.of(Tracking.DEFAULT_EXPERIMENT, name)).run();
    }

    Experiment experiment(String name) {
        return tracking.experiments().create(NewExperiment.named(name));
    }

    LoggedModel model(String name) {
        return tracking.loggedModels()
                .create(
                        new NewLoggedModel(
                                Tracking.DEFAULT_EXPERIMENT, name, "", "", Map.of(), Map.of()));
    }

    List<Metric> history(String runId, String key) {
        return tracking.runs().history(runId, key, null, null).items();
    }

    /** How many statements the call needs. */
    long statements(Runnable call) {
        long before = db.statements();
        call.run();
        return db.statements() - before;
    }

    static void assertFails(ThrowingCallable call, ErrorKind kind, String code, String message) {
        assertFails(call, kind, code);
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.what()).isEqualTo(message));
    }

    static void assertFails(ThrowingCallable call, ErrorKind kind, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.kind()).isEqualTo(kind);
                        });
    }
}
