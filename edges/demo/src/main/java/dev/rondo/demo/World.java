package dev.rondo.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The simulated world: it draws customers from a pool of rows, and it can turn. After the turn,
 * rows on one side of one column come four times as often, and among them the outcomes are given
 * out in the reverse order of risk, so that their rate stays and their relation to the inputs is
 * turned round. The platform knows nothing of this.
 */
final class World {
    private static final int FAVOUR = 4;

    private final SourceRows source;
    private final SplittableRandom random;
    private @Nullable Turn turn;
    private int customers;

    /**
     * How the world turned: the side of one column that comes more often, and whose outcomes turn.
     */
    private record Turn(int column, Scale scale, int border, boolean above, RiskOrder risk) {
        boolean favours(String[] row) {
            int cell = scale.cell(row[column]);
            return cell != Scale.MISSING && cell >= border == above;
        }
    }

    /** One customer: a row of the pool under a key of its own, and what will come true. */
    record Customer(String key, String[] row, boolean positive) {}

    /** A pool ready to be drawn from in the present world. */
    record Population(List<String[]> rows, Map<String[], Boolean> outcomes, int[] ticket) {}

    World(SourceRows source, long seed) {
        this.source = source;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Turns the world along a column. The side on which outcomes are less certain comes more often
     * from then on: there a turned relation matters.
     */
    void turn(List<String[]> past, Columns columns, int column, String positive) {
        var scale = Scale.learn(past, column, columns.numeric(column));
        int border = middleCell(past, column, scale);
        var risk = new RiskOrder(past, columns, source, positive);
        var above = new Turn(column, scale, border, true, risk);
        var below = new Turn(column, scale, border, false, risk);
        turn =
                uncertainty(past, above, positive) >= uncertainty(past, below, positive)
                        ? above
                        : below;
    }

    /** The variance of the outcome on the favoured side. */
    private double uncertainty(List<String[]> past, Turn side, String positive) {
        var rows = past.stream().filter(side::favours).toList();
        double rate =
                rows.stream().filter(row -> source.outcome(row).equals(positive)).count()
                        / (double) Math.max(1, rows.size());
        return rate * (1 - rate);
    }

    /** The cell from which on the share of the rows is nearest to a half. */
    private static int middleCell(List<String[]> past, int column, Scale scale) {
        var counts = new long[scale.cells() + 1];
        past.forEach(row -> counts[scale.cell(row[column])]++);
        int best = 1;
        long above = past.size() - counts[0];
        long nearest = Long.MAX_VALUE;
        for (int cell = 1; cell < scale.cells(); cell++) {
            long distance = Math.abs(2 * above - past.size());
            if (distance < nearest) {
                nearest = distance;
                best = cell;
            }
            above -= counts[cell];
        }
        return best;
    }

    Population population(List<String[]> pool, String positive) {
        var outcomes = new IdentityHashMap<String[], Boolean>();
        pool.forEach(row -> outcomes.put(row, source.outcome(row).equals(positive)));
        var tickets = new ArrayList<Integer>();
        for (int i = 0; i < pool.size(); i++) {
            int copies = turn != null && turn.favours(pool.get(i)) ? FAVOUR : 1;
            for (int copy = 0; copy < copies; copy++) {
                tickets.add(i);
            }
        }
        if (turn != null) {
            reverse(pool.stream().filter(turn::favours).toList(), turn.risk(), outcomes);
        }
        return new Population(
                pool, outcomes, tickets.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void reverse(
            List<String[]> rows, RiskOrder risk, Map<String[], Boolean> outcomes) {
        var byRisk = rows.stream().sorted(Comparator.comparingDouble(risk::risk)).toList();
        var before = byRisk.stream().map(outcomes::get).toList();
        for (int i = 0; i < byRisk.size(); i++) {
            outcomes.put(byRisk.get(i), before.get(byRisk.size() - 1 - i));
        }
    }

    List<Customer> draw(Population population, int count) {
        var drawn = new ArrayList<Customer>(count);
        for (int i = 0; i < count; i++) {
            var row =
                    population
                            .rows()
                            .get(population.ticket()[random.nextInt(population.ticket().length)]);
            drawn.add(
                    new Customer(
                            "c-%07d".formatted(++customers),
                            row,
                            Boolean.TRUE.equals(population.outcomes().get(row))));
        }
        return drawn;
    }

    /** In words, for the reader. */
    String turned(Columns columns) {
        var now = turn;
        return now == null
                ? "the world is as it was"
                : "rows with %s value of %s come four times as often, and among them the outcomes follow the inputs in reverse"
                        .formatted(
                                side(now, columns.numeric(now.column())),
                                columns.name(now.column()));
    }

    private static String side(Turn turn, boolean numeric) {
        if (numeric) {
            return turn.above() ? "a high" : "a low";
        }
        return turn.above() ? "a rarer" : "the most frequent";
    }
}
