package dev.rondo.data;

import java.util.Map;

/** Makes suites from data, and checks data against suites. */
public final class Suites {
    private Suites() {}

    /**
     * The expectations that another sample of the same data satisfies and damaged data does not;
     * see {@link SuiteInference} for how.
     *
     * @param profile of the table
     */
    public static Suite infer(Profile profile, Table table) {
        return SuiteInference.infer(profile, table);
    }

    public static SuiteReport check(Suite suite, Table table) {
        return check(suite, table, Map.of());
    }

    /**
     * @param faults by column, values of a file that kept its column from the type expected
     */
    static SuiteReport check(Suite suite, Table table, Map<String, TypeFaults> faults) {
        var check = new SuiteCheck(table, faults);
        var results = suite.expectations().stream().map(check::result).toList();
        boolean passed =
                results.stream()
                        .allMatch(result ->
                                switch (result.status()) {
                                    case SUCCESS -> true;
                                    case FAILURE -> false;
                                    case NO_DATA -> !suite.noDataFails();
                                });
        return new SuiteReport(passed, results);
    }
}
