package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import dev.rondo.filters.OrderBy;
import java.util.List;

/** What every search refuses. */
final class SearchChecks {
    private SearchChecks() {}

    static void maxResults(int given, int most) {
        var what = "Invalid value " + given + " for parameter 'max_results' supplied. It must be ";
        if (given < 1) {
            throw RondoException.user("search.max_results", what + "a positive integer");
        }
        if (given > most) {
            throw RondoException.user("search.max_results", what + "at most " + most);
        }
    }

    static void count(String what, int count) {
        if (count > OrderBy.MAX_CLAUSES) {
            throw RondoException.limit("search.length", "too many of " + what)
                    .because("there may be " + OrderBy.MAX_CLAUSES + ", and are " + count);
        }
    }

    static void experimentIds(List<String> ids) {
        for (var id : ids) {
            if (!id.matches("[+-]?[0-9]+")) {
                throw RondoException.user(
                        "experiment.id",
                        "Invalid experiment ID '%s'. Experiment ID must be a valid integer."
                                .formatted(id));
            }
        }
    }
}
