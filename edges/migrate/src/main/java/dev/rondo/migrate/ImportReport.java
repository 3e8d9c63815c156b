package dev.rondo.migrate;

import java.util.Arrays;
import java.util.List;

/**
 * How an import has ended.
 *
 * @param rows a comparison for each kind of thing
 * @param mapped ids and names that had to become others
 * @param unread what is there and could not be read, each with its reason
 */
public record ImportReport(List<Row> rows, List<Mapped> mapped, List<String> unread) {
    public ImportReport {
        rows = List.copyOf(rows);
        mapped = List.copyOf(mapped);
        unread = List.copyOf(unread);
    }

    /**
     * Counts and checksums of one kind of thing, as read from there and read back from here.
     *
     * @param same whether both agree
     */
    public record Row(
            String kind,
            long there,
            long here,
            String checksumThere,
            String checksumHere,
            boolean same) {}

    /** What became another one because something else has its id or name here. */
    public record Mapped(String kind, String there, String here) {}

    /** Whether everything that could be read there is here too, and equal. */
    public boolean complete() {
        return rows.stream().allMatch(Row::same);
    }

    static ImportReport of(Tallies there, Tallies here, List<Mapped> mapped, List<String> unread) {
        var rows =
                Arrays.stream(Kind.values())
                        .map(kind -> row(kind, there.of(kind), here.of(kind)))
                        .toList();
        return new ImportReport(rows, mapped, unread);
    }

    private static Row row(Kind kind, Tally there, Tally here) {
        return new Row(
                kind.text(),
                there.count(),
                here.count(),
                there.checksum(),
                here.checksum(),
                there.same(here));
    }
}
