package dev.rondo.inference;

import dev.rondo.base.Column;
import dev.rondo.base.ColumnType;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into the floats that the trees read; training and serving use this same code (rule
 * 2.1). Numbers, booleans and dates are rounded to float, those beyond its range to its largest
 * value; a category becomes the index of its level; missing values and levels never seen become
 * NaN.
 */
public final class Encoder {
    /** Up to here XGBoost's trees tell categories apart. */
    private static final int MAX_LEVELS = FloatKeys.MAX_CATEGORY;

    private static final int FORMAT = 1;

    private final Signature signature;
    private final Map<String, List<String>> levels;

    /** Per input the code of each level; empty for one that has no levels. */
    private final List<Map<String, Float>> codes;

    private Encoder(Signature signature, Map<String, List<String>> levels) {
        this.signature = signature;
        var ordered = new LinkedHashMap<String, List<String>>();
        var coded = new ArrayList<Map<String, Float>>();
        for (var column : signature.inputs()) {
            if (column.type() == ColumnType.CATEGORY) {
                var own = levelsOf(column, levels);
                ordered.put(column.name(), own);
                coded.add(codes(column, own));
            } else {
                coded.add(Map.of());
            }
        }
        this.levels = ordered;
        this.codes = List.copyOf(coded);
    }

    private static List<String> levelsOf(Column column, Map<String, List<String>> levels) {
        var own = levels.get(column.name());
        if (own == null) {
            throw RondoException.user("encoder.no_levels", "the category has no levels")
                    .at(column.name())
                    .next("give the levels of every CATEGORY column");
        }
        return List.copyOf(own);
    }

    private static Map<String, Float> codes(Column column, List<String> levels) {
        if (levels.size() > MAX_LEVELS) {
            throw RondoException.limit(
                            "encoder.too_many_levels",
                            "a category may have " + MAX_LEVELS + " levels")
                    .at(column.name());
        }
        var codes = HashMap.<String, Float>newHashMap(levels.size());
        for (int code = 0; code < levels.size(); code++) {
            if (codes.put(levels.get(code), (float) code) != null) {
                throw RondoException.user("encoder.duplicate_level", "a level comes twice")
                        .at(column.name());
            }
        }
        return codes;
    }

    /**
     * An encoder for these inputs.
     *
     * @param levels the levels of every CATEGORY column, in the order of their codes
     * @throws RondoException of kind USER when a column has none, or one comes twice
     */
    public static Encoder fit(Signature signature, Map<String, List<String>> levels) {
        return new Encoder(signature, levels);
    }

    public Signature signature() {
        return signature;
    }

    /** Levels by CATEGORY column, in the signature's order. */
    public Map<String, List<String>> levels() {
        return Collections.unmodifiableMap(levels);
    }

    /**
     * Rows one after the other: the value of (row, column) is at {@code row * columns + column}.
     *
     * @param batch rows of this encoder's own signature
     */
    public float[] encode(Batch batch) {
        if (!batch.signature().equals(signature)) {
            throw new IllegalArgumentException("the batch has another signature");
        }
        int width = codes.size();
        var values = new float[Math.multiplyExact(batch.rows(), width)];
        for (int column = 0; column < width; column++) {
            if (signature.inputs().get(column).type().numeric()) {
                encodeNumbers(batch.numbers(column), values, column, width);
            } else {
                encodeTexts(batch.texts(column), values, column, width);
            }
        }
        return values;
    }

    private static void encodeNumbers(double[] numbers, float[] values, int column, int width) {
        for (int row = 0; row < numbers.length; row++) {
            // Java's min and max pass NaN on.
            values[row * width + column] =
                    (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, numbers[row]));
        }
    }

    private void encodeTexts(@Nullable String[] texts, float[] values, int column, int width) {
        var known = codes.get(column);
        for (int row = 0; row < texts.length; row++) {
            var code = texts[row] == null ? null : known.get(texts[row]);
            values[row * width + column] = code == null ? Float.NaN : code;
        }
    }

    /**
     * Names for XGBoost, one per input: the column's own, changed where XGBoost could not take it.
     */
    public String[] featureNames() {
        return FeatureNames.of(signature.inputs()).toArray(String[]::new);
    }

    /** XGBoost's feature types: {@code q} for a quantity, {@code c} for a category. */
    public String[] featureTypes() {
        return signature.inputs().stream()
                .map(column -> column.type() == ColumnType.CATEGORY ? "c" : "q")
                .toArray(String[]::new);
    }

    /** The form of {@code encoder.json}; whatever a file leaves out is null. */
    private record Stored(int format, List<Column> columns, Map<String, List<String>> levels) {

        boolean isComplete() {
            return columns != null
                    && levels != null
                    && columns.stream().allMatch(c -> c != null && c.type() != null)
                    && levels.values().stream().allMatch(l -> l != null && !l.contains(null));
        }
    }

    public byte[] toJson() {
        return Json.writeBytes(new Stored(FORMAT, signature.inputs(), levels));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws RondoException of kind USER when the text is no encoder
     */
    public static Encoder fromJson(byte[] json) {
        var stored = Json.parse(json, Stored.class);
        if (stored.format() != FORMAT) {
            throw ModelErrors.unsupported("the encoder has format " + stored.format())
                    .next("read it with the version of Rondo that wrote it, or a newer one");
        }
        if (!stored.isComplete()) {
            throw ModelErrors.invalid("the encoder lacks columns, types or levels");
        }
        return fit(new Signature(stored.columns()), stored.levels());
    }
}
