package dev.rondo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How models become versions, on every database. */
abstract class RegistrationContract extends RegistrySuite {
    @Test
    void aVersionComesBackAndItsFilesGiveTheSameModel() {
        var directory = model(0.25);
        var digest = ModelDirectory.digest(directory);

        var version = registry.register(registration("churn", null), directory);

        assertThat(version)
                .isEqualTo(
                        new ModelVersion(
                                "churn",
                                1,
                                now.toEpochMilli(),
                                now.toEpochMilli(),
                                null,
                                Stage.NONE,
                                "",
                                "mlflow-artifacts:/registered-models/"
                                        + digest.substring("sha256:".length()),
                                "",
                                null,
                                LINEAGE,
                                digest,
                                SIGNATURE,
                                Map.of("by", "me"),
                                Set.of()));
        assertThat(versions.get("churn", 1)).isEqualTo(version);
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

        assertThat(versions.of("churn")).extracting(ModelVersion::version).containsExactly(2, 1);
        assertThat(versions.of("credit"))
                .extracting(ModelVersion::lineage)
                .containsExactly(Lineage.UNKNOWN);
        var model = models.get("churn");
        assertThat(model.lastVersion()).isEqualTo(2);
        assertThat(model.creationMillis()).isEqualTo(now.toEpochMilli() - 1_000);
        assertThat(model.lastUpdateMillis()).isEqualTo(now.toEpochMilli());
        assertThat(model.latestVersions()).extracting(ModelVersion::version).containsExactly(2);
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
        assertThat(models.get("churn").lastVersion()).isEqualTo(2);
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
                            models.setAlias(tx, "churn", "champion", 1);
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertFails(() -> models.get("churn"), ErrorKind.NOT_FOUND, "model.not_found");
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
        assertThat(models.search(query("")).items()).isEmpty();
        assertThat(blobs.list("artifacts/models")).isEmpty();
    }

    @Test
    void filesInFoldersWithOddNamesAreStoredToo() throws IOException {
        var directory = model(0.1);
        Files.createDirectory(directory.resolve("extra"));
        Files.writeString(directory.resolve("extra").resolve("a note.txt"), "hello");

        var digest = ModelDirectory.digest(directory);
        registry.register(registration("churn", null), directory);

        var key =
                "artifacts/registered-models/"
                        + digest.substring("sha256:".length())
                        + "/extra/a=20note.txt";
        assertThat(blobs.exists(key)).isTrue();
    }
}
