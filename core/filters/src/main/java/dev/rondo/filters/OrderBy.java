package dev.rondo.filters;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads orders: clauses such as {@code metrics.auc DESC}. */
public final class OrderBy {
    public static final int MAX_CLAUSES = 20;

    private OrderBy() {}

    /**
     * The clauses in their order; ascending where a clause does not say.
     *
     * @throws RondoException of kind USER for a clause that cannot be read, or a key that comes
     *     twice
     */
    public static List<Ordering> parse(List<String> clauses, Vocabulary vocabulary) {
        if (clauses.size() > MAX_CLAUSES) {
            throw RondoException.limit("order.length", "the order has too many clauses")
                    .because("it may have " + MAX_CLAUSES + ", and has " + clauses.size());
        }
        var orderings = new ArrayList<Ordering>();
        var keys = new HashSet<Ordering>();
        for (int i = 0; i < clauses.size(); i++) {
            var ordering = ordering("order_by[" + i + "]", clauses.get(i), vocabulary);
            if (!keys.add(new Ordering(ordering.entity(), ordering.key(), true))) {
                throw RondoException.user(
                                "order.duplicate",
                                "`order_by` contains duplicate fields: " + PythonText.list(clauses))
                        .at("order_by[" + i + "]");
            }
            orderings.add(ordering);
        }
        return List.copyOf(orderings);
    }

    private static Ordering ordering(String name, String clause, Vocabulary vocabulary) {
        var source = new Source(name, clause);
        var tokens = new Lexer(source).tokens();
        if (tokens.isEmpty() || tokens.size() > 2 || !tokens.getFirst().namesKey()) {
            int start = tokens.isEmpty() ? 0 : tokens.get(tokens.size() > 2 ? 2 : 0).start();
            throw source.refuse(
                    start,
                    "order.syntax",
                    "Invalid order_by clause '" + source.shown() + "'. Could not be parsed.");
        }
        var key = vocabulary.key(source, tokens.getFirst());
        boolean ascending = tokens.size() == 1 || ascending(source, tokens.getLast());
        return new Ordering(key.entity(), key.name(), ascending);
    }

    private static boolean ascending(Source source, Token direction) {
        if (direction.is("ASC")) {
            return true;
        }
        if (direction.is("DESC")) {
            return false;
        }
        throw source.refuse(
                direction.start(),
                "order.syntax",
                "Invalid ordering key in order_by clause '" + source.shown() + "'.");
    }
}
