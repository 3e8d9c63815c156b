package dev.rondo.tracking;

import dev.rondo.filters.SqlCondition;
import java.util.List;

/** The experiments in which a search looks. */
record ExperimentScope(IdSet ids, List<String> experimentIds) {
    /** One experiment is compared by =, so that an index of its rows is in the order sought. */
    SqlCondition on(String column) {
        if (experimentIds.size() == 1 && experimentIds.getFirst().matches("[0-9]{1,18}")) {
            return SqlCondition.of(column + " = ?", Long.parseLong(experimentIds.getFirst()));
        }
        return SqlCondition.of(column + ids.inNumbers(), IdSet.numbers(experimentIds));
    }
}
