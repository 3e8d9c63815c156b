package dev.rondo.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyModelsTest {
    private final FakeModels fakes = new FakeModels();
    @TempDir private Path root = Path.of("");
    private @Nullable ModelRepository open;

    @AfterEach
    void everyModelIsClosedInTheEnd() {
        if (open != null) {
            open.close();
        }
        assertThat(fakes.closed).hasValue(fakes.loaded.get());
    }

    private ModelRepository start(ControlMode mode, int maxLoaded) {
        var options = new HostingOptions(16, Duration.ZERO, Duration.ZERO, maxLoaded);
        open =
                new ModelRepository(
                        ModelSource.at(root, null),
                        fakes,
                        mode,
                        options,
                        InferenceInterceptor.NONE);
        open.start();
        return open;
    }

    private void write(String name, int version, Object content) throws IOException {
        var folder = Files.createDirectories(root.resolve(name).resolve("" + version));
        Files.writeString(folder.resolve("model.json"), content.toString());
    }

    private static float ask(ModelCatalogue models, String name, @Nullable String version) {
        try (var model = models.use(name, version)) {
            var input = Tensor.of("input", DataType.FP32, new long[] {1, 2}, new float[2]);
            return model.infer(List.of(input), InferenceOptions.DEFAULT).getFirst().floats()[0];
        }
    }

    /** Uses are told apart by the millisecond. */
    private static void nextMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    private static long ready(ModelCatalogue models) {
        return models.index().stream().filter(each -> each.state() == ModelState.READY).count();
    }

    @Test
    void theLeastRecentlyUsedModelMakesRoom() throws Exception {
        for (int i = 1; i <= 4; i++) {
            write("m" + i, 1, i);
        }
        var models = start(ControlMode.NONE, 2);
        assertThat(ready(models)).isEqualTo(2);
        assertThat(models.ready("m4", null)).isTrue();
        assertThat(models.loaded("m4", null)).isFalse();
        assertThat(models.immediate("m4", null)).isFalse();

        assertThat(ask(models, "m1", null)).isEqualTo(1);
        nextMillisecond();
        assertThat(ask(models, "m2", null)).isEqualTo(2);
        nextMillisecond();
        assertThat(ask(models, "m4", null)).isEqualTo(4);
        assertThat(models.loaded("m1", null)).isFalse();
        assertThat(models.loaded("m2", null)).isTrue();
        assertThat(models.describe("m3", "1").versions()).containsExactly("1");
        assertThat(models.loaded("m2", null)).isFalse();
        assertThat(models.loads()).isEqualTo(new LoadCounts(4, 0, 2, 2));
        assertThat(models.statistics(null, null))
                .extracting(ModelStatistics::name)
                .containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    void whatIsNotLoadedIsLoadedByRequestsAndNotByLooking() throws Exception {
        write("m1", 1, 1);
        write("m1", 2, 2);
        write("m2", 1, "broken");
        var models = start(ControlMode.POLL, 1);
        assertThat(ask(models, "m1", null)).isEqualTo(2);
        models.refresh(null);
        assertThat(ready(models)).isEqualTo(1);
        assertThat(models.loaded("m1", "1")).isFalse();
        assertThat(ask(models, "m1", "1")).isEqualTo(1);
        assertThat(models.loaded("m1", "2")).isFalse();
        assertThat(ask(models, "m1", null)).isEqualTo(2);

        assertThatThrownBy(() -> models.use("m2", null))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                            assertThat(e.getMessage()).contains("broken");
                        });
        assertThat(models.loads().failed()).isEqualTo(1);

        models.unload("m1");
        assertThatThrownBy(() -> models.use("m1", "1")).isInstanceOf(RondoException.class);
        models.load("m1");
        assertThat(ask(models, "m1", null)).isEqualTo(2);
        assertThat(ready(models)).isEqualTo(1);
    }

    @Test
    void manyCallersOfMoreModelsThanFitGetTheirAnswers() throws Exception {
        int count = 12;
        for (int i = 0; i < count; i++) {
            write("m" + i, 1, i);
        }
        var models = start(ControlMode.NONE, 5);
        try (var pool = Executors.newFixedThreadPool(4)) {
            var callers =
                    IntStream.range(0, 4)
                            .mapToObj(seed -> pool.submit(() -> askAtRandom(models, seed, count)))
                            .toList();
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
        assertThat(ready(models)).isEqualTo(5);
        assertThat(models.loads().madeRoom()).isEqualTo(models.loads().onDemand());
    }

    private static void askAtRandom(ModelCatalogue models, int seed, int count) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int which = random.nextInt(count);
            assertThat(ask(models, "m" + which, null)).isEqualTo(which);
        }
    }

    @Test
    void aThousandModelsAreLoadedAndFollowed() throws Exception {
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            write("m" + i, 1, i);
        }
        var models = start(ControlMode.NONE, 0);
        assertThat(ready(models)).isEqualTo(count);
        write("m7", 2, 77);
        models.refresh(null);
        assertThat(fakes.loaded).hasValue(count + 1);
        assertThat(ask(models, "m7", null)).isEqualTo(77);
        assertThat(ask(models, "m999", null)).isEqualTo(999);
    }

    @Test
    void rulesChooseVersionsAndNameThem() throws Exception {
        for (int i = 1; i <= 4; i++) {
            write("churn", i, i);
        }
        write("fraud", 1, 9);
        var models = start(ControlMode.NONE, 0);
        models.configure(
                Map.of(
                        "churn",
                        new ModelRules(
                                new VersionPolicy.Specific(Set.of(2L, 3L)),
                                Map.of("stable", 2L, "canary", 3L))));
        assertThat(models.index())
                .extracting(VersionStatus::name, VersionStatus::version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("churn", "2"),
                        org.assertj.core.groups.Tuple.tuple("churn", "3"));
        assertThat(ask(models, "churn", models.labelled("churn", "stable"))).isEqualTo(2);
        assertThatThrownBy(() -> models.labelled("churn", "other"))
                .hasMessageContaining("no such label");
        assertThatThrownBy(() -> models.labelled("other", "stable"))
                .hasMessageContaining("no model of this name");

        var latest = new ModelRules(new VersionPolicy.Latest(1), Map.of());
        models.configure(Map.of("churn", latest, "fraud", latest));
        assertThat(ready(models)).isEqualTo(2);
        assertThat(ask(models, "churn", null)).isEqualTo(4);

        var wrong = new ModelRules(new VersionPolicy.Latest(1), Map.of("stable", 2L));
        assertThatThrownBy(() -> models.configure(Map.of("churn", wrong)))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
        assertThatThrownBy(() -> models.configure(Map.of("none", latest)))
                .hasMessageContaining("no model of this name");
        assertThat(ask(models, "fraud", null)).isEqualTo(9);
    }
}
