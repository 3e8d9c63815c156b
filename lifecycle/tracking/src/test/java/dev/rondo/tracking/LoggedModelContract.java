package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logged models with their own metrics, parameters and tags, on every database. */
abstract class LoggedModelContract extends TrackingSuite {
    @Test
    void aModelIsMadeAndFinished() {
        var wanted =
                new NewLoggedModel(
                        "0", "model", "agent", "nope", Map.of("t", "v"), Map.of("a[0] (b)", "1"));
        var made = tracking.loggedModels().create(wanted);

        assertThat(made.id()).matches("m-[0-9a-f]{32}");
        assertThat(made)
                .isEqualTo(
                        new LoggedModel(
                                made.id(),
                                "0",
                                "model",
                                "mlflow-artifacts:/0/models/" + made.id() + "/artifacts",
                                now,
                                now,
                                LoggedModelStatus.PENDING,
                                "agent",
                                "nope",
                                "",
                                Map.of("t", "v"),
                                Map.of("a[0] (b)", "1"),
                                List.of()));
        assertThat(tracking.loggedModels().get(made.id())).isEqualTo(made);
        now += 5;
        var ready = tracking.loggedModels().finish(made.id(), LoggedModelStatus.READY);
        assertThat(ready.status()).isEqualTo(LoggedModelStatus.READY);
        assertThat(ready.lastUpdateMillis()).isEqualTo(now);
        assertThat(model("").name()).matches("[a-z]+-[a-z]+-[0-9]{1,4}");
    }

    @Test
    void tagsAreReplacedAndParametersStay() {
        var id = model("m").id();
        now += 5;
        var models = tracking.loggedModels();
        models.setTags(id, Map.of("a", "1", "b", "1"));
        assertThat(models.setTags(id, Map.of("a", "2")).tags())
                .isEqualTo(Map.of("a", "2", "b", "1"));
        models.deleteTag(id, "b");
        assertFails(
                () -> models.deleteTag(id, "b"),
                ErrorKind.NOT_FOUND,
                "tag.not_found",
                "No tag with key 'b' found for model with ID '%s'.".formatted(id));
        models.logParams(id, Map.of("p", "1"));
        models.logParams(id, Map.of("p", "1", "q", "2"));
        assertFails(
                () -> models.logParams(id, Map.of("p", "3", "r", "1")),
                ErrorKind.CONFLICT,
                "param.changed");

        var model = models.get(id);
        assertThat(model.tags()).isEqualTo(Map.of("a", "2"));
        assertThat(model.params()).isEqualTo(Map.of("p", "1", "q", "2"));
        assertThat(model.lastUpdateMillis()).isEqualTo(now - 5);
    }

    @Test
    void inTheBinItIsNotFoundButMayBeChanged() {
        var id = model("m").id();
        var models = tracking.loggedModels();
        now += 5;
        models.delete(id);
        models.delete(id);
        models.setTags(id, Map.of("a", "1"));

        assertFails(
                () -> models.get(id),
                ErrorKind.NOT_FOUND,
                "model.not_found",
                "Logged model with ID '%s' not found.".formatted(id));
        assertThat(models.getEvenDeleted(id).tags()).isEqualTo(Map.of("a", "1"));
        assertThat(models.getEvenDeleted(id).lastUpdateMillis()).isEqualTo(now);
    }

    @Test
    void whatIsNotThereOrCannotBeIsRefused() {
        var models = tracking.loggedModels();
        var kind = ErrorKind.NOT_FOUND;
        var code = "model.not_found";
        assertFails(() -> models.get("m-x"), kind, code);
        assertFails(() -> models.getEvenDeleted("m-x"), kind, code);
        assertFails(() -> models.delete("m-x"), kind, code);
        assertFails(() -> models.finish("m-x", LoggedModelStatus.READY), kind, code);
        assertFails(() -> models.setTags("m-x", Map.of()), kind, code);
        assertFails(() -> models.deleteTag("m-x", "a"), kind, code);
        assertFails(() -> models.logParams("m-x", Map.of()), kind, code);
        assertFails(
                () -> model("a'b"),
                ErrorKind.USER,
                "model.name",
                "Invalid model name (\"a'b\") provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
        assertFails(
                () -> models.setTags(model("m").id(), Map.of("k".repeat(251), "")),
                ErrorKind.LIMIT,
                "tracking.length");
        tracking.experiments().delete("0");
        assertFails(() -> model("m"), ErrorKind.CONFLICT, "experiment.deleted");
    }

    @Test
    void metricsBelongToTheRunAndToTheModel() {
        var run = start("x").id();
        var other = start("y").id();
        var id = model("m").id();
        var plain = new Metric("rmse", 1.5, 7, 1);
        var bare = measured(plain, id, null, null);
        var onData = measured(plain, id, "ds", "abc");
        var otherValue = measured(new Metric("rmse", Double.NaN, 7, 1), id, null, null);

        tracking.runs().log(run, RunBatch.metrics(List.of(bare, onData, otherValue, bare)));
        tracking.runs().log(run, RunBatch.metric(onData));
        tracking.runs().log(other, RunBatch.metric(bare));

        assertThat(tracking.loggedModels().get(id).metrics())
                .containsExactlyInAnyOrder(
                        new RunMetric(run, bare),
                        new RunMetric(run, onData),
                        new RunMetric(run, otherValue),
                        new RunMetric(other, bare));
        assertThat(history(run, "rmse"))
                .containsExactly(plain, new Metric("rmse", Double.NaN, 7, 1));
    }

    private static Metric measured(
            Metric metric, String model, @Nullable String dataset, @Nullable String digest) {
        return new Metric(
                metric.key(),
                metric.value(),
                metric.timestampMillis(),
                metric.step(),
                model,
                dataset,
                digest);
    }

    @Test
    void aMetricOfAnUnknownModelStoresNothing() {
        var run = start("x").id();
        var metrics =
                List.of(
                        new Metric("good", 1, 1, 1),
                        measured(new Metric("bad", 1, 1, 1), "m-\0\"", null, null));
        assertFails(
                () -> tracking.runs().log(run, RunBatch.metrics(metrics)),
                ErrorKind.NOT_FOUND,
                "model.not_found");
        assertThat(history(run, "good")).isEmpty();
    }

    @Test
    void metricsOfModelsNeedAsFewStatementsAsOne() {
        var run = start("x").id();
        var metrics = new ArrayList<Metric>();
        var id = model("m").id();
        for (int i = 0; i < 40; i++) {
            var other = i == 0 ? id : model("m").id();
            metrics.add(measured(new Metric("m", i, i, i), other, null, null));
        }
        var one = RunBatch.metrics(metrics.subList(0, 1));
        assertThat(statements(() -> tracking.runs().log(run, one))).isEqualTo(7);
        var all = RunBatch.metrics(metrics);
        assertThat(statements(() -> tracking.runs().log(run, all))).isEqualTo(6);
        assertThat(statements(() -> tracking.loggedModels().get(id))).isEqualTo(4);
    }
}
