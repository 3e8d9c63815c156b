package dev.rondo.data;

import dev.rondo.base.RondoException;
import dev.rondo.data.SuiteReport.Result;
import dev.rondo.data.SuiteReport.Violation;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** Says why a file does not fit the version before, with the rows to look at. */
final class Refusal {
    private static final int MAX_CHECKS = 20;

    private Refusal() {}

    /**
     * @param lines the line of the file in which each row starts
     */
    static RondoException of(
            SuiteReport report, DatasetVersion before, String source, IntUnaryOperator lines) {
        var rows = firstRows(report.failures());
        var checks =
                report.failures().stream()
                        .limit(MAX_CHECKS)
                        .map(Result::text)
                        .collect(Collectors.joining("\n  ", "\n  ", ""));
        var shown =
                rows.stream()
                        .map(v -> "\n  line " + lines.applyAsInt(v.row()) + ", " + sentence(v))
                        .collect(Collectors.joining());
        return RondoException.user(
                        "dataset.unexpected",
                        "the file does not fit version %d of dataset \"%s\" and is refused whole"
                                .formatted(before.version(), before.name()))
                .at(place(source, rows, lines))
                .because(
                        "failed checks:"
                                + checks
                                + (rows.isEmpty() ? "" : "\n  the first rows:" + shown))
                .next(
                        "mend the rows and send the file again; if the data has really changed,"
                                + " send it with validate=false");
    }

    private static String place(String source, List<Violation> rows, IntUnaryOperator lines) {
        return rows.isEmpty()
                ? source
                : "%s, line %d, column %s"
                        .formatted(
                                source,
                                lines.applyAsInt(rows.getFirst().row()),
                                rows.getFirst().column());
    }

    private static String sentence(Violation violation) {
        var value = violation.value().isEmpty() ? "the value" : violation.value();
        return violation.column() + ": " + value + " is " + violation.reason();
    }

    /** Each value once, whatever the number of checks that it fails. */
    private static List<Violation> firstRows(List<Result> failures) {
        Set<String> seen = new HashSet<>();
        return failures.stream()
                .flatMap(result -> result.violations().stream())
                .filter(v -> seen.add(v.row() + " " + v.column()))
                .sorted(Comparator.comparingInt(Violation::row))
                .limit(SuiteReport.MAX_VIOLATIONS)
                .toList();
    }
}
