package dev.rondo.benchmarks;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.inference.Batch;
import dev.rondo.inference.Encoder;
import dev.rondo.inference.Signature;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Made-up customers: 20 columns (14 numbers, a boolean, a date, 4 categories), some values missing,
 * and an outcome that depends on a few of them. The same seed gives the same rows.
 */
final class SampleTable {
    static final String TARGET = "left";

    private static final int NUMBERS = 14;
    private static final double MISSING = 0.05;
    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);
    private static final List<String> LEVELS = List.of("basic", "plus", "family", "team", "none");
    private static final List<String> CATEGORIES = List.of("plan", "region", "channel", "device");
    private static final Signature SIGNATURE = new Signature(columns());

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final float[] outcomes;

    SampleTable(int count, long seed) {
        var random = new SplittableRandom(seed);
        outcomes = new float[count];
        for (int i = 0; i < count; i++) {
            var row = row(random);
            rows.add(row);
            outcomes[i] = random.nextDouble() < probability(row) ? 1 : 0;
        }
    }

    private static List<Column> columns() {
        var columns = new ArrayList<Column>();
        IntStream.range(0, NUMBERS)
                .forEach(i -> columns.add(new Column("amount_" + i, ColumnType.NUMBER, true)));
        columns.add(new Column("paperless", ColumnType.BOOLEAN, false));
        columns.add(new Column("since", ColumnType.DATE, false));
        CATEGORIES.forEach(name -> columns.add(new Column(name, ColumnType.CATEGORY, false)));
        return columns;
    }

    private static Map<String, Object> row(SplittableRandom random) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < NUMBERS; i++) {
            // The first number is always there: the outcome leans on it.
            if (i == 0 || random.nextDouble() >= MISSING) {
                row.put("amount_" + i, Math.rint(random.nextDouble() * 100_000) / 100);
            }
        }
        row.put("paperless", random.nextBoolean());
        row.put("since", FIRST_DAY.plusDays(random.nextInt(3650)).toString());
        CATEGORIES.forEach(name -> row.put(name, LEVELS.get(random.nextInt(LEVELS.size()))));
        return row;
    }

    private static double probability(Map<String, Object> row) {
        double amount = row.get("amount_0") instanceof Double value ? value / 1000 : 0;
        double plan = LEVELS.indexOf(row.get("plan")) / 4.0;
        double paperless = Boolean.TRUE.equals(row.get("paperless")) ? 0.2 : 0;
        return 0.05 + 0.5 * amount * plan + paperless * (1 - amount);
    }

    static Signature signature() {
        return SIGNATURE;
    }

    static Encoder encoder() {
        return Encoder.fit(
                SIGNATURE, CATEGORIES.stream().collect(Collectors.toMap(n -> n, n -> LEVELS)));
    }

    /** The values of one row by column, as a parsed JSON object has them. */
    Map<String, Object> row(int index) {
        return rows.get(index);
    }

    int rows() {
        return rows.size();
    }

    Batch batch() {
        return Batch.of(SIGNATURE, rows);
    }

    /** 1 for a customer who left. */
    float[] outcomes() {
        return outcomes.clone();
    }

    String csv() {
        var names = SIGNATURE.inputs().stream().map(Column::name).toList();
        var text = new StringBuilder(String.join(",", names)).append(',').append(TARGET);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            text.append('\n');
            names.forEach(name -> text.append(row.getOrDefault(name, "")).append(','));
            text.append(outcomes[i] == 1 ? "yes" : "no");
        }
        return text.append('\n').toString();
    }
}
