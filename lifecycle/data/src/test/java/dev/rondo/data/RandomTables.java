package dev.rondo.data;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Tables of any types with strange values, by seed. */
final class RandomTables {
    private static final List<ColumnType> TYPES = List.of(ColumnType.values());
    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        9007199254740992.0,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8_0000_0000_0001L)
    };
    private static final @Nullable String[] TEXTS = {
        "", " ", "a", "b", "a,b", "\"", "two\nlines", "\0", "caf\u00e9", "\ud83d\ude00", "NA", null
    };

    private final Random random;

    RandomTables(Random random) {
        this.random = random;
    }

    Table table() {
        int rows = 1 + random.nextInt(50);
        var schema = new ArrayList<Column>();
        var values = new ArrayList<Object>();
        int columns = 1 + random.nextInt(8);
        for (int i = 0; i < columns; i++) {
            var type = TYPES.get(random.nextInt(TYPES.size()));
            schema.add(new Column("column " + i, type, true));
            values.add(type.numeric() ? numbers(type, rows) : texts(rows));
        }
        return Table.of(schema, values.toArray());
    }

    private double[] numbers(ColumnType type, int rows) {
        return random.doubles(rows).map(unit -> number(type, unit)).toArray();
    }

    private double number(ColumnType type, double unit) {
        if (random.nextInt(5) == 0) {
            return Double.NaN;
        }
        return switch (type) {
            case BOOLEAN -> Math.round(unit);
            case DATE -> (unit - 0.5) * 40_000;
            default ->
                    random.nextBoolean()
                            ? NUMBERS[random.nextInt(NUMBERS.length)]
                            : random.nextGaussian();
        };
    }

    private @Nullable String[] texts(int rows) {
        var texts = new @Nullable String[rows];
        for (int row = 0; row < rows; row++) {
            texts[row] =
                    random.nextInt(3) == 0
                            ? "text " + random.nextInt(1_000)
                            : TEXTS[random.nextInt(TEXTS.length)];
        }
        return texts;
    }

    /** The numbers from 0 in random order. */
    int[] shuffled(int size) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < size; i++) {
            numbers.add(i);
        }
        java.util.Collections.shuffle(numbers, random);
        return numbers.stream().mapToInt(i -> i).toArray();
    }

    static List<Integer> seeds(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }
}
