package dev.rondo.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelStatistics.Detail;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {
    private final FakeModels fakes = new FakeModels();
    private final List<ModelRepository> open = new ArrayList<>();
    @TempDir private Path root = Path.of("");

    @AfterEach
    void everyModelIsClosedInTheEnd() {
        open.forEach(ModelRepository::close);
        assertThat(fakes.closed).hasValue(fakes.loaded.get());
    }

    private ModelRepository start(Path path, ControlMode mode) {
        return start(path, mode, HostingOptions.STANDARD);
    }

    private ModelRepository start(Path path, ControlMode mode, HostingOptions options) {
        var repository =
                new ModelRepository(
                        ModelSource.at(path, null),
                        fakes,
                        mode,
                        options,
                        InferenceInterceptor.NONE);
        open.add(repository);
        repository.start();
        return repository;
    }

    private Path write(String place, String content) throws IOException {
        var file = root.resolve(place);
        Files.createDirectories(file.getParent());
        var aside = Files.writeString(file.resolveSibling(".aside"), content);
        Files.move(
                aside,
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return file;
    }

    private static float ask(ModelCatalogue models, String name, @Nullable String version) {
        try (var model = models.use(name, version)) {
            return ask(model);
        }
    }

    private static float ask(ModelInUse model) {
        var input = Tensor.of("input", DataType.FP32, new long[] {1, 2}, new float[] {0.5f, 1.5f});
        return model.infer(List.of(input), InferenceOptions.DEFAULT).getFirst().floats()[0];
    }

    private static void assertKind(ErrorKind kind, String code, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(code);
                        });
    }

    @Test
    void aFileIsOneModelOfVersionOne() throws IOException {
        var models = start(write("churn.json", "7"), ControlMode.NONE);

        assertThat(models.index())
                .containsExactly(new VersionStatus("churn", "1", ModelState.READY, ""));
        assertThat(ask(models, "churn", null)).isEqualTo(7);
        assertThat(ask(models, "churn", "")).isEqualTo(7);
        assertThat(models.describe("churn", "1").versions()).containsExactly("1");
        assertThat(models.immediate("churn", null)).isTrue();
        assertThat(models.immediate("other", null)).isFalse();
    }

    @Test
    void unknownNamesAndVersionsAreNotFound() throws IOException {
        var models = start(write("churn.json", "7"), ControlMode.NONE);

        assertKind(ErrorKind.NOT_FOUND, "model.unknown", () -> models.use("other", null));
        assertKind(ErrorKind.NOT_FOUND, "model.unknown_version", () -> models.use("churn", "2"));
        assertKind(ErrorKind.NOT_FOUND, "model.unknown_version", () -> models.use("churn", "01"));
        assertKind(ErrorKind.NOT_FOUND, "model.unknown", () -> models.describe("other", null));
        assertKind(ErrorKind.NOT_FOUND, "model.unknown", () -> models.ready("other", null));
        assertKind(ErrorKind.NOT_FOUND, "model.unknown", () -> models.statistics("other", null));
    }

    @Test
    void aRepositoryHasNamesWithVersionsAndTheNewestReadyOneAnswers() throws IOException {
        write("churn/1/model.json", "1");
        write("churn/2/model.json", "2");
        write("churn/10/model.json", "broken");
        write("fraud/model.ubj", "3");
        write("lies/1/model.json", "-1");
        var models = start(root, ControlMode.NONE);

        assertThat(ask(models, "churn", null)).isEqualTo(2);
        assertThat(ask(models, "churn", "1")).isEqualTo(1);
        assertThat(ask(models, "fraud", null)).isEqualTo(3);
        assertThat(models.describe("churn", null).versions()).containsExactly("1", "2");
        assertThat(models.ready("churn", "10")).isFalse();
        assertKind(ErrorKind.UNAVAILABLE, "model.not_ready", () -> models.use("churn", "10"));
        assertThat(models.index())
                .filteredOn(each -> each.state() == ModelState.UNAVAILABLE)
                .extracting(VersionStatus::name, VersionStatus::reason)
                .satisfiesExactly(
                        churn -> assertThat(churn.toList().get(1)).asString().contains("broken"),
                        lies -> assertThat(lies.toList().get(1)).asString().contains("declares"));
    }

    @Test
    void aWrongPathOrTheOnlyModelsFailureIsToldAtTheStart() throws IOException {
        assertKind(
                ErrorKind.NOT_FOUND,
                "model.no_such_path",
                () -> ModelSource.at(root.resolve("none"), null));
        var broken = write("broken.json", "broken");
        assertKind(
                ErrorKind.USER,
                "model.invalid",
                () -> {
                    start(broken, ControlMode.POLL);
                    return 0;
                });
        write("photos/summer/holiday.png", "x");
        assertKind(
                ErrorKind.USER,
                "model.no_model",
                () -> ModelSource.at(root.resolve("photos"), null));
    }

    @Test
    void aNameChoosesOneModelOfARepository() throws IOException {
        write("churn/1/model.json", "1");
        write("fraud/model.ubj", "3");
        assertThat(ModelSource.at(root, "fraud").scan()).containsOnlyKeys("fraud");
        assertThat(ModelSource.at(root, "churn").scan().get("churn")).containsOnlyKeys(1L);
        assertKind(ErrorKind.NOT_FOUND, "model.unknown", () -> ModelSource.at(root, "other"));
        assertKind(ErrorKind.USER, "model.name", () -> ModelSource.at(root, "../churn"));
    }

    @Test
    void pollingFollowsTheDisk() throws IOException {
        var first = write("churn/1/model.json", "1");
        var models = start(root, ControlMode.NONE);

        write("churn/2/model.json", "2");
        write("fraud/1/model.json", "3");
        models.refresh(null);
        assertThat(ask(models, "churn", null)).isEqualTo(2);
        assertThat(ask(models, "fraud", null)).isEqualTo(3);

        write("churn/2/model.json", "22");
        Files.delete(first);
        Files.delete(first.getParent());
        models.refresh(null);
        assertThat(ask(models, "churn", null)).isEqualTo(22);
        assertKind(ErrorKind.NOT_FOUND, "model.unknown_version", () -> models.use("churn", "1"));
        assertThat(fakes.closed).hasValue(2);
    }

    @Test
    void aChangedFileThatFailsLeavesTheOldVersionServing() throws IOException {
        write("churn/1/model.json", "1");
        var models = start(root, ControlMode.NONE);
        write("churn/1/model.json", "broken");
        models.refresh(null);
        assertThat(ask(models, "churn", "1")).isEqualTo(1);

        var mended = write("churn/1/model.json", "5");
        Files.setLastModifiedTime(mended, FileTime.fromMillis(0));
        models.refresh(null);
        assertThat(ask(models, "churn", "1")).isEqualTo(5);
    }

    @Test
    void explicitControlLoadsAndUnloadsByRequest() throws IOException {
        write("churn/1/model.json", "1");
        write("fraud/1/model.json", "broken");
        var models = start(root, ControlMode.EXPLICIT);
        assertThat(models.ready()).isTrue();
        assertKind(ErrorKind.UNAVAILABLE, "model.not_ready", () -> models.use("churn", null));

        models.load("churn");
        assertThat(ask(models, "churn", null)).isEqualTo(1);
        models.unload("churn");
        assertThat(models.index().getFirst())
                .isEqualTo(new VersionStatus("churn", "1", ModelState.UNAVAILABLE, "unloaded"));
        models.refresh(null);
        assertThat(models.ready("churn", null)).isFalse();
        models.load("churn");
        assertThat(ask(models, "churn", null)).isEqualTo(1);

        assertKind(
                ErrorKind.USER,
                "model.invalid",
                () -> {
                    models.load("fraud");
                    return 0;
                });
        assertKind(
                ErrorKind.NOT_FOUND,
                "model.unknown",
                () -> {
                    models.load("other");
                    return 0;
                });
    }

    @Test
    void aVersionIsClosedWhenItsLastRequestHasGone() throws IOException {
        write("churn/1/model.json", "1");
        var models = start(root, ControlMode.POLL);
        try (var use = models.use("churn", null)) {
            assertThat(use.version()).isEqualTo("1");
            models.unload("churn");
            assertThat(models.index().getFirst().state()).isEqualTo(ModelState.UNLOADING);
            assertThat(fakes.closed).hasValue(0);
        }
        assertThat(fakes.closed).hasValue(1);
        assertThat(models.index().getFirst().state()).isEqualTo(ModelState.UNAVAILABLE);
    }

    @Test
    void aSwapUnderLoadFailsNoRequest() throws Exception {
        write("churn/1/model.json", "1");
        var models = start(root, ControlMode.NONE);
        var stop = new AtomicBoolean();
        try (var pool = Executors.newFixedThreadPool(3)) {
            var callers =
                    List.of(1, 2, 3).stream()
                            .map(each -> pool.submit(() -> askUntil(stop, models)))
                            .toList();
            for (int i = 2; i < 60; i++) {
                write("churn/1/model.json", Integer.toString(i));
                models.refresh(null);
            }
            stop.set(true);
            for (var caller : callers) {
                assertThat(caller.get()).isPositive();
            }
        }
        assertThat(ask(models, "churn", null)).isEqualTo(59);
    }

    private static long askUntil(AtomicBoolean stop, ModelCatalogue models) {
        long asked = 0;
        float last = 0;
        while (!stop.get()) {
            float answer = ask(models, "churn", null);
            assertThat(answer).isGreaterThanOrEqualTo(last);
            last = answer;
            asked++;
        }
        return asked;
    }

    @Test
    void aNewVersionUnderEightWritersFailsNoRequestAndMistakesNoAnswer() throws Exception {
        write("churn/1/model.json", "1");
        var models = start(root, ControlMode.NONE);
        var stop = new AtomicBoolean();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var callers =
                    Stream.generate(() -> pool.submit(() -> askVersionsUntil(stop, models)))
                            .limit(8)
                            .toList();
            for (int i = 2; i <= 11; i++) {
                write("churn/" + i + "/model.json", Integer.toString(i));
                models.refresh(null);
                assertThat(ask(models, "churn", null)).isEqualTo(i);
            }
            stop.set(true);
            for (var caller : callers) {
                assertThat(caller.get()).isPositive();
            }
        }
        assertThat(models.statistics("churn", null)).allMatch(each -> each.fail().count() == 0);
    }

    private static long askVersionsUntil(AtomicBoolean stop, ModelCatalogue models) {
        long asked = 0;
        while (!stop.get()) {
            try (var model = models.use("churn", null)) {
                float answer = ask(model);
                assertThat(model.version()).isEqualTo(Integer.toString((int) answer));
            }
            asked++;
        }
        return asked;
    }

    @Test
    void statisticsCountAnswersAndFailures() throws IOException {
        var models = start(write("churn.json", "7"), ControlMode.NONE);
        ask(models, "churn", null);
        ask(models, "churn", null);
        try (var unused = models.use("churn", null)) {
            assertThat(unused.inputs()).hasSize(1);
        }
        var statistics = models.statistics("churn", null).getFirst();
        assertThat(statistics.success().count()).isEqualTo(2);
        assertThat(statistics.computeInfer().count()).isEqualTo(2);
        assertThat(statistics.fail().count()).isEqualTo(1);
        assertThat(statistics.success().nanos())
                .isEqualTo(
                        statistics.computeInput().nanos()
                                + statistics.computeInfer().nanos()
                                + statistics.computeOutput().nanos());
        assertThat(statistics.lastInferenceMillis()).isPositive();
        assertThat(models.statistics(null, null)).hasSize(1);
        assertThat(statistics.detail().executions()).isEqualTo(2);
        assertThat(statistics.detail().failures()).containsOnly(entry(ErrorKind.USER, 1L));
        assertThat(statistics.detail().durations()).hasSize(Detail.BOUNDS_NANOS.size() + 1);
        assertThat(statistics.detail().durations().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(2);
        assertThat(statistics.detail().inFlight()).isZero();
        try (var _ = models.use("churn", null)) {
            assertThat(models.statistics("churn", "1").getFirst().detail().inFlight()).isEqualTo(1);
        }
    }

    @Test
    void anMlflowDirectoryNamesItsData() throws IOException {
        write(
                "model/MLmodel",
                "flavors:\n  python_function: {}\n  xgboost:\n    data: model.ubj\n");
        write("model/model.ubj", "4");
        assertThat(ask(start(root.resolve("model"), ControlMode.NONE), "model", null)).isEqualTo(4);

        write("other/MLmodel", "flavors:\n  sklearn: {}\n  python_function: {}\n");
        assertKind(
                ErrorKind.USER,
                "model.flavor",
                () -> start(root.resolve("other"), ControlMode.NONE));
        write("escape/MLmodel", "flavors:\n  xgboost:\n    data: ../model/model.ubj\n");
        assertKind(
                ErrorKind.USER,
                "model.mlmodel",
                () -> start(root.resolve("escape"), ControlMode.NONE));
    }
}
