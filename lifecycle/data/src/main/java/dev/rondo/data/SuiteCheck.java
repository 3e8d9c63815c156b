package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.data.Expectation.Between;
import dev.rondo.data.Expectation.ColumnSet;
import dev.rondo.data.Expectation.HasType;
import dev.rondo.data.Expectation.InSet;
import dev.rondo.data.Expectation.NotNull;
import dev.rondo.data.Expectation.Whole;
import dev.rondo.data.SuiteReport.Result;
import dev.rondo.data.SuiteReport.Status;
import dev.rondo.data.SuiteReport.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Checks one table, expectation by expectation. */
final class SuiteCheck {
    private final Table table;
    private final Map<String, TypeFaults> faults;

    SuiteCheck(Table table, Map<String, TypeFaults> faults) {
        this.table = table;
        this.faults = faults;
    }

    Result result(Expectation expectation) {
        return switch (expectation) {
            case ColumnSet set -> columnSet(set);
            case HasType type -> type(type);
            case NotNull notNull -> notNull(notNull);
            case Between between -> between(between);
            case Whole whole -> whole(whole);
            case InSet set -> inSet(set);
        };
    }

    private Result columnSet(ColumnSet set) {
        var actual = table.schema().stream().map(Column::name).toList();
        var lost = new ArrayList<>(set.columns());
        lost.removeAll(actual);
        var added = new ArrayList<>(actual);
        added.removeAll(set.columns());
        var found = new ArrayList<String>();
        if (!lost.isEmpty()) {
            found.add("columns are missing: " + String.join(", ", lost));
        }
        if (!added.isEmpty()) {
            found.add("columns are new: " + String.join(", ", added));
        }
        return found.isEmpty()
                ? plain(set, Status.SUCCESS, "the columns are those expected")
                : plain(set, Status.FAILURE, String.join("; ", found));
    }

    /** A result that counts no values. */
    private static Result plain(Expectation expectation, Status status, String text) {
        return new Result(expectation, status, 0, 0, Double.NaN, text, List.of());
    }

    private Result type(HasType expected) {
        var name = expected.column();
        if (!table.has(name)) {
            return plain(expected, Status.NO_DATA, "there is no column " + name);
        }
        var wrong = faults.get(name);
        if (wrong != null) {
            return new Result(
                    expected,
                    Status.FAILURE,
                    wrong.values(),
                    wrong.count(),
                    ratio(wrong.values(), wrong.count()),
                    summary(name, wrong.values(), wrong.count(), "not of type " + wrong.expected()),
                    wrong.first());
        }
        var type = table.column(name).type();
        return plain(
                expected,
                fits(expected.type(), type) ? Status.SUCCESS : Status.FAILURE,
                "%s is of type %s, expected %s".formatted(name, type, expected.type()));
    }

    private static boolean fits(ColumnType expected, ColumnType actual) {
        return actual == expected || (!actual.numeric() && !expected.numeric());
    }

    private Result notNull(NotNull expected) {
        var name = expected.column();
        if (!table.has(name)) {
            return plain(expected, Status.NO_DATA, "there is no column " + name);
        }
        var values = table.data(name);
        IntPredicate missing = row -> Values.missing(values, row);
        return judge(expected, name, expected.mostly(), row -> true, missing, "missing");
    }

    private Result whole(Whole expected) {
        var name = expected.column();
        if (!table.has(name) || !(table.data(name) instanceof double[] numbers)) {
            return noNumbers(expected, name);
        }
        return judge(
                expected,
                name,
                expected.mostly(),
                row -> !Double.isNaN(numbers[row]),
                row -> numbers[row] != Math.rint(numbers[row]),
                "no whole number");
    }

    private static Result noNumbers(Expectation expected, String column) {
        return plain(expected, Status.NO_DATA, "there are no numbers in a column " + column);
    }

    private Result between(Between expected) {
        var name = expected.column();
        if (!table.has(name) || !(table.data(name) instanceof double[] numbers)) {
            return noNumbers(expected, name);
        }
        var type = table.column(name).type();
        var reason =
                "outside the %s %s to %s"
                        .formatted(
                                expected.range(),
                                Texts.rounded(type, expected.minimum()),
                                Texts.rounded(type, expected.maximum()));
        return judge(
                expected,
                name,
                expected.mostly(),
                row -> !Double.isNaN(numbers[row]),
                row -> numbers[row] < expected.minimum() || numbers[row] > expected.maximum(),
                reason);
    }

    private Result inSet(InSet expected) {
        var name = expected.column();
        if (!table.has(name) || !(table.data(name) instanceof CategoryColumn texts)) {
            return plain(expected, Status.NO_DATA, "there are no texts in a column " + name);
        }
        var known = new HashSet<>(expected.levels());
        var unexpected = new boolean[texts.levels().size()];
        for (int code = 0; code < unexpected.length; code++) {
            unexpected[code] = !known.contains(texts.levels().get(code));
        }
        return judge(
                expected,
                name,
                expected.mostly(),
                row -> texts.code(row) != CategoryColumn.MISSING,
                row -> unexpected[texts.code(row)],
                "not among the " + known.size() + " values known");
    }

    /** Rules 3.1 and 3.2. */
    private Result judge(
            Expectation expectation,
            String column,
            Mostly mostly,
            IntPredicate counted,
            IntPredicate unexpected,
            String reason) {
        long count = 0;
        long wrong = 0;
        var violations = new ArrayList<Violation>();
        for (int row = 0; row < table.rows(); row++) {
            if (!counted.test(row)) {
                continue;
            }
            count++;
            if (unexpected.test(row)) {
                wrong++;
                if (violations.size() < SuiteReport.MAX_VIOLATIONS) {
                    violations.add(new Violation(row, column, shown(row, column), reason));
                }
            }
        }
        var status =
                count == 0
                        ? Status.NO_DATA
                        : mostly.met(count, wrong) ? Status.SUCCESS : Status.FAILURE;
        var text = summary(column, count, wrong, reason) + allowed(mostly);
        return new Result(expectation, status, count, wrong, ratio(count, wrong), text, violations);
    }

    private static double ratio(long count, long unexpected) {
        return count == 0 ? Double.NaN : (double) (count - unexpected) / count;
    }

    private static String summary(String column, long count, long wrong, String what) {
        return "%s, %d of %d values: %s".formatted(column, wrong, count, what);
    }

    private static String allowed(Mostly mostly) {
        double percent = 100 * (1 - mostly.share());
        return percent == 0 ? " (none may be)" : " (" + Texts.rounded(percent, 3) + " % may be)";
    }

    private String shown(int row, String column) {
        return switch (table.value(row, column)) {
            case null -> "";
            case Double number -> Texts.shown(number);
            case String text -> Texts.shown(text);
            case Object other -> other.toString();
        };
    }
}
