package dev.rondo.inference;

import dev.rondo.base.RondoException;

/** The trees of a model file of XGBoost, checked and laid out. */
final class XgboostTrees {
    private final XgboostFile file;
    private final XgboostParameters parameters;
    private final FloatList vectors = new FloatList();

    private XgboostTrees(XgboostFile file, XgboostParameters parameters) {
        this.file = file;
        this.parameters = parameters;
    }

    static FloatTrees of(XgboostFile file, XgboostParameters parameters) {
        return new XgboostTrees(file, parameters).trees();
    }

    private FloatTrees trees() {
        checkCounts();
        boolean vector = !file.trees.isEmpty() && file.trees.getFirst().isVector();
        var builder = new ForestBuilder();
        for (int i = 0; i < file.trees.size(); i++) {
            try {
                add(builder, i, vector);
            } catch (RondoException e) {
                throw ModelErrors.within("tree " + i, e);
            }
        }
        return new FloatTrees(
                builder.floats(),
                parameters.outputs(),
                file.treeInfo,
                vector ? vectors.toArray() : null);
    }

    private void checkCounts() {
        int count = file.trees.size();
        if (XgboostParameters.whole("num_trees", file.treeCount) != count
                || file.treeInfo.length != count) {
            throw ModelErrors.invalid("num_trees, tree_info and trees do not agree");
        }
        switch (file.booster) {
            case "gbtree" -> {
                if (file.weights.length > 0) {
                    throw ModelErrors.invalid("trees without dropout have weights");
                }
            }
            case "dart" -> {
                if (file.weights.length != count) {
                    throw ModelErrors.invalid(
                            "weight_drop has " + file.weights.length + " values for " + count);
                }
            }
            default ->
                    throw ModelErrors.unsupported(
                                    "the booster \"" + shown(file.booster) + "\" is not run")
                            .next("train with booster=gbtree or booster=dart");
        }
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    private void add(ForestBuilder builder, int number, boolean vector) {
        var tree = file.trees.get(number);
        if (tree.isVector() != vector) {
            throw ModelErrors.invalid("only some trees have several outputs");
        }
        if (file.treeInfo[number] < 0 || file.treeInfo[number] >= parameters.outputs()) {
            throw ModelErrors.invalid("a tree belongs to an output that there is not");
        }
        float weight = file.weights.length > 0 ? file.weights[number] : 1;
        builder.add(new XgboostNodes(tree, parameters, weight, vectors));
    }
}
