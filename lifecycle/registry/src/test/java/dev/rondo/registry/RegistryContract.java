package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.ErrorKind;
import dev.rondo.base.Micros;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry does, on every database. */
abstract class RegistryContract {
    private static final Signature SIGNATURE =
            new Signature(List.of(new Column("tenure", ColumnType.NUMBER, true)));
    private static final Lineage LINEAGE =
            new Lineage("0123456789abcdef0123456789abcdef", "churn-data", 3, "sha256:abc");

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-25T13:00:00Z");
    private Db db;
    private Blobs blobs;
    private Registry registry;

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
    private Path model(double threshold) {
        try (var json = RegistryContract.class.getResourceAsStream("/one-split.json")) {
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

    private static Registration registration(String name, @Nullable String onceKey) {
        return new Registration(name, LINEAGE, Map.of("by", "me"), onceKey);
    }

    private ModelVersion register(String name, double threshold) {
        return registry.register(registration(name, null), model(threshold));
    }

    @Test
    void aVersionComesBackAndItsFilesGiveTheSameModel() {
        var directory = model(0.25);

        var version = registry.register(registration("churn", null), directory);

        assertThat(version)
                .isEqualTo(
                        new ModelVersion(
                                "churn",
                                1,
                                ModelDirectory.digest(directory),
                                LINEAGE,
                                SIGNATURE,
                                Map.of("by", "me"),
                                Set.of(),
                                Micros.of(now)));
        assertThat(registry.version("churn", 1)).isEqualTo(version);
        var loaded = ModelDirectory.load(registry.directory("churn", 1));
        assertThat(loaded.digest()).isEqualTo(version.digest());
        assertThat(loaded.policy().threshold()).isEqualTo(0.25);
    }

    @Test
    void versionsCountUpWithinTheirModel() {
        register("churn", 0.1);
        now = now.plusSeconds(1);
        register("churn", 0.2);
        registry.register(
                new Registration("credit", Lineage.UNKNOWN, Map.of(), null), model(0.1 + 1e-9));

        assertThat(registry.versions("churn"))
                .extracting(ModelVersion::version)
                .containsExactly(2, 1);
        assertThat(registry.versions("credit"))
                .extracting(ModelVersion::lineage)
                .containsExactly(Lineage.UNKNOWN);
        assertThat(registry.model("churn"))
                .isEqualTo(
                        new RegisteredModel(
                                "churn", 2, Map.of(), Micros.of(now) - 1_000_000, Micros.of(now)));
    }

    @Test
    void theSameFilesMayBeSeveralVersions() {
        var directory = model(0.5);
        var first = registry.register(registration("churn", null), directory);
        var second = registry.register(registration("churn", null), directory);

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @Test
    @DisplayName("rule 9.1: a registration that is tried again with its key gives the same version")
    void aRegistrationWithAKeyHappensOnce() {
        var first = registry.register(registration("churn", "task-7"), model(0.1));
        now = now.plusSeconds(1);

        assertThat(registry.register(registration("churn", "task-7"), model(0.2))).isEqualTo(first);
        assertThat(registry.register(registration("churn", "task-8"), model(0.3)).version())
                .isEqualTo(2);
        assertThat(registry.register(registration("credit", "task-7"), model(0.4)).version())
                .isEqualTo(1);
        assertThat(registry.model("churn").latestVersion()).isEqualTo(2);
    }

    @Test
    void registrationsAtOnceGiveEveryVersionANumberAndAKeyOneVersion() throws Exception {
        var stored = registry.store(model(0.1));
        var numbers = new ArrayList<Integer>();
        for (int round = 0; round < 5; round++) {
            var keyed = atOnce(stored, "round" + round);
            assertThat(Set.copyOf(keyed)).hasSize(1);
            numbers.add(keyed.getFirst());
            numbers.addAll(atOnce(stored, null));
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 35).boxed().toList());
    }

    /** The numbers that six callers are given who register the same files at the same time. */
    private List<Integer> atOnce(StoredModel stored, @Nullable String key) throws Exception {
        var barrier = new CyclicBarrier(6);
        var calls =
                Collections.nCopies(
                        6,
                        (Callable<Integer>)
                                () -> {
                                    barrier.await();
                                    return db.write(tx ->
                                                    registry.register(
                                                            tx, registration("churn", key), stored))
                                            .version();
                                });
        var numbers = new ArrayList<Integer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : pool.invokeAll(calls)) {
                numbers.add(each.get());
            }
        }
        return numbers;
    }

    @Test
    @DisplayName("rule 3.4: a registration that rolls back leaves no version and uses up no number")
    void aRegistrationIsPartOfTheCallersTransaction() {
        var stored = registry.store(model(0.1));

        assertThatThrownBy(() ->
                        db.execute(tx -> {
                            registry.register(tx, registration("churn", null), stored);
                            registry.setAlias(tx, "churn", "champion", 1);
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertFails(() -> registry.model("churn"), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(register("churn", 0.2).version()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutAModelIsRefusedWhole() throws IOException {
        var empty = Files.createDirectory(folder.resolve("empty"));
        var broken = model(0.1);
        Files.writeString(broken.resolve("encoder.json"), "{");

        for (var directory : List.of(empty, broken)) {
            assertThatThrownBy(() -> registry.register(registration("churn", null), directory))
                    .isInstanceOf(RondoException.class);
        }
        assertThat(registry.models(10, null).items()).isEmpty();
        assertThat(blobs.list("models")).isEmpty();
    }

    @Test
    void filesInFoldersWithOddNamesAreStoredToo() throws IOException {
        var directory = model(0.1);
        Files.createDirectory(directory.resolve("extra"));
        Files.writeString(directory.resolve("extra").resolve("a note.txt"), "hello");

        var version = registry.register(registration("churn", null), directory);

        var key =
                "models/" + version.digest().substring("sha256:".length()) + "/extra/a=20note.txt";
        assertThat(blobs.exists(key)).isTrue();
    }

    @Test
    void anAliasPointsToOneVersion() {
        register("churn", 0.1);
        register("churn", 0.2);

        registry.setAlias("churn", "champion", 1);
        registry.setAlias("churn", "old", 1);
        registry.setAlias("churn", "champion", 2);

        assertThat(registry.resolve("churn@champion").version()).isEqualTo(2);
        assertThat(registry.resolve("churn@old").aliases()).containsExactly("old");
        assertThat(registry.model("churn").aliases()).isEqualTo(Map.of("champion", 2, "old", 1));
        registry.deleteAlias("churn", "old");
        registry.deleteAlias("churn", "old");
        assertFails(() -> registry.resolve("churn@old"), ErrorKind.NOT_FOUND, "model.not_found");
        assertThat(registry.versions("churn"))
                .extracting(ModelVersion::aliases)
                .containsExactly(Set.of("champion"), Set.of());
    }

    @Test
    void aReferenceNamesAVersion() {
        register("a@b c", 0.1);
        registry.setAlias("a@b c", "x-1", 1);

        assertThat(registry.resolve("a@b c/1").version()).isEqualTo(1);
        assertThat(registry.resolve("a@b c@x-1").reference()).isEqualTo("a@b c/1");
        assertFails(() -> registry.resolve("a@b c/2"), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.resolve("none/1"), ErrorKind.NOT_FOUND, "model.not_found");
        for (var bad :
                List.of(
                        "",
                        "churn",
                        "churn/",
                        "churn/x",
                        "/1",
                        "@x",
                        "a/b/1",
                        "churn/-1",
                        "churn/9999999999",
                        "models:/churn/1")) {
            assertFails(() -> registry.resolve(bad), ErrorKind.USER, "model.reference");
        }
    }

    @Test
    void tagsAreReplacedAndAliasesNeedAVersion() {
        register("churn", 0.1);

        registry.tag("churn", 1, Map.of("by", "you", "n", "1"));

        assertThat(registry.version("churn", 1).tags()).isEqualTo(Map.of("by", "you", "n", "1"));
        assertFails(
                () -> registry.tag("churn", 2, Map.of()), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(
                () -> registry.setAlias("churn", "x", 2), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.directory("churn", 2), ErrorKind.NOT_FOUND, "model.not_found");
        assertFails(() -> registry.versions("none"), ErrorKind.NOT_FOUND, "model.not_found");
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        var stored = registry.store(model(0.1));
        for (var name : List.of("", " ", "a/b", "a:b", "a\nb")) {
            assertFails(
                    () -> db.write(tx -> registry.register(tx, registration(name, null), stored)),
                    ErrorKind.USER,
                    "model.name");
        }
        assertFails(() -> register("x".repeat(257), 0.2), ErrorKind.LIMIT, "model.length");
        register("churn", 0.3);
        for (var alias : List.of("", "latest", "LATEST", "v1", "V22", "a b", "a/b", "é")) {
            assertFails(() -> registry.setAlias("churn", alias, 1), ErrorKind.USER, "model.alias");
        }
        assertFails(
                () -> registry.setAlias("churn", "a".repeat(256), 1),
                ErrorKind.LIMIT,
                "model.length");
        assertFails(
                () -> registry.tag("churn", 1, Map.of("k", "v".repeat(100_001))),
                ErrorKind.LIMIT,
                "model.length");
        registry.setAlias("churn", "version-1", 1);
    }

    @Test
    void pagesGoThroughAllModels() {
        var stored = registry.store(model(0.1));
        for (var name : List.of("d", "a", "é x", "c", "b")) {
            db.write(tx -> registry.register(tx, registration(name, null), stored));
        }
        registry.setAlias("c", "champion", 1);

        var first = registry.models(3, null);
        var second = registry.models(3, first.nextToken());

        assertThat(first.items()).extracting(RegisteredModel::name).containsExactly("a", "b", "c");
        assertThat(first.items().getLast().aliases()).isEqualTo(Map.of("champion", 1));
        assertThat(second.items()).extracting(RegisteredModel::name).containsExactly("d", "é x");
        assertThat(second.nextToken()).isNull();
        assertFails(() -> registry.models(3, "!"), ErrorKind.USER, "page.token");
        assertFails(() -> registry.models(0, null), ErrorKind.USER, "page.limit");
    }

    @Test
    void listingCostsTheSameStatementsWhateverTheNumber() {
        var stored = registry.store(model(0.1));
        db.write(tx -> registry.register(tx, registration("churn", null), stored));
        long one = statementsOfListing();
        for (int i = 0; i < 20; i++) {
            db.write(tx -> registry.register(tx, registration("churn", null), stored));
        }

        assertThat(statementsOfListing()).isEqualTo(one);
    }

    private long statementsOfListing() {
        long before = db.statements();
        registry.versions("churn");
        registry.models(100, null);
        return db.statements() - before;
    }

    private static void assertFails(ThrowingCallable call, ErrorKind kind, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.kind()).isEqualTo(kind);
                        });
    }
}
