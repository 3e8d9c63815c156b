package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What another server had is taken over, on every database. */
abstract class ImportContract extends TrackingSuite {
    private static final String RUN = "a".repeat(32);
    private static final String MODEL = "m-" + "b".repeat(32);

    private static Experiment theirs(String id, String name, LifecycleStage stage) {
        return new Experiment(id, name, "s3://else/where", stage, 100, 200, Map.of("team", "ü"));
    }

    private static RunDetails theirs(String experiment, long start, Map<String, String> tags) {
        var run =
                new Run(
                        RUN,
                        experiment,
                        "name",
                        "ada",
                        RunStatus.FAILED,
                        LifecycleStage.DELETED,
                        start,
                        2_000L,
                        "s3://else/where");
        var dataset = new DatasetInput("d", "1", "local", "{}", "[]", null, Map.of("c", "train"));
        return new RunDetails(
                run,
                List.of(),
                Map.of("depth", "6"),
                tags,
                List.of(dataset),
                List.of(new ModelInput(MODEL)),
                List.of(new ModelOutput(MODEL, 7)));
    }

    private static LoggedModel theirs(String experiment, long made, List<RunMetric> metrics) {
        return new LoggedModel(
                MODEL,
                experiment,
                "trees",
                "s3://else/where",
                made,
                made + 1,
                LoggedModelStatus.READY,
                "sklearn",
                RUN,
                "",
                Map.of("t", "v"),
                Map.of("p", "1"),
                metrics);
    }

    @Test
    void anExperimentKeepsItsIdTimesAndStage() {
        var ours = tracking.imports().experiment(theirs("77", "churn", LifecycleStage.DELETED));
        assertThat(ours)
                .isEqualTo(
                        new Experiment(
                                "77",
                                "churn",
                                "mlflow-artifacts:/77",
                                LifecycleStage.DELETED,
                                100,
                                200,
                                Map.of("team", "ü")));
        assertThat(tracking.experiments().get("77")).isEqualTo(ours);
        assertThat(Long.parseLong(experiment("new").id())).isGreaterThan(77);
        assertThat(tracking.imports().experiment(theirs("77", "churn", LifecycleStage.DELETED)))
                .isEqualTo(ours);
    }

    @Test
    void anExperimentOfTheNameIsTheSameAndGetsTheTags() {
        var mine = experiment("churn");
        var ours = tracking.imports().experiment(theirs("77", "churn", LifecycleStage.DELETED));
        assertThat(ours.id()).isEqualTo(mine.id());
        assertThat(ours.lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertThat(ours.creationMillis()).isEqualTo(mine.creationMillis());
        assertThat(ours.tags()).isEqualTo(Map.of("team", "ü"));
    }

    @Test
    void anExperimentWhoseIdIsTakenGetsAnotherThatStays() {
        var mine = experiment("mine").id();
        var ours = tracking.imports().experiment(theirs(mine, "churn", LifecycleStage.ACTIVE));
        assertThat(ours.id()).isNotEqualTo(mine);
        assertThat(tracking.experiments().get(mine).name()).isEqualTo("mine");
        assertThat(tracking.imports().experiment(theirs(mine, "churn", LifecycleStage.ACTIVE)))
                .isEqualTo(ours);
        var odd = tracking.imports().experiment(theirs("no number", "odd", LifecycleStage.ACTIVE));
        assertThat(odd.id()).matches("[0-9]+");
    }

    @Test
    void aRunIsTakenOverWithAllItHasAndAgainWithoutDoubling() {
        for (int i = 0; i < 3; i++) {
            var ours = tracking.imports().run(theirs("0", 1_000, Map.of("a", "", "b", "x\ny")));
            assertThat(ours.artifactUri()).isEqualTo("mlflow-artifacts:/0/" + RUN + "/artifacts");
            assertThat(ours.id()).isEqualTo(RUN);
        }
        var details = tracking.runs().get(RUN);
        var expected = theirs("0", 1_000, Map.of("a", "", "b", "x\ny"));
        assertThat(details.params()).isEqualTo(expected.params());
        assertThat(details.tags()).isEqualTo(expected.tags());
        assertThat(details.datasets()).isEqualTo(expected.datasets());
        assertThat(details.modelInputs()).isEqualTo(expected.modelInputs());
        assertThat(details.modelOutputs()).isEqualTo(expected.modelOutputs());
        assertThat(details.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(details.run().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(details.run().startMillis()).isEqualTo(1_000);
        assertThat(details.run().endMillis()).isEqualTo(2_000);
    }

    @Test
    void aRunThatHasGoneOnThereIsBroughtUpToDate() {
        tracking.imports().run(theirs("0", 1_000, Map.of("a", "1")));
        tracking.imports().run(theirs("0", 1_000, Map.of("a", "2", "b", "3")));
        assertThat(tracking.runs().get(RUN).tags()).isEqualTo(Map.of("a", "2", "b", "3"));
    }

    @Test
    void anotherRunOfTheIdGetsAnIdThatStays() {
        tracking.imports().run(theirs("0", 1_000, Map.of("mine", "1")));
        var other = tracking.imports().run(theirs("0", 5_000, Map.of("theirs", "1")));
        assertThat(other.id()).matches("[0-9a-f]{32}").isNotEqualTo(RUN);
        assertThat(tracking.imports().run(theirs("0", 5_000, Map.of())).id()).isEqualTo(other.id());
        assertThat(tracking.runs().get(RUN).tags()).isEqualTo(Map.of("mine", "1"));
        assertThat(tracking.runs().get(other.id()).tags()).isEqualTo(Map.of("theirs", "1"));
    }

    @Test
    void measurementsAreKeptOnceWhateverTheirValue() {
        tracking.imports().run(theirs("0", 1_000, Map.of()));
        var points = new ArrayList<Metric>();
        for (double value :
                new double[] {
                    Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, 1e-300, Double.MIN_VALUE
                }) {
            points.add(new Metric("m", value, 5, -3, null, null, null));
        }
        points.add(new Metric("m", 0.5, 5, 1L << 40, null, null, null));
        for (int i = 0; i < 3; i++) {
            tracking.imports().metrics(RUN, points);
        }
        assertThat(history(RUN, "m")).containsExactlyInAnyOrderElementsOf(points);
        assertThat(tracking.runs().get(RUN).metrics())
                .singleElement()
                .extracting(Metric::value)
                .isEqualTo(0.5);
        assertFails(
                () -> tracking.imports().metrics("f".repeat(32), points),
                ErrorKind.NOT_FOUND,
                "run.not_found");
    }

    @Test
    void aLoggedModelIsTakenOverWithItsMetrics() {
        tracking.imports().run(theirs("0", 1_000, Map.of()));
        var metrics =
                List.of(
                        new RunMetric(RUN, new Metric("acc", 0.75, 9, 3, MODEL, "d", "1")),
                        new RunMetric(RUN, new Metric("acc", 0.5, 9, 2, MODEL, null, null)));
        for (int i = 0; i < 3; i++) {
            var ours = tracking.imports().loggedModel(theirs("0", 3_000, metrics));
            assertThat(ours.id()).isEqualTo(MODEL);
            assertThat(ours.artifactUri())
                    .isEqualTo("mlflow-artifacts:/0/models/" + MODEL + "/artifacts");
        }
        var ours = tracking.loggedModels().get(MODEL);
        assertThat(ours.metrics()).containsExactlyInAnyOrderElementsOf(metrics);
        assertThat(ours.status()).isEqualTo(LoggedModelStatus.READY);
        assertThat(ours.creationMillis()).isEqualTo(3_000);
        assertThat(ours.lastUpdateMillis()).isEqualTo(3_001);
        assertThat(ours.sourceRunId()).isEqualTo(RUN);
        assertThat(ours.tags()).isEqualTo(Map.of("t", "v"));
        assertThat(ours.params()).isEqualTo(Map.of("p", "1"));
        var other = tracking.imports().loggedModel(theirs("0", 4_000, List.of()));
        assertThat(other.id()).matches("m-[0-9a-f]{32}").isNotEqualTo(MODEL);
    }

    @Test
    void whatHangsInTheAirIsRefused() {
        assertFails(
                () -> tracking.imports().run(theirs("12345", 1_000, Map.of())),
                ErrorKind.NOT_FOUND,
                "experiment.not_found");
        assertFails(
                () -> tracking.imports().loggedModel(theirs("12345", 1_000, List.of())),
                ErrorKind.NOT_FOUND,
                "experiment.not_found");
        var metric = new RunMetric(RUN, new Metric("acc", 1, 1, 1, MODEL, null, null));
        assertFails(
                () -> tracking.imports().loggedModel(theirs("0", 1_000, List.of(metric))),
                ErrorKind.NOT_FOUND,
                "run.not_found");
        assertFails(
                () -> tracking.loggedModels().get(MODEL), ErrorKind.NOT_FOUND, "model.not_found");
    }
}
