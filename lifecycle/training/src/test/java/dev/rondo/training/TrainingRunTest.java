package dev.rondo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.RondoException;
import dev.rondo.data.Datasets;
import dev.rondo.inference.ModelDirectory;
import dev.rondo.measures.CostMatrix;
import dev.rondo.registry.Registry;
import dev.rondo.registry.WebhookPolicy;
import dev.rondo.registry.WebhookSecrets;
import dev.rondo.store.Blobs;
import dev.rondo.store.Db;
import dev.rondo.store.TestDatabases;
import dev.rondo.tracking.Metric;
import dev.rondo.tracking.RunQuery;
import dev.rondo.tracking.RunStatus;
import dev.rondo.tracking.RunViewType;
import dev.rondo.tracking.Tracking;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final CostMatrix GAINS = new CostMatrix(60, -40, -100, 0);

    @TempDir Path folder;
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-25T13:00:00Z"));
    private Db db;
    private Blobs blobs;
    private Datasets datasets;
    private Tracking tracking;
    private Registry registry;
    private TrainingRun runs;

    @BeforeEach
    void open() {
        db = TestDatabases.sqlite(folder);
        blobs = Blobs.files(folder.resolve("blobs"));
        datasets = new Datasets(db, blobs, clock);
        use(blobs);
        datasets.write("customers", Tables.of(1500, 1), "outcome", Map.of());
    }

    private void use(Blobs store) {
        tracking = new Tracking(db, store, clock);
        var secrets = new WebhookSecrets(new byte[WebhookSecrets.KEY]);
        registry = new Registry(db, store, tracking, WebhookPolicy.standard(), secrets, clock);
        runs = new TrainingRun(datasets, tracking, registry, Trainer.inChildJvm());
    }

    private List<Metric> history(String run, String key) {
        return tracking.runs().history(run, key, null, null).items();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    @DisplayName("from a dataset to a registered model, tracked with its lineage")
    void wholeRun() {
        var prepared = prepare(null);
        var trained = runs.train(prepared, work(), round -> {});
        var report = runs.evaluate(prepared, work());
        var gate = runs.gate(prepared);
        var registered = runs.register(prepared, work());
        runs.finish(prepared);

        assertThat(gate.passed()).as(gate.toString()).isTrue();
        assertThat(report.test().rocAuc().value()).isGreaterThan(0.7);
        assertThat(report.threshold().used()).isEqualTo(0.2);

        var run = tracking.runs().get(prepared.runId());
        assertThat(run.run().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.params()).containsEntry("dataset", "customers/1");
        assertThat(prepared.datasetDigest()).startsWith(run.datasets().getFirst().digest());
        assertThat(history(run.run().id(), "validation_log_loss")).hasSize(trained.rounds());
        assertThat(history(run.run().id(), "test_roc_auc").getFirst().value())
                .isEqualTo(report.test().rocAuc().value());

        var version = registry.versions().get("churn", registered.version());
        assertThat(version.lineage().runId()).isEqualTo(prepared.runId());
        assertThat(version.lineage().datasetDigest()).isEqualTo(prepared.datasetDigest());
        var model = ModelDirectory.load(registry.directory("churn", 1));
        assertThat(model.policy().threshold()).isEqualTo(0.2);
        var tables = runs.tables(prepared);
        assertThat(tables.whole().rows())
                .isEqualTo(
                        tables.train().rows() + tables.validation().rows() + tables.test().rows());
        assertThat(tables.inputs(model, Integer.MAX_VALUE).rows()).isEqualTo(prepared.rows());
        assertThat(tables.inputs(model, 10).rows()).isEqualTo(10);
        assertThat(
                        new Evaluator(0)
                                .evaluate(
                                        "test",
                                        Scoring.scores(model, tables.test()),
                                        Targets.labels(tables.test(), prepared.target()),
                                        0.2,
                                        GAINS))
                .isEqualTo(report.test());
    }

    @Test
    @DisplayName("rule 9.1: steps cut off at every artifact and run again come to the same")
    void cutOff() {
        var flaky = new FlakyBlobs(blobs);
        use(flaky);

        var prepared = retry(() -> prepare(null));
        var trained = retry(() -> runs.train(prepared, work(), round -> {}));
        var report = retry(() -> runs.evaluate(prepared, work()));
        var gate = retry(() -> runs.gate(prepared));
        var registered = retry(() -> runs.register(prepared, work()));

        assertThat(flaky.failures()).isGreaterThan(8);
        assertThat(prepare(null)).isEqualTo(prepared);
        assertThat(runs.train(prepared, work(), round -> {})).isEqualTo(trained);
        assertThat(runs.evaluate(prepared, work())).isEqualTo(report);
        assertThat(runs.gate(prepared)).isEqualTo(gate);
        assertThat(runs.register(prepared, work())).isEqualTo(registered);
        assertThat(registry.versions().of("churn")).hasSize(1);
        var experiment = tracking.runs().get(prepared.runId()).run().experimentId();
        var all = new RunQuery(List.of(experiment), "", RunViewType.ALL, 10, List.of(), null);
        assertThat(tracking.runs().search(all).items()).hasSize(1);
        assertThat(history(prepared.runId(), "validation_log_loss")).hasSize(trained.rounds());
    }

    @Test
    @DisplayName("an incumbent is judged on the same rows, and equals itself")
    void incumbent() {
        var first = prepare(null);
        runs.train(first, work(), round -> {});
        runs.evaluate(first, work());
        runs.register(first, work());

        var second = runs.prepare(plan("churn/1"), "second");
        runs.train(second, work(), round -> {});
        var report = runs.evaluate(second, work());

        var comparison = report.incumbent();
        assertThat(comparison).isNotNull();
        assertThat(comparison.moneyDifference()).isNotNull().matches(d -> d.value() == 0);
        assertThat(comparison.rocAucDifference()).isNotNull().matches(d -> d.value() == 0);
        assertThat(comparison.evaluation()).isEqualTo(report.test());
        assertThat(runs.gate(second).passed()).isTrue();
    }

    @Test
    @DisplayName("rule 4.4: an incumbent that reads a column which is gone fails the gate")
    void incumbentWithoutItsColumn() {
        var first = prepare(null);
        runs.train(first, work(), round -> {});
        runs.evaluate(first, work());
        runs.register(first, work());
        datasets.write("customers", Tables.of(1500, 1).without("city"), "outcome", Map.of());

        var plan = plan("churn/1");
        var narrower =
                new TrainingPlan(
                        plan.dataset(),
                        2,
                        plan.model(),
                        plan.target(),
                        plan.positive(),
                        plan.key(),
                        plan.exclude(),
                        plan.gains(),
                        plan.xgboostParameters(),
                        plan.rounds(),
                        plan.seed(),
                        plan.gate(),
                        plan.incumbent(),
                        plan.timeoutSeconds(),
                        plan.memoryMb());
        var second = runs.prepare(narrower, "second");
        runs.train(second, work(), round -> {});
        runs.evaluate(second, work());

        var gate = runs.gate(second);
        assertThat(gate.passed()).isFalse();
        assertThat(gate.checks().getLast().reason()).contains("city");
    }

    @Test
    @DisplayName(
            "rule 4.4: with too few positives for an interval the gate refuses, nothing breaks")
    void fewPositives() {
        var table = Tables.of(600, 3);
        var rare = new String[600];
        Arrays.setAll(rare, row -> row % 40 == 0 ? "yes" : "no");
        var outcome = new Column("outcome", ColumnType.CATEGORY, false);
        var version = datasets.write("rare", table.with(outcome, rare), "outcome", Map.of());

        var prepared =
                runs.prepare(TrainingPlan.of("rare", version.version(), "rare", "outcome"), "rare");
        runs.train(prepared, work(), round -> {});
        var report = runs.evaluate(prepared, work());

        assertThat(runs.gate(prepared).passed()).isFalse();
        assertThat(report.warnings()).singleElement().asString().contains("rarer outcome");
        assertThat(prepared.gains()).isEqualTo(CostMatrix.balanced(15 / 600.0));
    }

    @Test
    @DisplayName("a failed training ends the tracked run with the reason")
    void failure() {
        var prepared = prepare(null);

        runs.fail(prepared, "the child was killed");

        var run = tracking.runs().get(prepared.runId());
        assertThat(run.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.tags()).containsEntry("rondo.failure", "the child was killed");
    }

    @Test
    @DisplayName("a step before its time says so, and a plan for what is not there fails at once")
    void order() {
        assertThatThrownBy(() -> runs.evaluate(prepare(null), work()))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("Run the steps before this one first");
        assertThatThrownBy(() -> runs.prepare(plan("churn/9"), "other"))
                .isInstanceOf(RondoException.class);
        assertThatThrownBy(
                        () -> runs.prepare(TrainingPlan.of("customers", 1, "churn", "plan"), "o"))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("3 different values");
    }

    @Test
    @DisplayName("what one step hands to the next survives JSON")
    void json() {
        var prepared = prepare(null);

        assertThat(TrainingJson.read(TrainingJson.tree(prepared), Prepared.class))
                .isEqualTo(prepared);
    }

    private Prepared prepare(@Nullable String incumbent) {
        return runs.prepare(plan(incumbent), "run 1");
    }

    private static TrainingPlan plan(@Nullable String incumbent) {
        return new TrainingPlan(
                "customers",
                1,
                "churn",
                "outcome",
                "yes",
                null,
                List.of(),
                GAINS,
                Map.of("eta", "0.3"),
                15,
                0,
                GateSpec.DEFAULT,
                incumbent,
                60,
                512);
    }

    private Path work() {
        return folder.resolve("work");
    }

    private static <T> T retry(Supplier<T> step) {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return step.get();
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("test.cut_off");
            }
        }
        throw new AssertionError("no attempt came through");
    }
}
