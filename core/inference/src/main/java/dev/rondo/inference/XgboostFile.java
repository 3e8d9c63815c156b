package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model file of XGBoost says, read but not yet believed. Fields that predictions do not need
 * are passed over, so files of versions 1.0 to 3.x read alike.
 */
final class XgboostFile {
    /** Larger files are refused before they are read. */
    static final int MAX_BYTES = 256 << 20;

    private static final int MAX_FEATURES = 1_000_000;

    String version = "";
    String objective = "";
    String booster = "";
    String baseScore = "";
    String features = "";
    String classes = "0";
    String targets = "1";
    String treeCount = "";
    List<String> featureNames = List.of();
    List<String> featureTypes = List.of();
    int[] treeInfo = {};

    /** By tree what dropout left of it; empty without dropout. */
    float[] weights = {};

    final List<XgboostTree> trees = new ArrayList<>();

    private final ModelReader reader;

    private XgboostFile(ModelReader reader) {
        this.reader = reader;
    }

    static XgboostFile read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw RondoException.limit(
                    "model.too_large", "a model file may have 256 MiB, this one is larger");
        }
        var file = new XgboostFile(reader(bytes));
        file.reader.object(file::top);
        file.reader.end();
        return file;
    }

    private static ModelReader reader(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != '{') {
            throw ModelErrors.unsupported("the file is neither JSON nor UBJSON of XGBoost")
                    .because("XGBoost's old binary form and other formats are not read")
                    .next("load the model with XGBoost and save it as .json or .ubj");
        }
        return isJson(bytes) ? new JsonModelReader(bytes) : new UbjModelReader(bytes);
    }

    /** Which of the two forms: a name follows, in quotes in JSON, after its length in UBJSON. */
    static boolean isJson(byte[] bytes) {
        return switch (bytes[1]) {
            case '"', '}', ' ', '\t', '\r', '\n' -> true;
            default -> false;
        };
    }

    private void top(String field) {
        switch (field) {
            case "version" -> version = dotted(reader.integers());
            case "learner" -> reader.object(this::learner);
            default -> reader.skip();
        }
    }

    private static String dotted(int[] parts) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(parts.length, 3); i++) {
            text.append(i == 0 ? "" : ".").append(parts[i]);
        }
        return text.toString();
    }

    private void learner(String field) {
        switch (field) {
            case "learner_model_param" -> reader.object(this::learnerParameter);
            case "objective" ->
                    reader.object(name -> {
                        if (name.equals("name")) {
                            objective = reader.text();
                        } else {
                            reader.skip();
                        }
                    });
            case "gradient_booster" -> reader.object(this::booster);
            case "feature_names" -> featureNames = texts();
            case "feature_types" -> featureTypes = texts();
            default -> reader.skip();
        }
    }

    private List<String> texts() {
        var texts = new ArrayList<String>();
        reader.array(() -> {
            if (texts.size() == MAX_FEATURES) {
                throw RondoException.limit(
                        "model.too_many_features",
                        "a model may have " + MAX_FEATURES + " features");
            }
            texts.add(reader.text());
        });
        return texts;
    }

    private void learnerParameter(String field) {
        switch (field) {
            case "base_score" -> baseScore = reader.text();
            case "num_feature" -> features = reader.text();
            case "num_class" -> classes = reader.text();
            case "num_target" -> targets = reader.text();
            default -> reader.skip();
        }
    }

    private void booster(String field) {
        switch (field) {
            case "name" -> booster = reader.text();
            case "model" -> reader.object(this::model);
            case "weight_drop" -> weights = reader.numbers();
            case "gbtree" ->
                    reader.object(name -> {
                        if (name.equals("model")) {
                            reader.object(this::model);
                        } else {
                            reader.skip();
                        }
                    });
            default -> reader.skip();
        }
    }

    private void model(String field) {
        switch (field) {
            case "gbtree_model_param" ->
                    reader.object(name -> {
                        if (name.equals("num_trees")) {
                            treeCount = reader.text();
                        } else {
                            reader.skip();
                        }
                    });
            case "tree_info" -> treeInfo = reader.integers();
            case "trees" -> reader.array(this::tree);
            default -> reader.skip();
        }
    }

    private void tree() {
        try {
            trees.add(XgboostTree.read(reader));
        } catch (RondoException e) {
            throw ModelErrors.within("tree " + trees.size(), e);
        }
    }
}
