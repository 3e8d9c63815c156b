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
        return layout(numbered, new FloatKeys(numbered, thresholds, false));
    }

    /** The forest for values that are compared as float64, see {@link RankKeys}. */
    Layout doubles() {
        var numbered = slots.number();
        return layout(numbered, new RankKeys(numbered, thresholds, RankKeys.LIGHTGBM_ZERO));
    }

    /** As {@link #floats}, where only a whole number is a category. */
    Layout wholeFloats() {
        var numbered = slots.number();
        return layout(numbered, new FloatKeys(numbered, thresholds, true));
    }

    /** As {@link #doubles}, where only zero is zero, and only a whole number a category. */
    Layout wholeDoubles() {
        var numbered = slots.number();
        return layout(numbered, new RankKeys(numbered, thresholds, 0));
    }

    private Layout layout(Slots.Numbered numbered, Keys keys) {
        return new Layout(trees, numbered, keys);
    }

    /** All that {@link Trees} are laid out by. */
    record Layout(List<CheckedTree> trees, Slots.Numbered slots, Keys keys) {}
}
