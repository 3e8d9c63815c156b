package dev.rondo.inference;

/** One tree of a model file as parallel arrays by node, not yet believed. */
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

    private XgboostTree() {}

    static XgboostTree read(ModelReader reader) {
        var tree = new XgboostTree();
        reader.object(field -> tree.take(field, reader));
        return tree;
    }

    private void take(String field, ModelReader reader) {
        switch (field) {
            case "left_children" -> left = reader.integers();
            case "right_children" -> right = reader.integers();
            case "split_indices" -> feature = reader.integers();
            case "default_left" -> defaultLeft = reader.integers();
            case "split_conditions" -> condition = reader.numbers();
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
