package dev.rondo.tracking;

import dev.rondo.filters.SqlCondition;
import java.util.List;

/**
 * A part of a search for runs: those of the parts before come before those of this one.
 *
 * @param from tables, {@code tracking_runs r} among them, and joins
 * @param fromArguments of its question marks
 * @param condition that tells its runs from those of other parts
 * @param keys the order within the part
 */
record RunStage(String from, List<Object> fromArguments, SqlCondition condition, KeySet keys) {
    RunStage {
        fromArguments = List.copyOf(fromArguments);
    }
}
