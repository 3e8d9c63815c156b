package dev.rondo.data;

import java.util.List;

/** How a table fared against a suite. */
public record SuiteReport(boolean passed, List<Result> results) {
    /** So many violations are kept of each check. */
    public static final int MAX_VIOLATIONS = 20;

    public SuiteReport {
        results = List.copyOf(results);
    }

    public enum Status {
        SUCCESS,
        FAILURE,
        /** The check met no value (rule 3.2). */
        NO_DATA
    }

    /**
     * What one check found.
     *
     * @param count values looked at; missing ones count only where the check is about them
     * @param ratio values as expected / count; NaN without a value
     * @param text what was found, in a sentence
     * @param violations the first ones, by row
     */
    public record Result(
            Expectation expectation,
            Status status,
            long count,
            long unexpected,
            double ratio,
            String text,
            List<Violation> violations) {
        public Result {
            violations = List.copyOf(violations);
        }
    }

    /**
     * One value that is not as expected.
     *
     * @param row from 0
     * @param value as shown to a person
     * @param reason continues "the value is …", such as "outside the usual range 0 to 79.2"
     */
    public record Violation(int row, String column, String value, String reason) {}

    public List<Result> failures() {
        return results.stream().filter(result -> result.status() == Status.FAILURE).toList();
    }
}
