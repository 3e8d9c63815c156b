package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searches for logged models, on every database. They are called a to d; d is deleted. */
abstract class LoggedModelSearchContract extends TrackingSuite {
    private static final List<String> EXPERIMENT = List.of("0");

    private String run = "";

    private void fill() {
        run = start("r").id();
        make("a", "agent", run, Map.of("p", "1"), Map.of("t", "x"));
        make("b", "", "", Map.of("p", "2"), Map.of());
        make("c", "agent", "", Map.of(), Map.of("t", "y"));
        make("d", "", "", Map.of("p", "1"), Map.of());
        tracking.loggedModels().finish(id("a"), LoggedModelStatus.READY);
        metric("a", 1, "train", "d1", 0.5);
        metric("a", 2, "train", "d1", 1.5);
        metric("a", 1, "test", "d2", 9);
        metric("b", 1, "test", "d2", Double.NaN);
        metric("d", 1, "test", "d2", 5);
        tracking.loggedModels().delete(id("d"));
    }

    private final List<LoggedModel> made = new ArrayList<>();

    private void make(
            String name,
            String type,
            String sourceRun,
            Map<String, String> params,
            Map<String, String> tags) {
        now += 10;
        made.add(
                tracking.loggedModels()
                        .create(new NewLoggedModel("0", name, type, sourceRun, tags, params)));
    }

    private String id(String name) {
        return made.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void metric(String model, long time, String dataset, String digest, double value) {
        tracking.runs()
                .log(
                        run,
                        RunBatch.metrics(
                                List.of(
                                        new Metric(
                                                "rmse", value, time, 0, id(model), dataset,
                                                digest))));
    }

    private String find(String filter, LoggedModelOrder... orderBy) {
        return names(query(filter, List.of(orderBy), List.of(), 100, null));
    }

    private static LoggedModelQuery query(
            String filter,
            List<LoggedModelOrder> orderBy,
            List<DatasetFilter> datasets,
            int maxResults,
            @Nullable String token) {
        return new LoggedModelQuery(EXPERIMENT, filter, orderBy, datasets, maxResults, token);
    }

    private String names(LoggedModelQuery query) {
        return String.join(
                "",
                tracking.loggedModels().search(query).items().stream()
                        .map(LoggedModel::name)
                        .toList());
    }

    private static LoggedModelOrder by(String field, boolean ascending) {
        return new LoggedModelOrder(field, ascending, null, null);
    }

    @Test
    void filters() {
        fill();

        assertThat(find("")).isEqualTo("cba");
        assertThat(find("name = \"a\"")).isEqualTo("a");
        assertThat(find("attributes.name in ('a', 'b', 'd')")).isEqualTo("ba");
        assertThat(find("model_id = '" + id("b") + "'")).isEqualTo("b");
        assertThat(find("status = 'READY'")).isEqualTo("a");
        assertThat(find("status != 'READY' AND experiment_id = '0'")).isEqualTo("cb");
        assertThat(find("model_type LIKE 'ag%'")).isEqualTo("ca");
        assertThat(find("model_type != 'x'")).isEqualTo("cba");
        assertThat(find("source_run_id = '" + run + "'")).isEqualTo("a");
        assertThat(find("artifact_location LIKE 'mlflow%' AND lifecycle_stage = 'active'"))
                .isEqualTo("cba");
        assertThat(find("creation_time > 1700000000010")).isEqualTo("cb");
        assertThat(find("creation_timestamp_ms <= 1700000000010.5")).isEqualTo("a");
        assertThat(find("last_updated_timestamp > 1700000000020")).isEqualTo("ca");
        assertThat(find("params.p = '1'")).isEqualTo("a");
        assertThat(find("params.p NOT IN ('1')")).isEqualTo("b");
        assertThat(find("tags.t != 'x'")).isEqualTo("c");
    }

    @Test
    void aMetricMatchesWhenSomeValueOfItDoes() {
        fill();

        assertThat(find("metrics.rmse < 1")).isEqualTo("a");
        assertThat(find("metrics.rmse = 9 AND metrics.rmse = 0.5")).isEqualTo("a");
        assertThat(find("metrics.rmse > 0")).isEqualTo("a");
        assertThat(find("metrics.rmse != 9")).isEqualTo("ba");
        var train = List.of(new DatasetFilter("train", null));
        var test = List.of(new DatasetFilter("test", "d2"));
        assertThat(names(query("metrics.rmse > 2", List.of(), train, 9, null))).isEmpty();
        assertThat(names(query("metrics.rmse > 2", List.of(), test, 9, null))).isEqualTo("a");
        assertThat(names(query("", List.of(), train, 9, null))).isEqualTo("a");
        assertThat(names(query("", List.of(), test, 9, null))).isEqualTo("ba");
        assertThat(names(query("", List.of(), List.of(new DatasetFilter("test", "d1")), 9, null)))
                .isEmpty();
    }

    @Test
    void orders() {
        fill();

        assertThat(find("", by("name", true))).isEqualTo("abc");
        assertThat(find("", by("creation_time", true))).isEqualTo("abc");
        assertThat(find("", by("model_type", true), by("name", false))).isEqualTo("bca");
        assertThat(find("", by("metrics.rmse", true))).isEqualTo("abc");
        assertThat(find("", by("metrics.rmse", false))).isEqualTo("abc");
        metric("c", 3, "train", "d1", 2);
        assertThat(find("", by("metrics.rmse", true))).isEqualTo("acb");
        assertThat(find("", by("metrics.rmse", false))).isEqualTo("cab");
        assertThat(find("", new LoggedModelOrder("metrics.rmse", false, "test", "d2")))
                .isEqualTo("abc");
        assertThat(find("", new LoggedModelOrder("metrics.rmse", true, "train", null)))
                .isEqualTo("acb");
    }

    @Test
    void pagesAndStatements() {
        fill();
        metric("c", 3, "train", "d1", 2);
        for (var order :
                List.of(
                        List.<LoggedModelOrder>of(),
                        List.of(by("metrics.rmse", true)),
                        List.of(by("model_type", false)))) {
            var found = new ArrayList<LoggedModel>();
            String token = null;
            do {
                long before = db.statements();
                var page = tracking.loggedModels().search(query("", order, List.of(), 1, token));
                assertThat(db.statements() - before).isEqualTo(4);
                found.addAll(page.items());
                token = page.nextToken();
                make("late" + found.size(), "", "", Map.of(), Map.of());
                tracking.loggedModels().delete(made.getLast().id());
            } while (token != null);
            assertThat(found)
                    .isEqualTo(
                            tracking.loggedModels()
                                    .search(query("", order, List.of(), 100, null))
                                    .items());
            assertThat(found).contains(tracking.loggedModels().get(id("a")));
        }
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        fill();

        refused("Invalid order by field name: foo", () -> find("", by("foo", true)));
        refused("Invalid order by field name: ", () -> find("", by("", true)));
        refused(
                "Invalid order by field name: params.p. Only metrics are supported.",
                () -> find("", by("params.p", true)));
        refused(
                "`dataset_name` in the `datasets` clause must be specified.",
                () -> new DatasetFilter("", "d1"));
        refused(
                "Invalid entity type: 'metric'. Expected one of ['attributes', 'metrics', 'params', 'tags'].",
                () -> find("metric.rmse > 1"));
        var token =
                tracking.loggedModels()
                        .search(query("", List.of(), List.of(), 1, null))
                        .nextToken();
        refused(
                "Filter string in the page token does not match the requested filter string.",
                () -> names(query("name = 'a'", List.of(), List.of(), 1, token)));
        assertFails(
                () -> names(query("", List.of(), List.of(), 1, "zz")),
                ErrorKind.USER,
                "page.token");
        assertFails(
                () -> names(new LoggedModelQuery(List.of("x"), "", List.of(), List.of(), 1, null)),
                ErrorKind.USER,
                "experiment.id");
    }

    private static void refused(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RondoException.class, e -> assertThat(e.what()).isEqualTo(what));
    }
}
