package dev.rondo.tracking;

import dev.rondo.filters.Comparison;
import dev.rondo.filters.Literal;
import dev.rondo.filters.Operator;
import dev.rondo.filters.Ordering;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a search for runs means, said plainly over runs in memory. */
final class RunModel {
    private static final Comparator<String> BYTES =
            (a, b) ->
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private RunModel() {}

    static List<String> find(
            List<RunDetails> runs,
            List<String> experiments,
            RunViewType view,
            List<Comparison> filter,
            List<Ordering> order) {
        return runs.stream()
                .filter(each -> experiments.contains(each.run().experimentId()))
                .filter(each -> inView(each.run(), view))
                .filter(each -> filter.stream().allMatch(one -> matches(each, one)))
                .sorted(comparator(order))
                .map(each -> each.run().id())
                .toList();
    }

    private static boolean inView(Run run, RunViewType view) {
        return view == RunViewType.ALL
                || (view == RunViewType.ACTIVE_ONLY)
                        == (run.lifecycleStage() == LifecycleStage.ACTIVE);
    }

    private static boolean matches(RunDetails run, Comparison c) {
        if (c.entity().equals("dataset")) {
            return run.datasets().stream()
                    .map(each -> datasetValue(each, c.key()))
                    .anyMatch(value -> value != null && compares(value, c));
        }
        var value =
                c.key().equals("run_name")
                        ? run.tags().get("mlflow.runName")
                        : value(run, c.entity(), c.key());
        return switch (c.operator()) {
            case IS_NULL -> value == null;
            case IS_NOT_NULL -> value != null;
            default -> value != null && compares(value, c);
        };
    }

    private static @Nullable String datasetValue(DatasetInput input, String key) {
        return switch (key) {
            case "name" -> input.name();
            case "digest" -> input.digest();
            default -> input.tags().get(DatasetInput.CONTEXT);
        };
    }

    /** A Double, Long or String; null if the run has none. */
    private static @Nullable Object value(RunDetails run, String entity, String key) {
        return switch (entity) {
            case "metric" ->
                    run.metrics().stream()
                            .filter(each -> each.key().equals(key))
                            .map(Metric::value)
                            .findFirst()
                            .orElse(null);
            case "parameter" -> run.params().get(key);
            case "tag" -> run.tags().get(key);
            default ->
                    switch (key) {
                        case "run_id" -> run.run().id();
                        case "run_name" -> run.run().name();
                        case "user_id" -> run.run().userId();
                        case "artifact_uri" -> run.run().artifactUri();
                        case "status" -> run.run().status().name();
                        case "start_time" -> run.run().startMillis();
                        case "end_time" -> run.run().endMillis();
                        default -> throw new IllegalArgumentException(key);
                    };
        };
    }

    static boolean compares(Object value, Comparison c) {
        return switch (c.literal()) {
            case Literal.Number number -> numbers(((Number) value).doubleValue(), c, number.real());
            case Literal.Text(var text) -> texts((String) value, c.operator(), text);
            case Literal.Texts(var texts) ->
                    texts.contains((String) value) == (c.operator() == Operator.IN);
            case Literal.None() -> throw new IllegalArgumentException();
        };
    }

    private static boolean numbers(double a, Comparison c, double b) {
        return switch (c.operator()) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            default -> throw new IllegalArgumentException();
        };
    }

    private static boolean texts(String a, Operator operator, String b) {
        return switch (operator) {
            case EQUAL -> a.equals(b);
            case NOT_EQUAL -> !a.equals(b);
            case LIKE -> like(b, 0).matcher(a).matches();
            case ILIKE -> like(b, Pattern.CASE_INSENSITIVE).matcher(a).matches();
            default -> throw new IllegalArgumentException();
        };
    }

    private static Pattern like(String pattern, int flags) {
        var regex = new StringBuilder();
        for (var c : pattern.split("")) {
            regex.append(c.equals("%") ? ".*" : c.equals("_") ? "." : Pattern.quote(c));
        }
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL);
    }

    private static Comparator<RunDetails> comparator(List<Ordering> order) {
        Comparator<RunDetails> all = (_, _) -> 0;
        for (var one : order) {
            all = all.thenComparing(missingLast(each -> value(each, one.entity(), one.key()), one));
        }
        if (order.stream().noneMatch(each -> each.key().equals("start_time"))) {
            all =
                    all.thenComparing(
                            Comparator.comparingLong((RunDetails each) -> each.run().startMillis())
                                    .reversed());
        }
        return all.thenComparing(each -> each.run().id());
    }

    private static Comparator<RunDetails> missingLast(
            Function<RunDetails, @Nullable Object> value, Ordering one) {
        Comparator<RunDetails> ranks = Comparator.comparingInt(each -> rank(value.apply(each)));
        Comparator<RunDetails> values =
                (a, b) -> {
                    var first = value.apply(a);
                    var second = value.apply(b);
                    return rank(first) > 0 || rank(second) > 0
                            ? 0
                            : compare(
                                    Objects.requireNonNull(first), Objects.requireNonNull(second));
                };
        return ranks.thenComparing(one.ascending() ? values : values.reversed());
    }

    private static int rank(@Nullable Object value) {
        return value == null ? 2 : value instanceof Double number && number.isNaN() ? 1 : 0;
    }

    private static int compare(Object a, Object b) {
        return Stream.of(a, b).allMatch(String.class::isInstance)
                ? BYTES.compare((String) a, (String) b)
                : a instanceof Long first
                        ? Long.compare(first, (Long) b)
                        : Double.compare((Double) a, (Double) b);
    }
}
