package dev.rondo.registry;

import dev.rondo.base.RondoException;
import dev.rondo.filters.Comparison;
import dev.rondo.filters.Literal;
import dev.rondo.filters.Operator;
import dev.rondo.filters.SqlCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the searches of models and of versions have in common. */
final class Conditions {
    static final String ATTRIBUTE = "attribute";
    static final String TAG = "tag";

    private Conditions() {}

    static void checkMaxResults(int wanted, int limit) {
        if (wanted < 1) {
            throw RondoException.user(
                    "page.limit",
                    "Invalid value for max_results. It must be a positive integer, but got "
                            + wanted);
        }
        if (wanted > limit) {
            throw RondoException.user(
                    "page.limit",
                    "Invalid value for request parameter max_results. It must be at most %d, but got value %d"
                            .formatted(limit, wanted));
        }
    }

    /**
     * The conditions of a filter. Unless it asks for prompts there are none among what is found,
     * and what it says of them holds already.
     */
    static SqlCondition all(
            List<Comparison> comparisons,
            SqlCondition noPrompts,
            Function<Comparison, SqlCondition> condition) {
        boolean prompts = asksForPrompts(comparisons);
        var all = prompts ? SqlCondition.of("1 = 1") : noPrompts;
        for (var each : comparisons) {
            if (prompts || !isAboutPrompts(each)) {
                all = all.and(condition.apply(each));
            }
        }
        return all;
    }

    /** Whether the filter asks for prompts and not for models; its first word on that counts. */
    private static boolean asksForPrompts(List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(Conditions::isAboutPrompts)
                .findFirst()
                .map(first ->
                        (first.operator() == Operator.EQUAL && is(first, "true"))
                                || (first.operator() == Operator.NOT_EQUAL && is(first, "false")))
                .orElse(false);
    }

    private static boolean isAboutPrompts(Comparison comparison) {
        return comparison.entity().equals(TAG) && comparison.key().equals(Prompts.IS_PROMPT);
    }

    private static boolean is(Comparison comparison, String value) {
        return comparison.literal() instanceof Literal.Text(var text)
                && text.equalsIgnoreCase(value);
    }

    /** That a tag of the comparison's key is there and compares. */
    static SqlCondition tag(String rows, Comparison comparison) {
        var value = SqlCondition.text("t.value", comparison.operator(), comparison.literal());
        var all =
                SqlCondition.of(
                                "EXISTS (SELECT 1 FROM " + rows + " AND t.key = ?",
                                comparison.key())
                        .and(value);
        return new SqlCondition(all.sql() + ")", all.arguments());
    }

    /** The conditions, a place to begin after, and a limit of one more than the page's. */
    static @Nullable Object[] arguments(SqlCondition condition, int limit) {
        var all = new ArrayList<@Nullable Object>(condition.arguments());
        all.add(limit);
        return all.toArray();
    }
}
