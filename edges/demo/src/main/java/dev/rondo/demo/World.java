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

    /** How the world turned. */
    private record Turn(int column, Scale scale, int fromCell, RiskOrder risk) {
        boolean favours(String[] row) {
            return scale.cell(row[column]) >= fromCell;
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
     * Turns the world.
     *
     * @param column whose upper (or less frequent) half comes more often from now on
     */
    void turn(List<String[]> past, Columns columns, int column, String positive) {
        var scale = Scale.learn(past, column, columns.numeric(column));
        turn =
                new Turn(
                        column,
                        scale,
                        middleCell(past, column, scale),
                        new RiskOrder(past, columns, source, positive));
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
        pool.forEach(row -> outcomes.put(row, row[source.target()].equals(positive)));
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
                : "rows with a high (or rarer) value of %s come four times as often, and among them the outcomes follow the inputs in reverse"
                        .formatted(columns.name(now.column()));
    }
}
