package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rondo.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No call needs more statements when it meets more rows, on every database. */
abstract class StatementsContract extends TrackingSuite {
    /** So many that the end of a run sorts them, as it does with more. */
    private static final int FEW = 3 * MetricTable.SORTED_AT_ONCE;

    private static final int MANY = 1_000;

    /**
     * What the calls are measured on: many runs with a value of each kind, and one run and one
     * logged model with many values.
     */
    private record Filled(String experiment, List<String> runs, String run, String model) {}

    @Test
    @DisplayName("every call needs the same statements for 96 rows and for 1,000")
    void statementsDoNotGrowWithRows() {
        var few = measured(FEW, fill(FEW));
        var many = measured(MANY, fill(MANY));

        assertThat(many).containsExactlyEntriesOf(few);
        assertThat(few).doesNotContain(entry("runs.search", 0L)).hasSizeGreaterThan(25);
    }

    private Filled fill(int count) {
        return db.write(tx -> {
            var experiment = "";
            for (int i = 0; i < count; i++) {
                var made = new NewExperiment("e" + count + "-" + i, null, Map.of("k", "v"));
                experiment = ExperimentTable.create(tx, made, now).id();
            }
            var runs = new ArrayList<String>();
            for (int i = 0; i < count; i++) {
                runs.add(run(tx, experiment));
            }
            var model = model(tx, experiment, runs.getFirst());
            for (int i = 1; i < count; i++) {
                model(tx, experiment, runs.get(i));
            }
            return new Filled(experiment, runs, runs.getFirst(), model);
        });
    }

    private String run(Tx tx, String experiment) {
        var run = tracking.runs().create(tx, NewRun.of(experiment, "r")).run().id();
        var metric = List.of(new Metric("m", 1, 1, 1));
        tracking.runs().log(tx, run, new RunBatch(metric, Map.of("p", "1"), Map.of("t", "1")));
        tracking.runs().logInputs(tx, run, datasets(1), List.of(new ModelInput("m-1")));
        return run;
    }

    /** With a metric of the run. */
    private String model(Tx tx, String experiment, String run) {
        var values = Map.of("k", "v");
        var wanted = new NewLoggedModel(experiment, "m", "", run, values, values);
        var model = tracking.loggedModels().create(tx, wanted).id();
        var metric = new Metric("of model", 1, 1, 1, model, null, null);
        tracking.runs().log(tx, run, RunBatch.metrics(List.of(metric)));
        return model;
    }

    private Map<String, Long> measured(int count, Filled in) {
        var calls = new LinkedHashMap<String, Runnable>();
        logging(calls, count, in);
        reading(calls, count, in);
        changing(calls, in);
        var statements = new LinkedHashMap<String, Long>();
        calls.forEach((name, call) -> statements.put(name, statements(call)));
        return statements;
    }

    private void logging(Map<String, Runnable> calls, int count, Filled in) {
        var runs = tracking.runs();
        var models = tracking.loggedModels();
        var texts = texts(Math.min(count, Limits.BATCH_VALUES));
        calls.put("log metrics", () -> runs.log(in.run(), RunBatch.metrics(metrics(count, in))));
        calls.put("log params", () -> runs.log(in.run(), RunBatch.params(texts)));
        calls.put("log tags", () -> runs.log(in.run(), RunBatch.tags(texts)));
        calls.put(
                "logInputs",
                () ->
                        runs.logInputs(
                                in.run(),
                                datasets(count),
                                list(count, i -> new ModelInput("m-" + i))));
        calls.put(
                "logOutputs",
                () -> runs.logOutputs(in.run(), list(count, i -> new ModelOutput("m-" + i, i))));
        calls.put("import metrics", () -> tracking.imports().metrics(in.run(), metrics(count, in)));
        calls.put("runs.create", () -> create(in, count));
        var many = texts(count);
        calls.put(
                "loggedModels.create",
                () -> models.create(new NewLoggedModel(in.experiment(), "n", "", "", many, many)));
        calls.put("loggedModels.setTags", () -> models.setTags(in.model(), many));
        calls.put("loggedModels.logParams", () -> models.logParams(in.model(), many));
    }

    private void create(Filled in, int count) {
        var wanted = NewRun.of(in.experiment(), "n").withTags(texts(count));
        tracking.runs().create(wanted);
    }

    private void reading(Map<String, Runnable> calls, int count, Filled in) {
        var runs = tracking.runs();
        calls.put("runs.get", () -> runs.get(in.run()));
        calls.put("runs.search", () -> runs.search(runQuery(in, "", List.of(), count)));
        calls.put(
                "runs.search with all kinds of conditions",
                () ->
                        runs.search(
                                runQuery(
                                        in,
                                        "metrics.m < 5 AND params.p = '1' AND tags.t LIKE '1%' AND dataset.name = 'd0'",
                                        List.of("metrics.m DESC", "params.p", "tags.t"),
                                        count)));
        calls.put("history", () -> runs.history(in.run(), "many", null, null));
        calls.put("historyBulk", () -> runs.historyBulk(in.runs(), "m", 25_000));
        calls.put("historyBulk of one", () -> runs.historyBulk(List.of(in.run()), "many", 25_000));
        calls.put("historySampled", () -> runs.historySampled(in.runs(), "m", null, null, 100));
        calls.put("datasets", () -> runs.datasets(List.of(in.experiment())));
        calls.put("datasets of many", () -> runs.datasets(list(count, i -> Integer.toString(i))));
        var all = new ExperimentQuery("tags.k = 'v'", RunViewType.ALL, count, List.of(), null);
        calls.put("experiments.search", () -> tracking.experiments().search(all));
        calls.put("experiments.get", () -> tracking.experiments().get(in.experiment()));
        var models = tracking.loggedModels();
        calls.put("loggedModels.get", () -> models.get(in.model()));
        calls.put("loggedModels.search", () -> models.search(modelQuery(in, "", count)));
        calls.put(
                "loggedModels.search with conditions",
                () ->
                        models.search(
                                modelQuery(
                                        in, "metrics.`of model` > 0 AND params.k = 'v'", count)));
    }

    private void changing(Map<String, Runnable> calls, Filled in) {
        var experiments = tracking.experiments();
        calls.put("runs.update", () -> tracking.runs().finish(in.run(), RunStatus.FINISHED));
        calls.put("runs.delete", () -> tracking.runs().delete(in.run()));
        calls.put("runs.restore", () -> tracking.runs().restore(in.run()));
        calls.put("loggedModels.delete", () -> tracking.loggedModels().delete(in.model()));
        calls.put("experiments.delete", () -> experiments.delete(in.experiment()));
        calls.put("experiments.restore", () -> experiments.restore(in.experiment()));
    }

    private static RunQuery runQuery(Filled in, String filter, List<String> orderBy, int count) {
        return new RunQuery(
                List.of(in.experiment()), filter, RunViewType.ACTIVE_ONLY, count, orderBy, null);
    }

    private static LoggedModelQuery modelQuery(Filled in, String filter, int count) {
        return new LoggedModelQuery(
                List.of(in.experiment()), filter, List.of(), List.of(), count, null);
    }

    /** Each of another key, of a model and on a dataset. */
    private static List<Metric> metrics(int count, Filled in) {
        return list(
                count,
                i -> {
                    var key = i % 2 == 0 ? "many" : "k" + i;
                    return new Metric(key, i, i, i, in.model(), "d" + i, "x");
                });
    }

    private static List<DatasetInput> datasets(int count) {
        return list(
                count,
                i -> new DatasetInput("d" + i, "x", "local", "", null, null, Map.of("k", "v")));
    }

    private static Map<String, String> texts(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    }

    private static <T> List<T> list(int count, IntFunction<T> item) {
        return IntStream.range(0, count).mapToObj(item).toList();
    }
}
