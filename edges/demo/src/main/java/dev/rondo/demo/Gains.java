package dev.rondo.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.client.RondoClient;

/** Money per decision: what each combination of acting and outcome brings. */
public record Gains(
        double truePositive, double falsePositive, double falseNegative, double trueNegative) {

    /**
     * The default for an unknown table: a missed positive costs (1-p)/p times a needless action,
     * which costs 1.
     */
    static Gains balanced(double shareOfPositives) {
        return new Gains(0, -1, -(1 - shareOfPositives) / shareOfPositives, 0);
    }

    double of(boolean act, boolean positive) {
        if (act) {
            return positive ? truePositive : falsePositive;
        }
        return positive ? falseNegative : trueNegative;
    }

    double range() {
        double high =
                Math.max(
                        Math.max(truePositive, falsePositive),
                        Math.max(falseNegative, trueNegative));
        double low =
                Math.min(
                        Math.min(truePositive, falsePositive),
                        Math.min(falseNegative, trueNegative));
        return high - low;
    }

    ObjectNode json() {
        return RondoClient.object()
                .put("true_positive", truePositive)
                .put("false_positive", falsePositive)
                .put("false_negative", falseNegative)
                .put("true_negative", trueNegative);
    }

    String told() {
        return "act on a positive %s, act needlessly %s, miss a positive %s, leave alone rightly %s"
                .formatted(
                        Console.money(truePositive),
                        Console.money(falsePositive),
                        Console.money(falseNegative),
                        Console.money(trueNegative));
    }
}
