package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of one column, whose type is known by now. */
sealed interface ColumnFill {
    /** Returns how many more bytes of memory the value takes than its place in the column. */
    long set(int row, String text);

    /** {@code double[]} or {@link CategoryColumn}. */
    Object values();

    static ColumnFill of(ColumnScan scan, int rows) {
        return scan.type().numeric()
                ? new Numbers(scan.type(), new double[rows])
                : new Levels(scan.nothing(), new int[rows]);
    }

    final class Numbers implements ColumnFill {
        private final ColumnType type;
        private final double[] values;

        Numbers(ColumnType type, double[] values) {
            this.type = type;
            this.values = values;
        }

        @Override
        public long set(int row, String text) {
            // A word for missing is no number, so it comes out as NaN as well.
            values[row] = text.isBlank() ? Double.NaN : FieldKind.value(type, text);
            return 0;
        }

        @Override
        public Object values() {
            return values;
        }
    }

    final class Levels implements ColumnFill {
        /** An entry of the map, the text's object, its places in two lists; measured. */
        private static final int BYTES_PER_LEVEL = 120;

        private final boolean nothing;
        private final int[] codes;
        private final List<String> levels = new ArrayList<>();
        private final Map<String, Integer> known = new HashMap<>();

        Levels(boolean nothing, int[] codes) {
            this.nothing = nothing;
            this.codes = codes;
        }

        @Override
        public long set(int row, String text) {
            if (nothing || text.isBlank()) {
                codes[row] = CategoryColumn.MISSING;
                return 0;
            }
            var code = known.get(text);
            if (code != null) {
                codes[row] = code;
                return 0;
            }
            codes[row] = levels.size();
            known.put(text, levels.size());
            levels.add(text);
            return BYTES_PER_LEVEL + 2L * text.length();
        }

        @Override
        public Object values() {
            return CategoryColumn.ofCodes(levels, codes);
        }
    }
}
