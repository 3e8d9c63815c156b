package dev.rondo.inference;

/**
 * One tree of a model file as parallel arrays by node. Their lengths are right; what they say is
 * not yet believed.
 */
final class XgboostTree {
    String leafSize = "1";
    int[] left = {};
    int[] right = {};
    int[] feature = {};
    int[] defaultLeft = {};

    /** The threshold of a split, the value of a leaf. */
    float[] condition = {};

    /** 1 for a split by category; empty in files of old versions. */
    int[] splitType = {};

    /** The nodes that split by category, and for each where its categories start and how many. */
    int[] categoryNodes = {};

    int[] categoryStarts = {};
    int[] categoryCounts = {};

    /** Categories that go right, node after node. */
    int[] categories = {};

    /** Leaves' vectors, in the order of the numbers that leaves have as their right children. */
    float[] leafWeights = {};

    private XgboostTree() {}

    static XgboostTree read(ModelReader reader) {
        var tree = new XgboostTree();
        reader.object(field -> tree.take(field, reader));
        tree.checkLengths();
        return tree;
    }

    /** Whether each leaf holds a value for every output. */
    boolean isVector() {
        return !leafSize.equals("0") && !leafSize.equals("1");
    }

    /** Checks the vectors' sizes; a file has them since XGBoost 3.2. */
    void checkVectors(int outputs) {
        if (XgboostParameters.whole("size_leaf_vector", leafSize) != outputs) {
            throw ModelErrors.invalid("size_leaf_vector is not the number of outputs");
        }
        if (leafWeights.length == 0 || leafWeights.length % outputs != 0) {
            throw ModelErrors.unsupported("the vectors of the leaves are missing")
                    .because("XGBoost before 3.2 wrote trees with several outputs in another way")
                    .next("train again with XGBoost 3.2 or newer");
        }
    }

    private void checkLengths() {
        int nodes = left.length;
        if (nodes == 0) {
            throw ModelErrors.invalid("the tree has no nodes");
        }
        checkLength("right_children", right.length, nodes);
        checkLength("split_indices", feature.length, nodes);
        checkLength("default_left", defaultLeft.length, nodes);
        checkLength("split_conditions", condition.length, nodes);
        if (splitType.length > 0) {
            checkLength("split_type", splitType.length, nodes);
        }
        checkLength("categories_segments", categoryStarts.length, categoryNodes.length);
        checkLength("categories_sizes", categoryCounts.length, categoryNodes.length);
    }

    private static void checkLength(String array, int length, int needed) {
        if (length != needed) {
            throw ModelErrors.invalid(
                    array + " has " + length + " values where " + needed + " belong");
        }
    }

    private void take(String field, ModelReader reader) {
        switch (field) {
            case "left_children" -> left = reader.integers();
            case "right_children" -> right = reader.integers();
            case "split_indices" -> feature = reader.integers();
            case "default_left" -> defaultLeft = reader.integers();
            case "split_conditions" -> condition = reader.numbers();
            case "leaf_weights" -> leafWeights = reader.numbers();
            case "split_type" -> splitType = reader.integers();
            case "categories_nodes" -> categoryNodes = reader.integers();
            case "categories_segments" -> categoryStarts = reader.integers();
            case "categories_sizes" -> categoryCounts = reader.integers();
            case "categories" -> categories = reader.integers();
            case "tree_param" ->
                    reader.object(name -> {
                        if (name.equals("size_leaf_vector")) {
                            leafSize = reader.text();
                        } else {
                            reader.skip();
                        }
                    });
            default -> reader.skip();
        }
    }
}
