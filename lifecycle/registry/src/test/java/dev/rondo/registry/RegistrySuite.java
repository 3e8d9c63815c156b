package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DecisionPolicy;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.inference.ModelPackage;
import dev.rondo.inference.Signature;
import dev.rondo.inference.Target;
import dev.rondo.measures.CostMatrix;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The registry on a fresh database, with a clock that the test moves. */
abstract class RegistrySuite {
    static final Signature SIGNATURE =
            new Signature(List.of(new Column("tenure", ColumnType.NUMBER, true)));
    static final Lineage LINEAGE =
            new Lineage("0123456789abcdef0123456789abcdef", "churn-data", 3, "sha256:abc");

    @TempDir Path folder;
    Instant now = Instant.parse("2026-11-25T13:00:00Z");
    Db db;
    Blobs blobs;
    Registry registry;

    /** Opens a fresh, empty database. */
    abstract Db openEmpty();

    @BeforeEach
    void open() {
        db = openEmpty();
        blobs = Blobs.files(folder.resolve("blobs"));
        registry = new Registry(db, blobs, () -> now);
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** Writes a model that differs from others by its threshold. */
    Path model(double threshold) {
        try (var json = RegistrySuite.class.getResourceAsStream("/one-split.json")) {
            var directory = folder.resolve("model-" + threshold);
            var policy = new DecisionPolicy(threshold, new CostMatrix(60, -40, -100, 0), "p1");
            var target = new Target("churn", "Yes", "No");
            ModelDirectory.write(
                    directory,
                    new ModelPackage(
                            Encoder.fit(SIGNATURE, Map.of()),
                            target,
                            policy,
                            json.readAllBytes(),
                            Map.of()));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Registration registration(String name, @Nullable String onceKey) {
        return new Registration(name, LINEAGE, Map.of("by", "me"), onceKey);
    }

    ModelVersion register(String name, double threshold) {
        return registry.register(registration(name, null), model(threshold));
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
