package dev.rondo.monitoring;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.inference.DecisionPolicy;
import dev.rondo.inference.Signature;
import dev.rondo.inference.Target;
import dev.rondo.measures.CostMatrix;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A made-up population: columns of every type that hang together through three hidden factors, and
 * an outcome whose log-odds are a sum of them. The score knows two of the three.
 */
final class World {
    private static final int FACTORS = 3;

    final Signature signature;
    final Target target = new Target("bought", "yes", "no");
    final DecisionPolicy policy;
    private final double intercept;
    private final int levels;

    /**
     * @param intercept log-odds of a positive at the factors' mean
     * @param levels number of levels of a category column
     */
    World(int columns, double intercept, int levels) {
        this.intercept = intercept;
        this.levels = levels;
        var list = new ArrayList<Column>();
        for (int i = 0; i < columns; i++) {
            list.add(new Column("c" + i, type(i), true));
        }
        signature = new Signature(list);
        double share = 1 / (1 + Math.exp(-intercept));
        policy = new DecisionPolicy(share, CostMatrix.balanced(share), "v1");
    }

    private static ColumnType type(int i) {
        return switch (i % 5) {
            case 0, 1 -> ColumnType.NUMBER;
            case 2, 3 -> ColumnType.CATEGORY;
            default -> ColumnType.BOOLEAN;
        };
    }

    Rows people(int n, long seed) {
        var random = new Random(seed);
        var rows = new Rows(signature, n);
        for (int row = 0; row < n; row++) {
            var hidden = new double[FACTORS];
            for (int k = 0; k < FACTORS; k++) {
                hidden[k] = random.nextGaussian();
            }
            for (int i = 0; i < signature.inputs().size(); i++) {
                double value = 0.8 * hidden[i % FACTORS] + 0.6 * random.nextGaussian();
                rows.set(i, row, cell(i, value, random));
            }
            double known = intercept + 1.2 * hidden[0] + 0.6 * hidden[1];
            rows.scores[row] = (float) (1 / (1 + Math.exp(-known * 0.97)));
            double chance = 1 / (1 + Math.exp(-(known + 0.3 * hidden[2])));
            rows.positive[row] = random.nextDouble() < chance;
        }
        return rows;
    }

    private @Nullable Object cell(int i, double value, Random random) {
        boolean missing = i % 7 == 3 && random.nextDouble() < 0.05 + 0.03 * value;
        return switch (signature.inputs().get(i).type()) {
            case CATEGORY -> missing ? null : level(value);
            case BOOLEAN -> missing ? Double.NaN : value > 0.5 ? 1.0 : 0.0;
            default -> missing ? Double.NaN : number(i, value);
        };
    }

    private static double number(int i, double value) {
        return switch (i % 4) {
            case 0 -> Math.rint(100 * Math.exp(value)) / 100;
            case 1 -> Math.rint(30 + 10 * value);
            case 2 -> Math.max(0, Math.rint(20 * value));
            default -> 1000 + 250 * value;
        };
    }

    /**
     * Levels of very different sizes: the first takes a half, the next half of the rest, and so on.
     */
    private String level(double value) {
        double share = 1 / (1 + Math.exp(-1.7 * value));
        if (levels > 6) {
            return "L" + (int) (share * levels);
        }
        int level = 0;
        while (level < levels - 1 && share > 0.5) {
            share = (share - 0.5) * 2;
            level++;
        }
        return "L" + level;
    }

    Reference reference(int rows, int heldOut, long seed) {
        return reference(people(rows, seed), heldOut, seed);
    }

    Reference reference(Rows rows, int heldOut, long seed) {
        var test = people(heldOut, seed + 1);
        return Reference.build(
                rows.batch(),
                new ScoredRows(test.scores, test.positive),
                target,
                policy,
                "made up");
    }
}
