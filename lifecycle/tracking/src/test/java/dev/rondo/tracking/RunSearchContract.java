package dev.rondo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Page;
import dev.rondo.filters.Filter;
import dev.rondo.filters.OrderBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searches for runs on every database, against the plain model of {@link RunModel}. */
abstract class RunSearchContract extends TrackingSuite {
    private static final int SEARCHES = Integer.getInteger("tracking.searches", 150);
    private static final List<String> FILTERS =
            List.of(
                    "metrics.m = 0",
                    "metrics.m != 0",
                    "metrics.m < 0",
                    "metrics.m >= -0.0",
                    "metrics.m > 1e400",
                    "metrics.m <= 1e400",
                    "metric.`x y` > 0.5",
                    "metrics.none != 1",
                    "params.p = 'b'",
                    "params.p != \"b\"",
                    "param.p LIKE 'B%'",
                    "parameters.p ILIKE 'B_'",
                    "params.p LIKE '%\\%'",
                    "params.q IS NULL",
                    "params.q is not null",
                    "tags.t = ''",
                    "tag.t != 'it''s'",
                    "tags.t LIKE '_'",
                    "status = 'RUNNING'",
                    "attr.status != 'FAILED'",
                    "run_name LIKE 'r1%'",
                    "run.user_id = 'u1'",
                    "artifact_uri LIKE 'mlflow-artifacts:/1/%'",
                    "start_time > 1700000000003.5",
                    "created <= 1700000000004",
                    "end_time != 0",
                    "end_time < 1700000000010",
                    "end_time > 1e30",
                    "datasets.name = 'churn'",
                    "dataset.name != 'churn'",
                    "dataset.digest IN ('d0', 'd1')",
                    "dataset.context NOT IN ('train')",
                    "run_id NOT IN ('x')");
    private static final List<String> ORDERS =
            List.of(
                    "metrics.m",
                    "metrics.m DESC",
                    "metrics.`x y` desc",
                    "params.p",
                    "params.p DESC",
                    "params.q ASC",
                    "tags.t DESC",
                    "end_time",
                    "end_time DESC",
                    "start_time ASC",
                    "status",
                    "run_name DESC",
                    "user_id",
                    "run_id DESC",
                    "artifact_uri");

    private final Random random = new Random();
    private final List<String> ids = new ArrayList<>();
    private final List<String> experiments = new ArrayList<>(List.of("0"));

    private void fill(int runs) {
        for (int i = 1; i < 3; i++) {
            experiments.add(experiment("e" + i).id());
        }
        for (int i = 0; i < runs; i++) {
            ids.add(addRun(i));
        }
    }

    private String addRun(int i) {
        var runs = tracking.runs();
        var id =
                runs.create(
                                new NewRun(
                                        any(experiments),
                                        "r" + i,
                                        any(List.of("u1", "u2")),
                                        now + random.nextInt(8),
                                        Map.of(),
                                        null))
                        .run()
                        .id();
        var metrics = new ArrayList<Metric>();
        for (var key : List.of("m", "x y")) {
            if (random.nextInt(4) > 0) {
                metrics.add(new Metric(key, anyNumber(), 1, 1));
            }
        }
        runs.log(id, new RunBatch(metrics, texts("p", "q"), texts("t", "u")));
        if (random.nextBoolean()) {
            runs.update(
                    id,
                    new RunUpdate(
                            any(List.of(RunStatus.values())), now + random.nextInt(20), null));
        }
        if (random.nextInt(4) == 0) {
            runs.log(id, RunBatch.metric(new Metric("m", anyNumber(), 2, 2)));
        }
        runs.logInputs(id, inputs(), List.of());
        if (random.nextInt(5) == 0) {
            runs.delete(id);
        }
        return id;
    }

    private List<DatasetInput> inputs() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i ->
                        new DatasetInput(
                                any(List.of("churn", "credit")),
                                "d" + i,
                                "local",
                                "/a",
                                null,
                                null,
                                random.nextBoolean()
                                        ? Map.of()
                                        : Map.of(
                                                DatasetInput.CONTEXT,
                                                any(List.of("train", "test")))))
                .toList();
    }

    private Map<String, String> texts(String first, String second) {
        var texts = new LinkedHashMap<String, String>();
        for (var key : List.of(first, second)) {
            if (random.nextInt(3) > 0) {
                texts.put(
                        key,
                        any(
                                List.of(
                                        "", "a", "b", "B", "Bc", "10", "9", "é", "🙂", "\uffee",
                                        "it's", "C:\\")));
            }
        }
        return texts;
    }

    private double anyNumber() {
        var numbers =
                List.of(
                        0.0,
                        -0.0,
                        1.0,
                        -1.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        random.nextGaussian());
        return any(numbers);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> some(List<String> all, int most) {
        var some = new ArrayList<String>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            some.add(any(all));
        }
        return some;
    }

    private List<RunDetails> all() {
        return ids.stream().map(id -> tracking.runs().get(id)).toList();
    }

    private RunQuery anyQuery() {
        var orders = new LinkedHashMap<String, String>();
        some(ORDERS, 3).forEach(each -> orders.put(each.split(" (?=asc|desc|ASC|DESC)")[0], each));
        return new RunQuery(
                List.copyOf(new java.util.LinkedHashSet<>(some(experiments, 3))),
                String.join(" AND ", some(FILTERS, 2)),
                any(List.of(RunViewType.values())),
                1 + random.nextInt(15),
                List.copyOf(orders.values()),
                null);
    }

    private static RunQuery next(RunQuery query, @Nullable String token) {
        return new RunQuery(
                query.experimentIds(),
                query.filter(),
                query.view(),
                query.maxResults(),
                query.orderBy(),
                token);
    }

    private List<String> expected(List<RunDetails> runs, RunQuery query) {
        return RunModel.find(
                runs,
                query.experimentIds(),
                query.view(),
                Filter.parse(query.filter(), RunWords.FILTER),
                OrderBy.parse(query.orderBy(), RunWords.ORDER));
    }

    private List<String> pages(RunQuery query, Runnable between) {
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = tracking.runs().search(next(query, token));
            found.addAll(ids(page));
            assertThat(page.items().size()).isLessThanOrEqualTo(query.maxResults());
            token = page.nextToken();
            between.run();
        } while (token != null);
        return found;
    }

    private static List<String> ids(Page<RunDetails> page) {
        return page.items().stream().map(each -> each.run().id()).toList();
    }

    @Test
    void everySearchFindsWhatThePlainModelFinds() {
        long seed = System.nanoTime();
        random.setSeed(seed);
        fill(60);
        var all = all();
        for (int i = 0; i < SEARCHES; i++) {
            var query = anyQuery();
            assertThat(pages(query, () -> {}))
                    .as("seed %d: %s", seed, query)
                    .isEqualTo(expected(all, query));
        }
    }

    @Test
    void pagesStayRightWhileRunsComeAndGo() {
        long seed = System.nanoTime();
        random.setSeed(seed);
        fill(40);
        for (int i = 0; i < SEARCHES / 15; i++) {
            var before = all();
            var query = anyQuery();
            var gone = new ArrayList<String>();
            var found =
                    pages(
                            query,
                            () -> {
                                ids.add(addRun(random.nextInt(100)));
                                var one = any(ids);
                                tracking.runs().delete(one);
                                gone.add(one);
                            });
            var wanted = new ArrayList<>(expected(before, query));
            var kept = new ArrayList<>(found);
            var known = before.stream().map(each -> each.run().id()).toList();
            kept.removeIf(each -> !known.contains(each) || gone.contains(each));
            wanted.removeAll(gone);
            assertThat(kept).as("seed %d: %s", seed, query).isEqualTo(wanted);
            assertThat(found).doesNotHaveDuplicates();
        }
    }

    @Test
    void theRunsComeWithAllThatTheyHave() {
        random.setSeed(7);
        fill(20);
        tracking.runs().logOutputs(ids.getFirst(), List.of(new ModelOutput("m-1", 3)));
        var query = new RunQuery(experiments, "", RunViewType.ALL, 100, List.of("run_id"), null);

        assertThat(tracking.runs().search(query).items())
                .containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void aPageCostsTheSameStatementsWhateverItsLength() {
        random.setSeed(8);
        fill(30);
        for (var order : List.of("metrics.m", "params.p", "start_time")) {
            assertThat(statements(30, order)).isLessThanOrEqualTo(statements(1, order) + 2);
        }
    }

    private long statements(int length, String order) {
        long before = db.statements();
        tracking.runs()
                .search(
                        new RunQuery(
                                experiments, "", RunViewType.ALL, length, List.of(order), null));
        return db.statements() - before;
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        fill(3);
        var query = new RunQuery(List.of("0", "1", "2"), "", RunViewType.ALL, 1, List.of(), null);
        var token = tracking.runs().search(query).nextToken();

        assertThat(token).isNotNull();
        refused("page.token", next(query, "zz"));
        refused("page.token", next(query, "YWJj"));
        refused("page.token", next(query, "WzFd"));
        refused(
                "page.token",
                next(new RunQuery(List.of("0"), "", RunViewType.ALL, 1, List.of(), null), token));
        refused(
                "page.token",
                next(
                        new RunQuery(
                                List.of("0", "1", "2"),
                                "status = 'x'",
                                RunViewType.ALL,
                                1,
                                List.of(),
                                null),
                        token));
        refused(
                "page.token",
                next(
                        new RunQuery(
                                List.of("0", "1", "2"),
                                "",
                                RunViewType.ALL,
                                1,
                                List.of("status"),
                                null),
                        token));
        refused(
                "experiment.id",
                new RunQuery(List.of("abc"), "", RunViewType.ALL, 1, List.of(), null));
        refused(
                "filter.syntax",
                new RunQuery(List.of(), "AND", RunViewType.ALL, 1, List.of(), null));
        assertFails(
                () -> new RunQuery(List.of(), "", RunViewType.ALL, 0, List.of(), null),
                ErrorKind.USER,
                "search.max_results");
        assertFails(
                () -> new RunQuery(List.of(), "", RunViewType.ALL, 50_001, List.of(), null),
                ErrorKind.USER,
                "search.max_results");
    }

    private void refused(String code, RunQuery query) {
        assertFails(() -> tracking.runs().search(query), ErrorKind.USER, code);
    }

    @Test
    void aForgedPlaceIsRefusedOrHarmless() {
        fill(3);
        var query = new RunQuery(List.of("0"), "", RunViewType.ALL, 1, List.of("metrics.m"), null);
        var search =
                PageToken.search(
                        query.experimentIds(),
                        List.of(query.filter(), query.view()),
                        query.orderBy());
        for (var place : List.<List<Object>>of(List.of("x"), List.of(1L), List.of("a", 1L, "b"))) {
            refused("page.token", next(query, new PageToken(search, 0, place).text()));
        }
        refused("page.token", next(query, new PageToken(search, 3, List.of(1L)).text()));
    }
}
