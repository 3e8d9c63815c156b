package dev.rondo.tracking;

import static java.util.stream.Collectors.joining;

import dev.rondo.filters.SqlCondition;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a search for runs: those of the parts before come before those of this one.
 *
 * @param sources that share no run; the database merges their rows
 * @param keys the order within the part
 */
record RunStage(List<Source> sources, KeySet keys) {
    /**
     * Where rows come from.
     *
     * @param from tables, {@code tracking_runs r} among them, and joins
     * @param fromArguments of its question marks
     * @param condition that tells its runs from those of other sources and parts
     */
    record Source(String from, List<Object> fromArguments, SqlCondition condition) {
        Source {
            fromArguments = List.copyOf(fromArguments);
        }
    }

    RunStage {
        sources = List.copyOf(sources);
    }

    /** Its arguments are {@link #arguments} and a limit. */
    String sql(String columns, SqlCondition where) {
        return sources.stream()
                .map(source ->
                        "SELECT %s%s FROM %s WHERE %s AND %s"
                                .formatted(
                                        columns,
                                        keys.columns(),
                                        source.from(),
                                        source.condition().sql(),
                                        where.sql()))
                .collect(joining(" UNION ALL ", "", keys.orderBy() + " LIMIT ?"));
    }

    List<Object> arguments(SqlCondition where) {
        var all = new ArrayList<>();
        for (var source : sources) {
            all.addAll(source.fromArguments());
            all.addAll(source.condition().arguments());
            all.addAll(where.arguments());
        }
        return all;
    }
}
