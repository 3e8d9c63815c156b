package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.data.ColumnProfile.LevelCount;
import dev.rondo.data.ColumnProfile.Quantile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Profiles a column of doubles. */
final class NumberProfile {
    /** So many values are in order by chance once in 1.8 million times. */
    private static final int ORDERED_FROM = 10;

    private NumberProfile() {}

    static ColumnProfile of(Column column, double[] numbers) {
        var values = Arrays.stream(numbers).filter(v -> !Double.isNaN(v)).toArray();
        boolean ordered = strictlyOrdered(values);
        Arrays.sort(values);
        var runs = Runs.of(values);
        int n = values.length;
        boolean whole = n > 0 && Arrays.stream(values).allMatch(v -> v == Math.rint(v));
        double mean = sum(values) / n;
        return new ColumnProfile(
                column.name(),
                column.type(),
                n,
                numbers.length - n,
                runs.distinct,
                runs.single,
                n == 0 ? Double.NaN : values[0],
                n == 0 ? Double.NaN : values[n - 1],
                n == 0 ? Double.NaN : mean,
                n < 2 ? Double.NaN : Math.sqrt(squares(values, mean) / (n - 1)),
                quantiles(values),
                runs.top(column.type()),
                whole,
                keyLike(column.type(), values, runs.distinct, whole, ordered),
                List.of());
    }

    private static boolean keyLike(
            ColumnType type, double[] sorted, long distinct, boolean whole, boolean ordered) {
        int n = sorted.length;
        boolean different = type == ColumnType.NUMBER && whole && distinct == n;
        boolean dense = n >= TextProfile.KEY_LIKE_FROM && sorted[n - 1] - sorted[0] < 2.0 * n;
        return different && (dense || (ordered && n >= ORDERED_FROM));
    }

    private static boolean strictlyOrdered(double[] values) {
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < values.length; i++) {
            up &= values[i] > values[i - 1];
            down &= values[i] < values[i - 1];
        }
        return up || down;
    }

    private static double squares(double[] values, double mean) {
        return sum(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray());
    }

    /** Neumaier's compensated sum (1974), in the order given. */
    private static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return sum + lost;
    }

    private static List<Quantile> quantiles(double[] sorted) {
        return sorted.length == 0
                ? List.of()
                : ColumnProfile.PROBABILITIES.stream()
                        .map(p -> new Quantile(p, quantile(sorted, p)))
                        .toList();
    }

    /** Linear interpolation between order statistics, type 7 of Hyndman and Fan (1996). */
    static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        double weight = position - below;
        return weight == 0
                ? sorted[below]
                : sorted[below] * (1 - weight) + sorted[below + 1] * weight;
    }

    /** Equal values stand together once sorted. */
    private static final class Runs {
        private record Run(double value, long count) {}

        private static final Comparator<Run> RARER_FIRST =
                Comparator.comparingLong(Run::count)
                        .thenComparing(Comparator.comparingDouble(Run::value).reversed());

        private final PriorityQueue<Run> largest = new PriorityQueue<>(RARER_FIRST);
        private long distinct;
        private long single;

        static Runs of(double[] sorted) {
            var runs = new Runs();
            int start = 0;
            for (int i = 1; i <= sorted.length; i++) {
                if (i == sorted.length || sorted[i] != sorted[start]) {
                    runs.add(sorted[start], i - start);
                    start = i;
                }
            }
            return runs;
        }

        private void add(double value, long count) {
            distinct++;
            single += count == 1 ? 1 : 0;
            if (largest.size() == ColumnProfile.TOP && largest.peek().count >= count) {
                return; // an equal count keeps the smaller value, which came first
            }
            largest.add(new Run(value, count));
            if (largest.size() > ColumnProfile.TOP) {
                largest.remove();
            }
        }

        List<LevelCount> top(ColumnType type) {
            return largest.stream()
                    .sorted(RARER_FIRST.reversed())
                    .map(run -> new LevelCount(Texts.shown(type, run.value), run.count))
                    .toList();
        }
    }
}
