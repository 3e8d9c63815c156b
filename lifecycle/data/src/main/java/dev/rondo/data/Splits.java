package dev.rondo.data;

import java.util.Map;

public final class Splits {
    private Splits() {}

    /** The row numbers of each part, ascending, in the order of the parts. */
    public static Map<String, int[]> assign(Table table, SplitSpec spec) {
        throw new UnsupportedOperationException();
    }
}
