package dev.rondo.inference;

/**
 * A forest with what its leaves hold: walks rows and lets the sums be formed, tree after tree, in
 * the precision of the framework that the model comes from.
 *
 * @param <A> the array of sums
 */
abstract sealed class Trees<A> permits FloatTrees, DoubleTrees {
    /** Rows that are walked through one tree before the next, while its nodes are in the cache. */
    private static final int BLOCK = 64;

    /** So many rows go side by side; fewer go one by one, so many trees side by side. */
    static final int LANES = Forest.LANES;

    final Forest forest;
    private final Keys keys;
    final int outputs;

    Trees(Forest forest, Keys keys, int outputs) {
        this.forest = forest;
        this.keys = keys;
        this.outputs = outputs;
    }

    /** Adds to the sums, which start where the model starts, rows that stand one after another. */
    final void add(float[] values, int columns, int rows, A sums) {
        add((row, to, at, stride) -> keys.encode(values, row * columns, to, at, stride), rows, sums);
    }

    /** See {@link #add(float[], int, int, Object)}. */
    final void add(double[] values, int columns, int rows, A sums) {
        add((row, to, at, stride) -> keys.encode(values, row * columns, to, at, stride), rows, sums);
    }

    private interface Encoding {
        void encode(int row, long[] keys, int at, int stride);
    }

    private void add(Encoding encoding, int rows, A sums) {
        int whole = forest.trees() == 0 ? 0 : rows / LANES * LANES;
        var row = new long[Math.min(Math.max(whole, 1), BLOCK) * keys.slots()];
        var leaves = new int[LANES];
        for (int start = 0; start < whole; start += BLOCK) {
            addBlock(encoding, start, Math.min(whole, start + BLOCK), row, leaves, sums);
        }
        for (int i = whole; i < rows; i++) {
            encoding.encode(i, row, 0, 1);
            for (int first = 0; first < forest.trees(); first += LANES) {
                forest.walkTrees(first, row, leaves);
                addTrees(first, Math.min(LANES, forest.trees() - first), leaves, i, sums);
            }
        }
    }

    private void addBlock(
            Encoding encoding, int start, int end, long[] block, int[] leaves, A sums) {
        int eight = keys.slots() * LANES;
        for (int i = start; i < end; i++) {
            int of = i - start;
            encoding.encode(i, block, of / LANES * eight + of % LANES, LANES);
        }
        for (int tree = 0; tree < forest.trees(); tree++) {
            for (int i = start; i < end; i += LANES) {
                forest.walkRows(tree, block, (i - start) / LANES * eight, leaves);
                addRows(tree, leaves, i, sums);
            }
        }
    }

    /** Adds what one row's walks through {@code count} trees, the first of them first, ended at. */
    abstract void addTrees(int first, int count, int[] leaves, int row, A sums);

    /** Adds what eight rows' walks through one tree ended at. */
    abstract void addRows(int tree, int[] leaves, int row, A sums);
}
