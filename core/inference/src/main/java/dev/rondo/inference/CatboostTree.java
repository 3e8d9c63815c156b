package dev.rondo.inference;

/**
 * A symmetric tree of a model file: all nodes of a level ask the same question, and each split sets
 * a bit of the leaf's number, the first one the lowest.
 *
 * @param features by level: the number of the feature
 * @param borders by level: greater values set the bit
 * @param leaves values leaf after leaf, for each leaf one for each output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CatboostTree(int[] features, float[] borders, double[] leaves) {
    /** CatBoost itself has no deeper trees. */
    private static final int DEEPEST = 16;

    static CatboostTree read(JsonModelReader reader) {
        var features = new IntList();
        var borders = new FloatList();
        var leaves = new DoubleList();
        reader.object(field -> {
            switch (field) {
                case "splits" -> reader.array(() -> split(reader, features, borders));
                case "leaf_values" -> reader.array(() -> leaves.add(reader.decimal()));
                default -> reader.skip();
            }
        });
        var tree = new CatboostTree(features.toArray(), borders.toArray(), leaves.toArray());
        tree.check();
        return tree;
    }

    private static void split(JsonModelReader reader, IntList features, FloatList borders) {
        reader.object(field -> {
            switch (field) {
                case "float_feature_index" -> features.add(reader.whole());
                case "border" -> borders.add((float) reader.decimal());
                case "split_type" -> {
                    if (!reader.text().equals("FloatFeature")) {
                        throw ModelErrors.unsupported("only splits by number are run");
                    }
                }
                default -> reader.skip();
            }
        });
    }

    private void check() {
        if (features.length != borders.length || features.length > DEEPEST) {
            throw ModelErrors.invalid(
                    features.length + " features and " + borders.length + " borders of splits");
        }
        for (float border : borders) {
            if (!Float.isFinite(border)) {
                throw ModelErrors.invalid("a border is " + border);
            }
        }
        for (double leaf : leaves) {
            if (!Double.isFinite(leaf)) {
                throw ModelErrors.invalid("a leaf's value is " + leaf);
            }
        }
        if (leaves.length == 0 || leaves.length % (1 << depth()) != 0) {
            throw ModelErrors.invalid(
                    leaves.length + " values of leaves for " + depth() + " splits");
        }
    }

    int depth() {
        return features.length;
    }

    int outputs() {
        return leaves.length >> depth();
    }
}
