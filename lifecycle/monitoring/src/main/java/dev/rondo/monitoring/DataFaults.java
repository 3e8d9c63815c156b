package dev.rondo.monitoring;

import dev.rondo.monitoring.Finding.DataFault;
import dev.rondo.monitoring.Finding.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells broken columns from moved ones. What no change of the world can bring, such as levels that
 * never existed, is a fault whatever else happens. What a change of the world could also bring,
 * such as another share of missing values, is a fault only if every column that moved is explained
 * by one: the world moves columns together, a feed breaks one.
 */
final class DataFaults {
    /** Least rise of a share of unknown or missing values that is a fault. */
    private static final double SHARE = 0.05;

    private static final double MISSING_SHARE = 0.02;

    /** A rise of the odds of a missing value that no mix of known rows brings about. */
    private static final double MISSING_ODDS = 20;

    /** Support of the other columns, in nats per row, that speaks against a repair. */
    private static final double CONTRADICTION = -0.1;

    /** Support of the other columns that no change of the world would give to a repair. */
    private static final double CONFIRMATION = 0.1;

    /** What a repair may leave when the other columns confirm it. */
    private static final double CONFIRMED_PSI = 0.1;

    /** Share of a column's rows beside two levels that could show that nothing else moved. */
    private static final double WITNESSES = 0.05;

    private DataFaults() {}

    /**
     * @param sure whether no change of the world could have done it
     */
    private record Suspicion(DataFault fault, boolean sure) {}

    static List<DataFault> find(List<ColumnEvidence> columns) {
        var sure = new ArrayList<DataFault>();
        var all = new ArrayList<DataFault>();
        for (var column : columns) {
            var suspicion = suspect(column);
            if (suspicion != null) {
                all.add(suspicion.fault());
                if (suspicion.sure()) {
                    sure.add(suspicion.fault());
                }
            }
        }
        return all.size() == columns.size() ? all : sure;
    }

    private static @Nullable Suspicion suspect(ColumnEvidence column) {
        var repaired = repaired(column);
        if (repaired != null) {
            return repaired;
        }
        if (column.unknown() - column.expectedUnknown() >= SHARE) {
            var fault = column.numeric() ? Fault.OUT_OF_RANGE : Fault.UNSEEN_LEVELS;
            return new Suspicion(plain(column, fault, column.unknown()), true);
        }
        if (column.missing() - column.referenceMissing() >= MISSING_SHARE) {
            double odds = odds(column.missing(), column.n());
            boolean sure = odds >= MISSING_ODDS * odds(column.referenceMissing(), column.n());
            boolean onlyMissing = !(column.presentPsi() > column.noise());
            return sure || onlyMissing
                    ? new Suspicion(plain(column, Fault.MISSING, column.missing()), sure)
                    : null;
        }
        return null;
    }

    /** Odds with half an observation added on each side, so that none is 0 or infinite. */
    private static double odds(double share, long n) {
        return (share * n + 0.5) / ((1 - share) * n + 0.5);
    }

    private static boolean fits(Repair repair, ColumnEvidence column) {
        return repair.psi() <= column.noise()
                || (repair.support() > CONFIRMATION && repair.psi() <= CONFIRMED_PSI);
    }

    /** A fault that can be undone so well that no more than noise is left. */
    private static @Nullable Suspicion repaired(ColumnEvidence column) {
        var repair = column.repair();
        if (repair == null || !fits(repair, column) || column.presentPsi() <= column.noise()) {
            return null;
        }
        if (repair.support() < CONTRADICTION || mayBeAnotherMix(column)) {
            return null;
        }
        boolean sure =
                repair.support() > CONFIRMATION
                        || column.unknown() - column.expectedUnknown() >= SHARE;
        return new Suspicion(Messages.repaired(column, repair), sure);
    }

    /**
     * Whether the column moved as a swap of its levels would move it, and nothing tells the swap
     * from rows that come in another mix. Where a column has two levels, its shares alone cannot:
     * turned round, every mix is a possible mix. Other levels that kept their shares speak for the
     * swap, and so do other columns that go with the exchanged values.
     */
    static boolean mayBeAnotherMix(ColumnEvidence column) {
        return column.repair() instanceof Repair.Swap swap
                && fits(swap, column)
                && swap.support() <= CONFIRMATION
                && 1 - swap.share() - column.missing() < WITNESSES;
    }

    private static DataFault plain(ColumnEvidence column, Fault fault, double share) {
        return new DataFault(
                column.column(),
                fault,
                1,
                0,
                null,
                null,
                column.psi(),
                Double.NaN,
                share,
                Messages.plain(column, fault));
    }
}
