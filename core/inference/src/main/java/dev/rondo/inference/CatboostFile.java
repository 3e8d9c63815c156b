package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a JSON file of CatBoost says, read but not yet believed. */
final class CatboostFile {
    private static final int MAX_FEATURES = 1_000_000;

    /** Which first field tells that it is CatBoost's; they come sorted by name. */
    private static final List<String> FIRST =
            List.of("\"ctr_data\"", "\"features_info\"", "\"model_info\"", "\"oblivious_trees\"");

    /**
     * A feature.
     *
     * @param column its place in a row
     * @param missingRight whether a missing value is above all borders
     */
    record Feature(int column, String name, boolean missingRight) {}

    /** By the number that splits call it. */
    final Map<Integer, Feature> features = new HashMap<>();

    final List<CatboostTree> trees = new ArrayList<>();
    String loss = "";
    double scale = 1;
    double[] bias = {};

    private final JsonModelReader reader;

    private CatboostFile(byte[] bytes) {
        reader = new JsonModelReader(bytes);
    }

    /** Whether a file is CatBoost's JSON, sound or not. */
    static boolean is(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1);
        return start.startsWith("{")
                && FIRST.stream().anyMatch(start.substring(1).strip()::startsWith);
    }

    static CatboostFile read(byte[] bytes) {
        if (bytes.length > XgboostFile.MAX_BYTES) {
            throw RondoException.limit(
                    "model.too_large", "a model file may have 256 MiB, this one is larger");
        }
        var file = new CatboostFile(bytes);
        file.reader.object(file::top);
        file.reader.end();
        return file;
    }

    private void top(String field) {
        switch (field) {
            case "features_info" -> reader.object(this::features);
            case "model_info" -> reader.object(this::modelInfo);
            case "oblivious_trees" ->
                    reader.array(() -> {
                        try {
                            trees.add(CatboostTree.read(reader));
                        } catch (RondoException e) {
                            throw ModelErrors.within("tree " + trees.size(), e);
                        }
                    });
            case "scale_and_bias" -> scaleAndBias();
            case "trees" ->
                    throw ModelErrors.unsupported("trees that are not symmetric are not run")
                            .next("train with grow_policy=SymmetricTree");
            default -> reader.skip();
        }
    }

    private void features(String kind) {
        if (kind.equals("float_features")) {
            reader.array(this::feature);
        } else if (kind.endsWith("_features")) {
            throw ModelErrors.unsupported("the model has " + kind + ", only numbers are run")
                    .next("train on numeric columns, or serve the model through Python");
        } else {
            reader.skip();
        }
    }

    private void feature() {
        var number = new int[] {-1, -1};
        var texts = new String[] {"", "AsIs"};
        reader.object(field -> {
            switch (field) {
                case "feature_index" -> number[0] = reader.whole();
                case "flat_feature_index" -> number[1] = reader.whole();
                case "feature_id" -> texts[0] = reader.text();
                case "nan_value_treatment" -> texts[1] = reader.text();
                default -> reader.skip();
            }
        });
        if (number[0] < 0 || number[1] < 0 || number[1] >= MAX_FEATURES) {
            throw ModelErrors.invalid("a feature's number is out of range");
        }
        var feature = new Feature(number[1], texts[0], texts[1].equals("AsTrue"));
        if (features.put(number[0], feature) != null) {
            throw ModelErrors.invalid("two features have the number " + number[0]);
        }
    }

    private void modelInfo(String field) {
        if (field.equals("params")) {
            reader.object(name -> {
                if (name.equals("loss_function")) {
                    reader.object(this::lossFunction);
                } else {
                    reader.skip();
                }
            });
        } else {
            reader.skip();
        }
    }

    private void lossFunction(String field) {
        if (field.equals("type")) {
            loss = reader.text();
        } else {
            reader.skip();
        }
    }

    /** A number, and one for each output; older versions wrote one for all. */
    private void scaleAndBias() {
        var scales = new DoubleList();
        reader.array(() -> {
            if (reader.isArray()) {
                bias = reader.decimals();
            } else {
                scales.add(reader.decimal());
            }
        });
        var numbers = scales.toArray();
        if (numbers.length == 0 || numbers.length > 2) {
            throw ModelErrors.invalid("scale_and_bias has no scale");
        }
        scale = numbers[0];
        bias = numbers.length == 2 ? new double[] {numbers[1]} : bias;
    }
}
