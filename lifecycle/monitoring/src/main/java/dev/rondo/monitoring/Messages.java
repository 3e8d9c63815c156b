package dev.rondo.monitoring;

import dev.rondo.monitoring.Finding.DataFault;
import dev.rondo.monitoring.Finding.Fault;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people read about a finding: the column, what is wrong, and what to do. */
final class Messages {
    private static final int NAMED_COLUMNS = 5;

    private Messages() {}

    static DataFault repaired(ColumnEvidence column, Repair repair) {
        return switch (repair) {
            case Repair.Unit unit -> unit(column, unit);
            case Repair.Swap swap -> swap(column, swap);
            case Repair.Rename rename -> rename(column, rename);
        };
    }

    private static DataFault unit(ColumnEvidence column, Repair.Unit unit) {
        var rows =
                unit.share() < 1
                        ? percent(unit.share()) + " of its values look"
                        : "its values look";
        var message =
                text(
                        "Column \"%s\" arrives in another unit: %s %s. Undone, PSI falls from %.2f to"
                                + " %.3f. Mend the feed that fills it; retraining is blocked until then.",
                        column.column(), rows, changed(unit), column.psi(), unit.psi());
        return new DataFault(
                column.column(),
                Fault.UNIT,
                unit.factor(),
                unit.offset(),
                null,
                null,
                column.psi(),
                unit.psi(),
                unit.share(),
                message);
    }

    private static String changed(Repair.Unit unit) {
        var factor =
                Math.abs(unit.factor()) >= 1
                        ? "multiplied by " + number(unit.factor())
                        : "divided by " + number(1 / unit.factor());
        if (unit.offset() == 0) {
            return factor;
        }
        var offset = (unit.offset() > 0 ? " plus " : " minus ") + number(Math.abs(unit.offset()));
        return unit.factor() == 1 ? "shifted:" + offset : factor + offset;
    }

    private static DataFault swap(ColumnEvidence column, Repair.Swap swap) {
        var message =
                text(
                        "In column \"%s\" the levels \"%s\" and \"%s\" stand for each other. Exchanged"
                                + " again, PSI falls from %.2f to %.3f. Mend the feed's coding;"
                                + " retraining is blocked until then.",
                        column.column(), swap.first(), swap.second(), column.psi(), swap.psi());
        return levels(
                column,
                Fault.SWAPPED_LEVELS,
                swap.first(),
                swap.second(),
                swap.share(),
                swap.psi(),
                message);
    }

    private static DataFault rename(ColumnEvidence column, Repair.Rename rename) {
        var message =
                text(
                        "In column \"%s\" the level \"%s\" now comes as \"%s\", which the model has"
                                + " never met. Mend the feed's coding; retraining is blocked until"
                                + " then.",
                        column.column(), rename.known(), rename.unseen());
        return levels(
                column,
                Fault.RENAMED_LEVEL,
                rename.known(),
                rename.unseen(),
                rename.share(),
                rename.psi(),
                message);
    }

    private static DataFault levels(
            ColumnEvidence column,
            Fault fault,
            String from,
            String to,
            double share,
            double repairedPsi,
            String message) {
        return new DataFault(
                column.column(), fault, 1, 0, from, to, column.psi(), repairedPsi, share, message);
    }

    static String plain(ColumnEvidence column, Fault fault) {
        return switch (fault) {
            case MISSING ->
                    text(
                            "Column \"%s\" is missing in %s of the rows, in the reference in %s. Mend"
                                    + " the feed that fills it; retraining is blocked until then.",
                            column.column(),
                            percent(column.missing()),
                            percent(column.referenceMissing()));
            case UNSEEN_LEVELS ->
                    text(
                            "Column \"%s\" holds levels that the model has never met in %s of the rows."
                                    + " Mend the feed's coding, or retrain by hand if the levels are"
                                    + " really new; retraining by itself is blocked until then.",
                            column.column(), percent(column.unknown()));
            default ->
                    text(
                            "Column \"%s\" is far outside its known range in %s of the rows. Mend the"
                                    + " feed that fills it; retraining is blocked until then.",
                            column.column(), percent(column.unknown()));
        };
    }

    static String covariateShift(List<ColumnEvidence> columns) {
        var named =
                columns.stream()
                        .limit(NAMED_COLUMNS)
                        .map(c -> text("%s (PSI %.2f)", c.column(), c.psi()))
                        .collect(Collectors.joining(", "));
        var more =
                columns.size() > NAMED_COLUMNS
                        ? text(" and %d more", columns.size() - NAMED_COLUMNS)
                        : "";
        return "The inputs moved: "
                + named
                + more
                + "; their values are as known."
                + advice(columns);
    }

    private static String advice(List<ColumnEvidence> columns) {
        if (columns.size() > 1) {
            return " Retrain on recent data.";
        }
        return DataFaults.mayBeAnotherMix(columns.getFirst())
                ? " Only one column moved, as far as if its two levels had been exchanged: check its"
                        + " feed as well."
                : " Only one column moved: check its feed as well.";
    }

    static String conceptDrift(ConceptEvidence concept, String target) {
        var worst =
                concept.bins().stream()
                        .filter(bin -> bin.outcomes() > 0)
                        .max((a, b) ->
                                Double.compare(
                                        Math.abs(a.rate() - a.expectedRate()),
                                        Math.abs(b.rate() - b.expectedRate())))
                        .orElseThrow();
        return text(
                "The outcome \"%s\" no longer follows the score: for scores from %s it comes in %s of"
                        + " cases instead of %s (%d outcomes, p = %.2g); money per decision is %.2f"
                        + " instead of %.2f. Retrain on recent data.",
                target,
                Double.isInfinite(worst.low()) ? "0" : text("%.3f", worst.low()),
                percent(worst.rate()),
                percent(worst.expectedRate()),
                concept.outcomes(),
                concept.pValue(),
                concept.moneyPerDecision(),
                concept.expectedMoneyPerDecision());
    }

    static String outcomesMissing(@Nullable ConceptEvidence concept) {
        return concept == null || concept.outcomes() == 0
                ? "Whether outcomes still follow the score cannot be said before outcomes come in."
                : text(
                        "Whether outcomes still follow the score cannot be said yet: %d outcomes of"
                                + " %d predictions are known.",
                        concept.outcomes(), concept.predictions());
    }

    /** One sentence about an alert. */
    static String alert(Signal signal, String feature, Verdict verdict) {
        var what =
                switch (signal) {
                    case DRIFT -> "has drifted: PSI %.2f, at most %.2f is usual";
                    case MISSING -> "is missing more often: %+.1f points, up to %.1f is usual";
                    case SCHEMA -> "holds unknown values: %.1f points, up to %.1f is usual";
                    case CONCEPT ->
                            "no longer follows the score: effect %.2f, at most %.2f is usual";
                };
        double unit = signal == Signal.MISSING || signal == Signal.SCHEMA ? 100 : 1;
        return text("\"%s\" ", feature)
                + text(what, unit * verdict.effect(), unit * verdict.threshold())
                + text(" (n = %d, p = %.2g)", verdict.n(), verdict.pValue());
    }

    private static String percent(double share) {
        return text(share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : text("%.4g", value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // a private helper is not worth a dependency
    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
