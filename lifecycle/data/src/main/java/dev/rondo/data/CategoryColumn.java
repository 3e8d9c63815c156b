package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a CATEGORY or TEXT column, each different text kept once. Its levels are exactly the
 * texts that occur, in the order in which they first occur, so equal content means equal levels and
 * codes.
 */
public final class CategoryColumn {
    /** The code of a missing value. */
    public static final int MISSING = -1;

    private final List<String> levels;
    private final int[] codes;

    private CategoryColumn(List<String> levels, int[] codes) {
        this.levels = levels;
        this.codes = codes;
    }

    /**
     * From texts, null being missing.
     *
     * @throws IllegalArgumentException for a text with half a surrogate pair, which has no UTF-8
     */
    public static CategoryColumn of(@Nullable String[] values) {
        var known = new HashMap<String, Integer>();
        var levels = new ArrayList<String>();
        var codes = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            var value = values[row];
            if (value == null) {
                codes[row] = MISSING;
                continue;
            }
            var code = known.putIfAbsent(value, levels.size());
            if (code == null) {
                codes[row] = levels.size();
                levels.add(Texts.checkUnicode(value));
            } else {
                codes[row] = code;
            }
        }
        return new CategoryColumn(List.copyOf(levels), codes);
    }

    /** Takes over both; levels may hold unused ones and any order. */
    static CategoryColumn ofCodes(List<String> levels, int[] codes) {
        var renumbered = new int[levels.size()];
        Arrays.fill(renumbered, MISSING);
        var used = new ArrayList<String>();
        for (int row = 0; row < codes.length; row++) {
            int code = codes[row];
            if (code == MISSING) {
                continue;
            }
            if (renumbered[code] == MISSING) {
                renumbered[code] = used.size();
                used.add(levels.get(code));
            }
            codes[row] = renumbered[code];
        }
        return new CategoryColumn(List.copyOf(used), codes);
    }

    public int size() {
        return codes.length;
    }

    /** The different texts, in the order in which they first occur. */
    public List<String> levels() {
        return levels;
    }

    /** The value's place in {@link #levels()}, or {@link #MISSING}. */
    public int code(int row) {
        return codes[row];
    }

    public @Nullable String get(int row) {
        return codes[row] == MISSING ? null : levels.get(codes[row]);
    }

    /** How often each level occurs, in the order of {@link #levels()}. */
    public long[] counts() {
        var counts = new long[levels.size()];
        for (int code : codes) {
            if (code != MISSING) {
                counts[code]++;
            }
        }
        return counts;
    }

    /** A fresh array of the texts, null where missing. */
    public @Nullable String[] toArray() {
        var texts = new @Nullable String[codes.length];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = get(row);
        }
        return texts;
    }

    CategoryColumn select(int[] rows) {
        var chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = codes[rows[i]];
        }
        return ofCodes(levels, chosen);
    }

    boolean hasMissing() {
        for (int code : codes) {
            if (code == MISSING) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CategoryColumn column
                && levels.equals(column.levels)
                && Arrays.equals(codes, column.codes);
    }

    @Override
    public int hashCode() {
        return 31 * levels.hashCode() + Arrays.hashCode(codes);
    }
}
