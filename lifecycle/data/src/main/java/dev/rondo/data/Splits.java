package dev.rondo.data;

import dev.rondo.base.Digests;
import dev.rondo.base.RondoException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Splits tables so that the same row is always in the same part. */
public final class Splits {
    private Splits() {}

    /**
     * A row's part follows from {@link Digests#unit} of the salt and the row's digest ({@link
     * RowHasher}), over its key column or else its content. So equal rows are in one part, wherever
     * they stand, and a table with more rows keeps the old ones in their parts.
     *
     * @return the row numbers of each part, ascending, in the order of the parts; a part may be
     *     empty
     * @throws RondoException of kind USER for a column that does not exist, or a missing key
     */
    public static Map<String, int[]> assign(Table table, SplitSpec spec) {
        var hasher = hasher(table, spec);
        var partOf = new int[table.rows()];
        for (int row = 0; row < partOf.length; row++) {
            partOf[row] = part(spec.parts(), Digests.unit(spec.salt(), hasher.hash(row)));
        }
        var assigned = new LinkedHashMap<String, int[]>();
        for (int i = 0; i < spec.parts().size(); i++) {
            int part = i;
            assigned.put(
                    spec.parts().get(part).name(),
                    IntStream.range(0, partOf.length).filter(row -> partOf[row] == part).toArray());
        }
        return assigned;
    }

    private static RowHasher hasher(Table table, SplitSpec spec) {
        var key = spec.keyColumn();
        if (key == null) {
            return new RowHasher(table, spec.excludeFromHash());
        }
        var others = new HashSet<String>();
        table.schema().forEach(column -> others.add(column.name()));
        others.remove(table.column(key).name());
        for (int row = 0; row < table.rows(); row++) {
            if (table.missing(row, key)) {
                throw RondoException.user("split.no_key", "row " + (row + 1) + " has no key")
                        .at("column " + key)
                        .because("rows are split by this column")
                        .next("fill the column, or split by the rows' content");
            }
        }
        return new RowHasher(table, others);
    }

    private static int part(List<SplitSpec.Part> parts, double unit) {
        double end = 0;
        for (int i = 0; i < parts.size() - 1; i++) {
            end += parts.get(i).fraction();
            if (unit < end) {
                return i;
            }
        }
        return parts.size() - 1;
    }
}
