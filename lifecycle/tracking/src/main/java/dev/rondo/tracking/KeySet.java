package dev.rondo.tracking;

import static java.util.stream.Collectors.joining;

import dev.rondo.filters.SqlCondition;
import dev.rondo.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A total order of rows, and the rows that come after a place in it. A place is the values of the
 * order's terms in one row, so it stays right while rows before it come and go.
 */
record KeySet(List<SortTerm> terms) {
    KeySet {
        terms = List.copyOf(terms);
    }

    /** What to append to the columns of a SELECT, for {@link #placeOf} and {@link #orderBy}. */
    String columns() {
        return IntStream.range(0, terms.size())
                .mapToObj(i -> ", " + terms.get(i).sql() + " AS sort" + i)
                .collect(joining());
    }

    String orderBy() {
        return IntStream.range(0, terms.size())
                .mapToObj(i -> "sort" + i + (terms.get(i).ascending() ? "" : " DESC"))
                .collect(joining(", ", " ORDER BY ", ""));
    }

    List<Object> placeOf(Row row) {
        return IntStream.range(0, terms.size())
                .<Object>mapToObj(
                        i -> terms.get(i).text() ? row.text("sort" + i) : row.integer("sort" + i))
                .toList();
    }

    private boolean hasPlace(List<Object> place) {
        return place.size() == terms.size()
                && IntStream.range(0, place.size())
                        .allMatch(i -> terms.get(i).text() == place.get(i) instanceof String);
    }

    /**
     * The rows after a token's place.
     *
     * @throws dev.rondo.base.RondoException of kind USER when it is no place of this order
     */
    SqlCondition after(PageToken token) {
        if (!hasPlace(token.place())) {
            throw PageToken.none(token.text());
        }
        return after(token.place());
    }

    /**
     * {@code a > ? OR (a = ? AND (b > ? OR …))}. The bound on the first term alone is repeated in
     * front, where an index can use it.
     */
    private SqlCondition after(List<Object> place) {
        var sql = new StringBuilder();
        var arguments = new ArrayList<>();
        var first = terms.getFirst();
        sql.append(first.sql()).append(first.ascending() ? " >= ?" : " <= ?");
        arguments.add(place.getFirst());
        for (int i = 0; i < terms.size(); i++) {
            var term = terms.get(i);
            sql.append(" AND (").append(term.sql());
            sql.append(term.ascending() ? " > ?" : " < ?");
            arguments.add(place.get(i));
            if (i + 1 < terms.size()) {
                sql.append(" OR (").append(term.sql()).append(" = ?");
                arguments.add(place.get(i));
            }
        }
        sql.append("))".repeat(terms.size() - 1)).append(')');
        return new SqlCondition(sql.toString(), arguments);
    }
}
