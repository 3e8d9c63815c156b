package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.Table;
import dev.rondo.inference.Target;
import dev.rondo.inference.XgboostModel;
import dev.rondo.measures.RocAuc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainerTest {
    private static final Target TARGET = new Target("outcome", "yes", "no");
    private static final TrainingSpec SPEC =
            new TrainingSpec(
                    TARGET, Tables.FEATURES, Map.of(), 60, 10, 7, Duration.ofMinutes(1), 512);

    private final Table train = Tables.of(1500, 1);
    private final Table validation = withNewLevel(Tables.of(500, 2));
    private final List<BoostingRound> progress = new ArrayList<>();
    private TrainedModel model;

    @TempDir static Path work;

    @BeforeAll
    void train() {
        model = Trainer.inChildJvm().train(SPEC, train, validation, work, progress::add);
    }

    @Test
    @DisplayName(
            "our kernel's margins are bit-equal to XGBoost's, with categories and missing values")
    void bitEqual() {
        var kernel = XgboostModel.load(model.xgboost());
        var batches = new Batches(validation, model.encoder().signature());

        var margins = kernel.margins(model.encoder().encode(batches.rows(0, validation.rows())));

        assertThat(bits(margins)).isEqualTo(bits(model.validationMargins()));
        assertThat(Arrays.stream(bits(margins)).distinct().count()).isGreaterThan(100);
    }

    @Test
    @DisplayName("the same data and seed give the same bytes")
    void deterministic() {
        var again = Trainer.inChildJvm().train(SPEC, train, validation, work, round -> {});

        assertThat(again.xgboost()).isEqualTo(model.xgboost());
        assertThat(again.rounds()).isEqualTo(model.rounds());
    }

    @Test
    @DisplayName("every round is told, and the model ends with the best on validation")
    void rounds() {
        assertThat(progress).isEqualTo(model.rounds()).hasSizeLessThanOrEqualTo(60);
        double best = model.rounds().get(model.bestRound()).validationLogLoss();
        assertThat(model.rounds())
                .allSatisfy(round ->
                        assertThat(round.validationLogLoss()).isGreaterThanOrEqualTo(best));
        assertThat(XgboostModel.load(model.xgboost()).trees()).isEqualTo(model.bestRound() + 1);
    }

    @Test
    @DisplayName("the model has learned, and its importances say from what")
    void learns() {
        var margins = new double[validation.rows()];
        Arrays.setAll(margins, row -> model.validationMargins()[row]);

        assertThat(RocAuc.value(margins, Targets.labels(validation, TARGET))).isGreaterThan(0.7);
        assertThat(model.importances()).hasSize(5);
        assertThat(model.importances().getFirst().feature()).isEqualTo("amount");
        assertThat(model.importances().stream().mapToDouble(FeatureImportance::share).sum())
                .isBetween(1 - 1e-9, 1 + 1e-9);
    }

    @Test
    @DisplayName("a level's code does not depend on the order of the rows")
    void levels() {
        assertThat(model.encoder().levels().get("plan")).containsExactly("basic", "plus", "pro");
        assertThat(model.encoder().featureTypes()).containsExactly("q", "q", "q", "c", "c");
    }

    @Test
    @DisplayName("no file is left in the work folder, whether the training succeeds or fails")
    void cleansUp() throws IOException {
        var hurried =
                new TrainingSpec(
                        TARGET, Tables.FEATURES, Map.of(), 60, 10, 7, Duration.ofMillis(1), 512);
        assertThatThrownBy(() ->
                        Trainer.inChildJvm().train(hurried, train, validation, work, round -> {}))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("took longer than 0 s");

        try (var files = Files.list(work)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @DisplayName("a cap below what the heap needs is refused before a child starts")
    void tooLittleMemory() {
        var tight =
                new TrainingSpec(
                        TARGET, Tables.FEATURES, Map.of(), 60, 10, 7, Duration.ofMinutes(1), 64);

        assertThatThrownBy(() ->
                        Trainer.inChildJvm().train(tight, train, validation, work, round -> {}))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("does not fit into 64 MB")
                .hasMessageContaining("needs 96 MB");
    }

    @Test
    @DisplayName("a parameter that would break the promises is refused")
    void unknownParameter() {
        assertThatThrownBy(() -> XgboostParameters.check(Map.of("nthread", "8")))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("nthread")
                .hasMessageContaining("max_depth");
    }

    /** A tenth of the rows gets a city that no training row has: it counts as missing. */
    private static Table withNewLevel(Table table) {
        var cities = table.texts("city").toArray();
        for (int row = 0; row < cities.length; row += 10) {
            cities[row] = "elsewhere";
        }
        return table.with(new Column("city", ColumnType.CATEGORY, true), cities);
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
        return bits;
    }
}
