package dev.rondo.inference;

import java.util.function.DoubleToIntFunction;

/**
 * A forest with what its leaves hold: leads rows to their leaves and lets the sums be formed, tree
 * after tree, in the precision of the framework that the model comes from.
 *
 * @param <A> the array of sums
 */
abstract sealed class Trees<A> permits FloatTrees, DoubleTrees {
    final Forest forest;
    final int outputs;
    private final Blocks blocks;
    private final Keys keys;

    /**
     * Lays the trees out.
     *
     * @param leafCode what is kept in the place of a leaf for what it adds
     */
    Trees(ForestBuilder.Layout layout, int outputs, DoubleToIntFunction leafCode) {
        keys = layout.keys();
        this.outputs = outputs;
        var walked = new ForestLayout(layout.slots(), keys, leafCode);
        var split = new BlocksBuilder(layout.slots(), keys);
        for (var tree : layout.trees()) {
            split.add(tree, walked.add(tree));
        }
        forest = walked.forest();
        blocks = new Blocks(split, keys);
    }

    /** Adds the rows' leaves to the sums, which start where the model starts. */
    final void add(Rows rows, A sums) {
        int row = 0;
        if (rows.count() >= blocks.least()) {
            row = addBlocks(rows, sums);
        }
        if (row < rows.count()) {
            walk(rows, row, sums);
        }
    }

    /** Adds as many rows as blocks are good for; says how many. */
    private int addBlocks(Rows rows, A sums) {
        var cursor = blocks.cursor(rows.count());
        int start = 0;
        while (rows.count() - start >= blocks.least()) {
            if (!cursor.suits(rows.count() - start)) {
                cursor = blocks.cursor(rows.count() - start);
            }
            int count = Math.min(cursor.capacity(), rows.count() - start);
            cursor.read(rows, start, count);
            for (int tree = 0; tree < forest.trees(); tree++) {
                addRows(tree, cursor.leaves(tree), start, count, sums);
            }
            start += count;
        }
        return start;
    }

    private void walk(Rows rows, int start, A sums) {
        var row = new long[keys.slots()];
        var leaves = new int[Forest.LANES];
        for (int i = start; i < rows.count(); i++) {
            rows.encode(i, keys, row);
            for (int first = 0; first < forest.trees(); first += Forest.LANES) {
                forest.walkTrees(first, row, leaves);
                int count = Math.min(Forest.LANES, forest.trees() - first);
                addTrees(first, count, leaves, i, sums);
            }
        }
    }

    /** Adds the leaves (their codes) of one row in {@code count} trees, the first of them first. */
    abstract void addTrees(int first, int count, int[] leaves, int row, A sums);

    /** Adds the leaves (their codes) of {@code count} rows in one tree. */
    abstract void addRows(int tree, int[] leaves, int row, int count, A sums);
}
