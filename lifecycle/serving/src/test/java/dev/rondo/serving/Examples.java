package dev.rondo.serving;

import dev.rondo.inference.Route;
import dev.rondo.measures.CostMatrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that many tests need. */
final class Examples {
    static final CostMatrix GAINS = new CostMatrix(60, -40, -100, 0);
    static final ModelRef ONE = new ModelRef("churn", 1);
    static final ModelRef TWO = new ModelRef("churn", 2);

    private Examples() {}

    static Evidence evidence(String reason) {
        return new Evidence(reason, "ann", Figures.object().put("roc_auc", 0.84));
    }

    static ReleasePlan plan(long shadow, long maximum, boolean automatic, CanaryStage... stages) {
        return new ReleasePlan(shadow, List.of(stages), 0.05, null, maximum, automatic);
    }

    static Release release(String id, ReleasePlan plan) {
        return release(id, plan, ReleaseState.CANDIDATE);
    }

    static Release release(String id, ReleasePlan plan, ReleaseState state) {
        return new Release(id, "churn", 2, TWO, ONE, plan, GAINS, "churn/2", state, 0, null, 0);
    }

    static Lineup lineup(@Nullable Release inFlight, Freeze... freezes) {
        var live = release("first", ReleasePlan.standard(), ReleaseState.LIVE);
        return new Lineup(live, inFlight, List.of(freezes));
    }

    static Freeze freeze() {
        return new Freeze("f", "churn", "bob", "quarter's end", 0, null, null);
    }

    static MaturedOutcome outcome(long time, Route route, boolean decision, boolean positive) {
        var by = route == Route.CANARY ? TWO : ONE;
        return new MaturedOutcome(
                "r00000000-" + time,
                "k" + time,
                time,
                route,
                by.name(),
                by.version(),
                decision,
                positive);
    }
}
