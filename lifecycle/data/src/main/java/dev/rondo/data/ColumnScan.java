package dev.rondo.data;

import dev.rondo.base.ColumnType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at every field of one column to find its type; its values are read later. */
final class ColumnScan {
    private final String name;
    private final @Nullable ColumnType expected;
    private final Map<FieldKind, First> kinds = new EnumMap<>(FieldKind.class);
    private final List<SuiteReport.Violation> faults = new ArrayList<>();
    private long faultCount;
    private boolean missing;

    /** How many fields are of a kind, and the first of them. */
    private static final class First {
        private final String text;
        private final long line;
        private long count;

        First(String text, long line) {
            this.text = text;
            this.line = line;
        }
    }

    /**
     * @param expected the column's type in the version before, if there is one
     */
    ColumnScan(String name, @Nullable ColumnType expected) {
        this.name = name;
        this.expected = expected;
    }

    void add(String text, int row, long line) {
        if (text.isBlank()) {
            missing = true;
            return;
        }
        var kind = FieldKind.of(text);
        var first = kinds.get(kind);
        if (first == null) {
            first = new First(text, line);
            kinds.put(kind, first);
        }
        first.count++;
        if (expected != null && !kind.fits(expected)) {
            fault(expected, text, row);
        }
    }

    private void fault(ColumnType type, String text, int row) {
        faultCount++;
        if (faults.size() < SuiteReport.MAX_VIOLATIONS) {
            var why = type == ColumnType.NUMBER ? NumberText.whyNot(text.strip()) : "";
            var reason = "no " + word(type) + (why.isEmpty() ? "" : ": " + why);
            faults.add(new SuiteReport.Violation(row, name, Texts.shown(text), reason));
        }
    }

    private static String word(ColumnType type) {
        return switch (type) {
            case NUMBER -> "number";
            case BOOLEAN -> "true or false";
            case DATE -> "date such as 2026-11-25";
            case CATEGORY, TEXT -> "text";
        };
    }

    /**
     * The expected type where every value fits it. Else NUMBER, BOOLEAN or DATE where every value
     * is one, and CATEGORY for any texts, which stands for TEXT too until they are counted.
     */
    ColumnType type() {
        return expected != null && faultCount == 0 ? expected : inferred();
    }

    /** Whether the column has the type that was expected of it. */
    boolean keepsType() {
        return expected != null && faultCount == 0;
    }

    String name() {
        return name;
    }

    private ColumnType inferred() {
        return only(FieldKind.NUMBER)
                ? ColumnType.NUMBER
                : only(FieldKind.BOOLEAN)
                        ? ColumnType.BOOLEAN
                        : only(FieldKind.DATE) ? ColumnType.DATE : ColumnType.CATEGORY;
    }

    /** Whether there are fields of this kind, and none of others but words for missing. */
    private boolean only(FieldKind kind) {
        return count(kind) > 0 && count(kind) + count(FieldKind.MISSING_WORD) == values();
    }

    /** Whether words such as NA are all there is: then they are missing values as well. */
    boolean nothing() {
        return (expected == null || expected.numeric())
                && count(FieldKind.MISSING_WORD) == values();
    }

    private long count(FieldKind kind) {
        var first = kinds.get(kind);
        return first == null ? 0 : first.count;
    }

    private long values() {
        return kinds.values().stream().mapToLong(first -> first.count).sum();
    }

    private boolean wordsAreMissing() {
        return type().numeric() || nothing();
    }

    boolean hasMissing() {
        return missing || (wordsAreMissing() && count(FieldKind.MISSING_WORD) > 0);
    }

    /** Values that are not of the expected type. */
    Optional<TypeFaults> faults() {
        return expected == null || faultCount == 0
                ? Optional.empty()
                : Optional.of(new TypeFaults(expected, values(), faultCount, faults));
    }

    /** What a reader of the profile should know of how the column was read. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        var word = kinds.get(FieldKind.MISSING_WORD);
        if (word != null && wordsAreMissing()) {
            notes.add(
                    word.count + " values such as " + Texts.shown(word.text) + " read as missing");
        }
        if (!type().numeric() && inferred().numeric()) {
            notes.add(
                    "kept as text, as in the version before, though every value is a "
                            + word(inferred()));
        }
        almost(FieldKind.NUMBER, ColumnType.NUMBER, notes);
        almost(FieldKind.DATE, ColumnType.DATE, notes);
        return notes;
    }

    /** Most values are of a kind, but a few kept the column from it: perhaps a slip in the file. */
    private void almost(FieldKind kind, ColumnType type, List<String> notes) {
        var other = firstOther(kind);
        if (inferred() == ColumnType.CATEGORY && other != null && 2 * count(kind) >= values()) {
            var why = type == ColumnType.NUMBER ? NumberText.whyNot(other.text.strip()) : "";
            notes.add(
                    "kept as text: %d of %d values are a %s, but not %s in line %d%s"
                            .formatted(
                                    count(kind),
                                    values(),
                                    word(type),
                                    Texts.shown(other.text),
                                    other.line,
                                    why.isEmpty() ? "" : " (" + why + ")"));
        }
    }

    private @Nullable First firstOther(FieldKind kind) {
        return kinds.entrySet().stream()
                .filter(e -> e.getKey() != kind && e.getKey() != FieldKind.MISSING_WORD)
                .map(Map.Entry::getValue)
                .min((a, b) -> Long.compare(a.line, b.line))
                .orElse(null);
    }
}
