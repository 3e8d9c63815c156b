package dev.rondo.inference;

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

    Trees(ForestBuilder.Layout layout, int outputs) {
        forest = layout.forest();
        blocks = layout.blocks();
        keys = layout.keys();
        this.outputs = outputs;
    }

    /** Adds to the sums, which start where the model starts, rows that stand one after another. */
    final void add(float[] values, int columns, int rows, A sums) {
        int rest = addBlocks(
                (feature, start, count, column) -> {
                    for (int row = 0; row < count; row++) {
                        column[row] = values[(start + row) * columns + feature];
                    }
                },
                rows,
                sums);
        var walk = new Walk(rest < rows);
        for (int row = rest; row < rows; row++) {
            keys.encode(values, row * columns, walk.keys);
            walk.add(row, sums);
        }
    }

    /** See {@link #add(float[], int, int, Object)}. */
    final void add(double[] values, int columns, int rows, A sums) {
        int rest = addBlocks(
                (feature, start, count, column) -> {
                    for (int row = 0; row < count; row++) {
                        column[row] = values[(start + row) * columns + feature];
                    }
                },
                rows,
                sums);
        var walk = new Walk(rest < rows);
        for (int row = rest; row < rows; row++) {
            keys.encode(values, row * columns, walk.keys);
            walk.add(row, sums);
        }
    }

    /** Adds as many rows as blocks are good for; says how many. */
    private int addBlocks(Blocks.Table table, int rows, A sums) {
        int start = 0;
        if (rows >= Blocks.LEAST) {
            var cursor = blocks.new Cursor();
            for (; rows - start >= Blocks.LEAST; start += Blocks.ROWS) {
                int count = Math.min(Blocks.ROWS, rows - start);
                cursor.read(table, start, count);
                for (int tree = 0; tree < forest.trees(); tree++) {
                    addRows(tree, cursor.leaves(tree), start, count, sums);
                }
            }
        }
        return Math.min(start, rows);
    }

    /** The state of one row after the other. */
    private final class Walk {
        private final long[] keys;
        private final int[] leaves = new int[Forest.LANES];

        Walk(boolean needed) {
            keys = new long[needed ? Trees.this.keys.slots() : 0];
        }

        void add(int row, A sums) {
            for (int first = 0; first < forest.trees(); first += Forest.LANES) {
                forest.walkTrees(first, keys, leaves);
                int count = Math.min(Forest.LANES, forest.trees() - first);
                addTrees(first, count, leaves, row, sums);
            }
        }
    }

    /** Adds the leaves of one row in {@code count} trees, the first of them first. */
    abstract void addTrees(int first, int count, int[] leaves, int row, A sums);

    /** Adds the leaves of {@code count} rows in one tree. */
    abstract void addRows(int tree, int[] leaves, int row, int count, A sums);
}
