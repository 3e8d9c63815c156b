package dev.rondo.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers checked trees and lays them out as a {@link Forest}, once all their splits are known. */
final class ForestBuilder {
    private final List<CheckedTree> trees = new ArrayList<>();
    private final Slots slots = new Slots();
    private final Map<Integer, DoubleList> thresholds = new HashMap<>();

    /** Takes a tree, unless the file lies about it. */
    void add(FileTree file) {
        var tree = new CheckedTree(file);
        for (int node = 0; node < tree.size(); node++) {
            var split = tree.split(node);
            if (split != null) {
                slots.see(split);
                if (split.members() == null) {
                    thresholds
                            .computeIfAbsent(split.feature(), _ -> new DoubleList())
                            .add(split.threshold());
                }
            }
        }
        trees.add(tree);
    }

    /** The forest for values that are compared as float32, see {@link FloatKeys}. */
    Layout floats() {
        var numbered = slots.number();
        return layout(numbered, new FloatKeys(numbered, thresholds));
    }

    /** The forest for values that are compared as float64, see {@link RankKeys}. */
    Layout doubles() {
        var numbered = slots.number();
        return layout(numbered, new RankKeys(numbered, thresholds));
    }

    private Layout layout(Slots.Numbered numbered, Keys keys) {
        var layout = new ForestLayout(numbered, keys);
        var blocks = new BlocksBuilder(numbered, keys);
        for (var tree : trees) {
            blocks.add(tree, layout.add(tree));
        }
        return new Layout(layout.forest(), new Blocks(blocks, keys), keys, layout.leaves());
    }

    /**
     * @param leaves by node: what a leaf adds, or the number of its values
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Layout(Forest forest, Blocks blocks, Keys keys, double[] leaves) {}
}
