package dev.rondo.data;

import java.util.List;

/** How a table fared against a suite. */
public record SuiteReport(boolean passed, List<Result> results) {
    public SuiteReport {
        results = List.copyOf(results);
    }

    public enum Status {
        SUCCESS,
        FAILURE,
        NO_DATA
    }

    /**
     * @param count values looked at, missing ones left out (but for NotNull)
     * @param ratio as expected / count; NaN without a value
     * @param violations the first ones
     */
    public record Result(
            Expectation expectation,
            Status status,
            long count,
            long unexpected,
            double ratio,
            String text,
            List<Violation> violations) {}

    /**
     * @param row from 0
     */
    public record Violation(int row, String column, String value, String reason) {}
}
