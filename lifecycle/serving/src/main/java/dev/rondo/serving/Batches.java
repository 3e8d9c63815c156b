package dev.rondo.serving;

import dev.rondo.base.RondoException;
import dev.rondo.inference.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Between a request's instances and a model's batches. */
final class Batches {
    private static final Pattern ROW = Pattern.compile("rows\\[(\\d+)]\\.(.*)", Pattern.DOTALL);

    private Batches() {}

    /** The features of some instances; null for rows means all. */
    static List<Map<String, @Nullable Object>> features(
            List<Instance> instances, int @Nullable [] rows) {
        int n = rows == null ? instances.size() : rows.length;
        var features = new ArrayList<Map<String, @Nullable Object>>(n);
        for (int i = 0; i < n; i++) {
            features.add(instances.get(rows == null ? i : rows[i]).features());
        }
        return features;
    }

    static Batch select(Batch batch, int[] rows) {
        var inputs = batch.signature().inputs();
        var columns = new Object[inputs.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] =
                    inputs.get(c).type().numeric()
                            ? numbers(batch.numbers(c), rows)
                            : texts(batch.texts(c), rows);
        }
        return Batch.ofColumns(batch.signature(), columns);
    }

    private static double[] numbers(double[] all, int[] rows) {
        var selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = all[rows[i]];
        }
        return selected;
    }

    private static @Nullable String[] texts(@Nullable String[] all, int[] rows) {
        var selected = new @Nullable String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = all[rows[i]];
        }
        return selected;
    }

    /** Says {@code instances[3].features.tenure}, where a batch says {@code rows[3].tenure}. */
    static RondoException atInstance(RondoException error) {
        var place = ROW.matcher(error.where() == null ? "" : error.where());
        return place.matches()
                ? error.at(Fields.place(Integer.parseInt(place.group(1)), place.group(2)))
                : error;
    }
}
