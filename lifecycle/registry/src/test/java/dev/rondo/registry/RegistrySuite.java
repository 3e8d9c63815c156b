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
import dev.rondo.tracking.NewLoggedModel;
import dev.rondo.tracking.NewRun;
import dev.rondo.tracking.Run;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Webhooks to this machine are allowed, and tried again at once. */
    static final WebhookPolicy LOCAL =
            new WebhookPolicy(
                    Set.of("http", "https"),
                    true,
                    Duration.ofMillis(5),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10));

    private static final WebhookSecrets SECRETS = new WebhookSecrets(new byte[WebhookSecrets.KEY]);

    @TempDir Path folder;
    Instant now = Instant.parse("2026-11-25T13:00:00Z");
    Db db;
    Blobs blobs;
    Tracking tracking;
    Registry registry;
    RegisteredModels models;
    ModelVersions versions;

    /** Opens a fresh, empty database. */
    abstract Db openEmpty();

    @BeforeEach
    void open() {
        db = openEmpty();
        blobs = Blobs.files(folder.resolve("blobs"));
        tracking = new Tracking(db, blobs, () -> now);
        registry = registry(LOCAL, () -> now);
        models = registry.models();
        versions = registry.versions();
    }

    Registry registry(WebhookPolicy policy, InstantSource clock) {
        return registry(policy, clock, SECRETS);
    }

    Registry registry(WebhookPolicy policy, InstantSource clock, WebhookSecrets secrets) {
        return new Registry(db, blobs, tracking, policy, secrets, clock);
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

    RegisteredModel make(String name) {
        return models.create(new NewModel(name, "", Map.of()));
    }

    /** Makes a version of files that lie elsewhere. */
    ModelVersion version(String name) {
        return versions.create(NewVersion.of(name, "s3://bucket/model"));
    }

    Run run() {
        return tracking.runs().create(NewRun.of(Tracking.DEFAULT_EXPERIMENT, "r")).run();
    }

    /** Logs a model of a run. */
    String loggedModel(String runId) {
        return tracking.loggedModels()
                .create(
                        new NewLoggedModel(
                                Tracking.DEFAULT_EXPERIMENT,
                                "trees",
                                "",
                                runId,
                                Map.of(),
                                Map.of()))
                .id();
    }

    static RegistryQuery query(String filter, String... orderBy) {
        return new RegistryQuery(filter, 100, List.of(orderBy), null);
    }

    static void assertFails(ThrowingCallable call, ErrorKind kind, String code) {
        assertFails(call, kind, code, "");
    }

    static void assertFails(ThrowingCallable call, ErrorKind kind, String code, String what) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.what()).contains(what);
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.kind()).isEqualTo(kind);
                        });
    }
}
