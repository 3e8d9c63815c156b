package dev.rondo.training;

import dev.rondo.measures.Classification;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a candidate may be registered and released. A check whose figure is undefined or
 * whose baseline is missing fails, and says why (rule 4.4).
 */
public final class Gates {
    private Gates() {}

    /**
     * Checks every condition, also after one has failed.
     *
     * @param candidate on the test part
     * @param incumbent null when no incumbent was named; one that was named and could not be
     *     evaluated fails the gate
     */
    public static GateReport check(
            GateSpec spec, Evaluation candidate, @Nullable IncumbentComparison incumbent) {
        var checks = new ArrayList<GateCheck>();
        checks.add(rocAuc(spec, candidate));
        checks.add(calibration(spec, candidate));
        if (spec.beatTrivial()) {
            checks.add(overTrivial(candidate));
        }
        if (incumbent != null) {
            checks.add(incumbent(spec, candidate, incumbent));
        }
        return GateReport.of(List.copyOf(checks));
    }

    private static GateCheck rocAuc(GateSpec spec, Evaluation candidate) {
        double low = candidate.rocAuc().interval().low();
        return judge(
                "roc_auc",
                low,
                "lower end of the 95 % interval above " + spec.minimumRocAuc(),
                low > spec.minimumRocAuc(),
                "ROC-AUC is %.4f, its interval begins at %.4f"
                        .formatted(candidate.rocAuc().value(), low));
    }

    /** On few rows even perfect scores show some error, so that much is taken off. */
    private static GateCheck calibration(GateSpec spec, Evaluation candidate) {
        double error = candidate.calibrationError();
        double chance = Classification.chanceCalibrationError(candidate.calibration());
        return judge(
                "calibration",
                error - chance,
                "expected calibration error beyond chance at most "
                        + spec.maximumCalibrationError(),
                error - chance <= spec.maximumCalibrationError(),
                "scores and outcomes differ by %.4f on average, of which chance explains %.4f"
                        .formatted(error, chance));
    }

    private static GateCheck overTrivial(Evaluation candidate) {
        double over = candidate.overTrivial().value();
        boolean always = candidate.alwaysActing() >= candidate.neverActing();
        return judge(
                "money_over_trivial",
                over,
                "money per decision above that of always and of never acting",
                over > 0,
                "the model brings %.4f per decision, %s acting %.4f"
                        .formatted(
                                candidate.moneyPerDecision().value(),
                                always ? "always" : "never",
                                Math.max(candidate.alwaysActing(), candidate.neverActing())));
    }

    private static GateCheck incumbent(
            GateSpec spec, Evaluation candidate, IncumbentComparison comparison) {
        double margin = spec.incumbentMargin() * candidate.gains().range();
        var name = "money_against_incumbent";
        var required =
                "at most %.4f less per decision than %s, and not shown to be less"
                        .formatted(margin, comparison.incumbent());
        var difference = comparison.moneyDifference();
        if (difference == null) {
            var failure = comparison.failure();
            return new GateCheck(
                    name,
                    false,
                    Double.NaN,
                    required,
                    "there is no figure to compare with: "
                            + (failure == null ? "the incumbent was not evaluated" : failure));
        }
        double low = difference.interval().low();
        double high = difference.interval().high();
        return judge(
                name,
                difference.value(),
                required,
                difference.value() >= -margin && high >= 0,
                "%+.4f per decision, 95 %% interval %+.4f to %+.4f"
                        .formatted(difference.value(), low, high));
    }

    private static GateCheck judge(
            String name, double observed, String required, boolean met, String reason) {
        return Double.isNaN(observed)
                ? new GateCheck(name, false, observed, required, "the figure is not defined here")
                : new GateCheck(name, met, observed, required, reason);
    }
}
