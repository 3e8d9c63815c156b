package dev.rondo.data;

import static dev.rondo.base.ColumnType.BOOLEAN;
import static dev.rondo.base.ColumnType.CATEGORY;
import static dev.rondo.base.ColumnType.DATE;
import static dev.rondo.base.ColumnType.NUMBER;
import static dev.rondo.base.ColumnType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which type a column gets, and which of its fields are missing. */
final class CsvTypesTest {
    @ParameterizedTest(name = "{0} | {1} is {2}")
    @CsvSource({
        "1, 2.5, NUMBER",
        "-0, .5, NUMBER",
        "1., 1e3, NUMBER",
        "1E-5, ' 7 ', NUMBER",
        "0, 1, NUMBER",
        "00123, 5, CATEGORY",
        "007, 008, CATEGORY",
        "'1,234', 5, CATEGORY",
        "+5, 6, CATEGORY",
        "1e400, 1, CATEGORY",
        "-1e400, 1, CATEGORY",
        "Infinity, 1, CATEGORY",
        "1d, 2, CATEGORY",
        "0x10, 2, CATEGORY",
        "9007199254740992, 1, NUMBER",
        "9007199254740993, 1, CATEGORY",
        "true, FALSE, BOOLEAN",
        "true, 1, CATEGORY",
        "yes, no, CATEGORY",
        "2026-11-25, 2026-11-26 13:00, DATE",
        "2026-11-25T13:00:00Z, 2026-11-25T13:00:00+02:00, DATE",
        "2026-02-30, 2026-01-01, CATEGORY",
        "25.11.2026, 26.11.2026, CATEGORY",
        "0000-01-01, 2026-01-01, CATEGORY",
        "NA, 3, NUMBER",
        "null, true, BOOLEAN",
        "N/A, 2026-11-25, DATE",
        "NA, Namibia, CATEGORY",
        "NA, null, TEXT"
    })
    void aColumnOfTwoValuesIs(String first, String second, ColumnType type) {
        var table = read("c,d\n\"" + first + "\",x\n\"" + second + "\",x\n");
        assertThat(table.column("c").type()).isEqualTo(type);
    }

    @Test
    void emptyAndBlankFieldsAreMissingQuotedOrNot() {
        var table = read("n,t\n,\n\" \",\"\"\n5,x\n");
        assertThat(table.numbers("n")).containsExactly(Double.NaN, Double.NaN, 5);
        assertThat(table.texts("t").toArray()).containsExactly(null, null, "x");
        assertThat(table.schema())
                .containsExactly(new Column("n", NUMBER, true), new Column("t", CATEGORY, true));
    }

    @Test
    void wordsForMissingAreMissingBesideNumbersAndTextsBesideTexts() {
        var table = read("n,t\nNaN,NaN\nnull,NA\n5,Namibia\n#N/A,\n");
        assertThat(table.numbers("n")).containsExactly(Double.NaN, Double.NaN, 5, Double.NaN);
        assertThat(table.texts("t").toArray()).containsExactly("NaN", "NA", "Namibia", null);
    }

    @Test
    void aColumnWithoutAnyValueIsTextAndMissing() {
        var table = read("a,b,c\n,NA,1\n,,2\n");
        assertThat(table.column("a")).isEqualTo(new Column("a", TEXT, true));
        assertThat(table.column("b")).isEqualTo(new Column("b", TEXT, true));
        assertThat(table.texts("b").toArray()).containsOnlyNulls();
    }

    @Test
    void manyDifferentTextsAreTextAndFewAreACategory() {
        assertThat(texts(1_000, 50)).isEqualTo(CATEGORY);
        assertThat(texts(100, 51)).isEqualTo(TEXT);
        assertThat(texts(1_000, 200)).isEqualTo(CATEGORY);
        assertThat(texts(1_000, 201)).isEqualTo(TEXT);
        assertThat(texts(60_000, 10_000)).isEqualTo(CATEGORY);
        assertThat(texts(60_000, 10_001)).isEqualTo(TEXT);
    }

    private static ColumnType texts(int rows, int distinct) {
        var csv =
                IntStream.range(0, rows)
                        .mapToObj(i -> "v" + i % distinct)
                        .collect(Collectors.joining("\n", "c\n", "\n"));
        return read(csv).column("c").type();
    }

    @Test
    @DisplayName("rule 1.6: 2^53 + 1 comes back exact, beside a missing value too")
    void aWholeNumberThatADoubleCannotHoldStaysText() {
        var table = read("id,x\n9007199254740993,1\n,2\n");
        assertThat(table.texts("id").toArray()).containsExactly("9007199254740993", null);
    }

    @Test
    void leadingZerosComeBackAsTheyWere() {
        assertThat(read("id\n00123\n00124\n").texts("id").toArray())
                .containsExactly("00123", "00124");
    }

    @Test
    void aDateIsDaysSince1970AndWithoutAZoneInUtc() {
        var table = read("d\n1970-01-02\n1970-01-01 12:00\n1970-01-01T12:00:00+12:00\n");
        assertThat(table.column("d").type()).isEqualTo(DATE);
        assertThat(table.numbers("d")).containsExactly(1, 0.5, 0);
    }

    @Test
    void booleansAreReadInAnyCase() {
        var table = read("b\nTRUE\nfalse\nTrue\n");
        assertThat(table.column("b")).isEqualTo(new Column("b", BOOLEAN, false));
        assertThat(table.numbers("b")).containsExactly(1, 0, 1);
    }

    @Test
    void numbersAreTheNearestDoubles() {
        assertThat(read("n\n0.1\n1e-400\n-0\n123456789012345678901234567890.5\n").numbers("n"))
                .containsExactly(0.1, 0, 0, 1.2345678901234568e29);
    }

    @Test
    void textKeepsItsBlanksLineBreaksAndQuotes() {
        var table = read("t,n\n\" a \",1\n\"two\r\nlines\",2\n\"say \"\"hi\"\"\",3\nb c,4\n");
        assertThat(table.texts("t").toArray())
                .containsExactly(" a ", "two\r\nlines", "say \"hi\"", "b c");
    }

    @Test
    void everyLineEndAndAByteOrderMarkGiveTheSameTable() {
        var expected = read("a,b\n1,x\n2,y\n");
        assertThat(read("a,b\r\n1,x\r\n2,y")).isEqualTo(expected);
        assertThat(read("a,b\r1,x\r2,y\r")).isEqualTo(expected);
        assertThat(read("\ufeff\"a\",b\n1,x\n\n2,y\n\n")).isEqualTo(expected);
        assertThat(read(" a , b \n1,x\n2,y\n")).isEqualTo(expected);
    }

    @Test
    void twoHundredColumnsAreRead() {
        var names = IntStream.range(0, 200).mapToObj(i -> "c" + i).toList();
        var row = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
        var table = read(String.join(",", names) + "\n" + String.join(",", row) + "\n");
        assertThat(table.schema()).extracting(Column::name).isEqualTo(names);
        assertThat(table.numbers("c199")).containsExactly(199);
    }

    @Test
    void aColumnKeepsTheTypeThatIsExpectedWhereItCan() {
        var csv =
                """
                zip,seen,n,odd
                12345,,1,x
                54321,,2,3
                """;
        var expected = Map.of("zip", TEXT, "seen", DATE, "n", CATEGORY, "odd", NUMBER);
        var read = CsvFiles.table(csv, expected);
        assertThat(read.table().schema())
                .extracting(Column::type)
                .containsExactly(TEXT, DATE, CATEGORY, CATEGORY);
        assertThat(read.faults()).containsOnlyKeys("odd");
        var faults = read.faults().values().iterator().next();
        assertThat(faults.count()).isEqualTo(1);
        assertThat(faults.first().getFirst().row()).isZero();
    }

    @Test
    void notesSayWhatKeptAColumnFromBeingNumbers() {
        var csv = "a,b,c,d\n1,1,NA,2026-11-25\n2,2,2,x\n\"1,234\",3,3,2026-11-26\n4,007,4,\n";
        var notes = CsvFiles.table(csv, Map.of()).notes();
        assertThat(notes.get("a"))
                .containsExactly(
                        "kept as text: 3 of 4 values are a number, but not \"1,234\" in line 4"
                                + " (a number has no thousands separators)");
        assertThat(notes.get("b"))
                .singleElement()
                .asString()
                .endsWith("line 5 (leading zeros make it text)");
        assertThat(notes.get("c")).containsExactly("1 values such as \"NA\" read as missing");
        assertThat(notes.get("d")).singleElement().asString().contains("2 of 3 values are a date");
        assertThat(CsvFiles.table("a\n1\n2\n", Map.of("a", CATEGORY)).notes().get("a"))
                .containsExactly(
                        "kept as text, as in the version before, though every value is a number");
    }

    private static Table read(String csv) {
        return CsvFiles.table(csv, Map.of()).table();
    }

    @Test
    void theDoorForOthersReadsTheSame() {
        var csv = "a,b\n1,x\n";
        var bytes = csv.getBytes(StandardCharsets.UTF_8);
        assertThat(Csv.read(new ByteArrayInputStream(bytes), "x.csv"))
                .isEqualTo(
                        Table.of(
                                List.of(
                                        new Column("a", NUMBER, false),
                                        new Column("b", CATEGORY, false)),
                                new double[] {1},
                                new String[] {"x"}));
    }
}
