package dev.rondo.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Lays checked trees out for {@link Blocks}. */
final class BlocksBuilder {
    /** What a tree costs a block beside its splits, in splits. */
    private static final int TREE_COST = 32;

    private final Slots.Numbered slots;
    private final Keys keys;
    private final List<Blocks.CategoryCondition> categories = new ArrayList<>();
    private final IntList starts = new IntList();
    private final IntList places = new IntList();
    private final IntList conditionOf = new IntList();
    private final List<Blocks.BlockTree> trees = new ArrayList<>();
    private int largest;

    /** The steps of a row through all trees, about. */
    private int steps;

    BlocksBuilder(Slots.Numbered slots, Keys keys) {
        this.slots = slots;
        this.keys = keys;
    }

    /**
     * Takes a tree.
     *
     * @param leafOf by node: the number of the leaf
     */
    void add(CheckedTree tree, int[] leafOf) {
        starts.add(places.size());
        largest = Math.max(largest, tree.size());
        steps += Integer.SIZE - Integer.numberOfLeadingZeros(tree.size() / 2);
        var levels = new IntList();
        var depth = new int[tree.size()];
        var way = new int[tree.size()];
        int splits = 0;
        for (int node = 0; node < tree.size(); node++) {
            var split = tree.split(node);
            if (split == null) {
                continue;
            }
            if (depth[node] > levels.size()) {
                levels.add(splits);
            }
            places.add(node);
            conditionOf.add(condition(split));
            splits++;
            int child = tree.child(node);
            depth[child] = depth[node] + 1;
            depth[child + 1] = depth[child];
            way[child] = way[node];
            way[child + 1] = way[node] | (1 << Math.min(depth[node], 31));
        }
        if (splits > 0) {
            levels.add(splits);
        }
        trees.add(
                Blocks.isShallow(levels.size())
                        ? shallow(tree, levels, leafOf, way)
                        : deep(tree, levels, leafOf));
    }

    /** A leaf above the last level is found whatever the bits of the levels below it are. */
    private static Blocks.BlockTree shallow(
            CheckedTree tree, IntList levels, int[] leafOf, int[] way) {
        var leaves = new int[1 << levels.size()];
        for (int node = 0; node < tree.size(); node++) {
            if (tree.split(node) == null) {
                leaves[way[node]] = leafOf[node];
            }
        }
        return new Blocks.BlockTree(levels.toArray(), leaves, new int[0]);
    }

    private static Blocks.BlockTree deep(CheckedTree tree, IntList levels, int[] leafOf) {
        var leaves = new IntList();
        var at = new IntList();
        for (int node = 0; node < tree.size(); node++) {
            if (tree.split(node) == null) {
                leaves.add(leafOf[node]);
                at.add(node);
            }
        }
        return new Blocks.BlockTree(levels.toArray(), leaves.toArray(), at.toArray());
    }

    private int condition(Split split) {
        var members = split.members();
        if (members == null) {
            return keys.condition(split);
        }
        var group = slots.categoriesOf(split);
        int condition = keys.conditions() + categories.size();
        var indices = Arrays.stream(members).map(group::index).toArray();
        categories.add(new Blocks.CategoryCondition(group, indices, condition));
        return condition;
    }

    /** The splits by category, those of one group of slots together, in the order of the groups. */
    Blocks.CategoryCondition[] categories() {
        return categories.stream()
                .sorted(Comparator.comparingInt(condition -> condition.slots().first()))
                .toArray(Blocks.CategoryCondition[]::new);
    }

    /**
     * As measured, a split costs a block half of what a step costs a row that walks, and each tree
     * some more; a row takes about the logarithm of a tree's leaves in steps.
     */
    int least() {
        long block = places.size() + (long) TREE_COST * trees.size();
        return (int) Math.min(Blocks.ROWS + 1L, block / (2L * Math.max(1, steps)) + 1);
    }

    int[] starts() {
        return starts.toArray();
    }

    int[] places() {
        return places.toArray();
    }

    int[] conditionOf() {
        return conditionOf.toArray();
    }

    Blocks.BlockTree[] trees() {
        return trees.toArray(Blocks.BlockTree[]::new);
    }

    int largest() {
        return largest;
    }
}
