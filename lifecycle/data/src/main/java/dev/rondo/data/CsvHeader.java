package dev.rondo.data;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The columns' names in a file's first row. */
final class CsvHeader {
    private static final int LONGEST_NAME = 200;

    private CsvHeader() {}

    /** The names without blanks around them. */
    static List<String> names(CsvRow row) {
        if (row.swallowedEnd()) {
            throw CsvErrors.openQuote(row.place());
        }
        refuseOtherSeparators(row);
        var names = new ArrayList<String>();
        var positions = new HashMap<String, Integer>();
        for (int i = 0; i < row.size(); i++) {
            var name = row.field(i).strip();
            check(name, i, row);
            var earlier = positions.put(name, i);
            if (earlier != null) {
                throw refused(
                        row,
                        "dataset.duplicate_column",
                        "columns %d and %d are both named %s"
                                .formatted(earlier + 1, i + 1, Texts.shown(name)));
            }
            names.add(name);
        }
        return names;
    }

    private static void check(String name, int index, CsvRow row) {
        if (name.isEmpty()) {
            throw refused(row, "dataset.unnamed_column", "column " + (index + 1) + " has no name");
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    row,
                    "dataset.column_name",
                    "%s cannot name column %d: a name has at most %d characters, in one line"
                            .formatted(Texts.shown(name), index + 1, LONGEST_NAME));
        }
    }

    private static void refuseOtherSeparators(CsvRow row) {
        var first = row.field(0);
        if (row.size() == 1 && (first.contains(";") || first.contains("\t"))) {
            throw RondoException.user("dataset.separator", "the header has no comma")
                    .at(row.place())
                    .because("it seems to be separated by semicolons or tabs")
                    .next("separate the fields by commas, with a point in decimal numbers");
        }
    }

    private static RondoException refused(CsvRow row, String code, String what) {
        return RondoException.user(code, what)
                .at(row.place())
                .because("the first row names the columns, each by a name of its own")
                .next("mend the header");
    }
}
