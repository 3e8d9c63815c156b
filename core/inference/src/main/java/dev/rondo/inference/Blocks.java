package dev.rondo.inference;

/**
 * The same trees for blocks of 64 rows: each set of rows is the bits of a long. First each
 * condition of the model is answered for the block, once however many nodes ask it; then each tree
 * splits the set that reaches a node into the sets that reach its children, which takes a few steps
 * a node for all rows.
 */
final class Blocks {
    /** Rows in a block. */
    static final int ROWS = Long.SIZE;

    /** Up to this depth a leaf is found by the way to it, a bit for each level. */
    private static final int SHALLOW = 8;

    private final Keys keys;
    private final int conditions;
    private final CategoryCondition[] categories;

    /** By tree: where its splits start, and where the last tree's end. */
    private final int[] starts;

    /** By split, level after level: the node's place in its tree. */
    private final int[] places;

    /** By split: its condition. */
    private final int[] conditionOf;

    private final BlockTree[] trees;

    /** Most nodes that a tree has. */
    private final int largest;

    private final int least;

    /**
     * A split by category.
     *
     * @param members places of the categories that go right
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record CategoryCondition(CategorySlots slots, int[] members, int condition) {}

    /**
     * What a tree has beside its splits.
     *
     * @param levels by level: how many splits it and those above have
     * @param leaves in a shallow tree by way, else by leaf: the leaf's number
     * @param places in a deep tree by leaf: its place
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record BlockTree(int[] levels, int[] leaves, int[] places) {
        boolean isShallow() {
            return levels.length <= SHALLOW;
        }
    }

    Blocks(BlocksBuilder builder, Keys keys) {
        this.keys = keys;
        conditions = builder.conditions();
        categories = builder.categories();
        starts = builder.starts();
        places = builder.places();
        conditionOf = builder.conditionOf();
        trees = builder.trees();
        largest = builder.largest();
        least = builder.least();
    }

    /** From so many rows on, a block costs less than walking them; more than a block has: never. */
    int least() {
        return least;
    }

    static boolean isShallow(int depth) {
        return depth <= SHALLOW;
    }

    /** The state of one block after the other; one thread's. */
    final class Cursor {
        private final long[] answers = new long[conditions];
        private final long[] sets = new long[largest + 1];
        private final long[] ways = new long[SHALLOW];
        private final int[] leaves = new int[ROWS];
        private final double[] column = new double[ROWS];
        private int rows;

        /** Answers all conditions for these rows. */
        void read(Rows table, int start, int rows) {
            this.rows = rows;
            for (int slot = 1; slot < keys.feature.length; slot++) {
                int feature = keys.feature[slot];
                if (slot == 1 || feature != keys.feature[slot - 1]) {
                    table.read(feature, start, rows, column);
                }
                keys.fill(slot, column, rows, answers);
            }
            int next = 0;
            for (var group : keys.categories) {
                table.read(group.feature(), start, rows, column);
                next = answer(group, next);
            }
        }

        /** Answers the conditions of one group of slots, which stand together. */
        private int answer(CategorySlots group, int first) {
            var holders = new long[group.categories().length];
            long missing = 0;
            for (int row = 0; row < rows; row++) {
                boolean nan = Double.isNaN(column[row]);
                int category = nan ? -1 : keys.category(column[row]);
                int index = category < 0 ? -1 : group.index(category);
                if (index >= 0) {
                    holders[index] |= 1L << row;
                } else if (nan && group.missingRight()) {
                    missing |= 1L << row;
                }
            }
            int i = first;
            for (; isOf(group, i); i++) {
                long right = missing;
                for (int member : categories[i].members) {
                    right |= holders[member];
                }
                answers[categories[i].condition] = right;
            }
            return i;
        }

        private boolean isOf(CategorySlots group, int condition) {
            return condition < categories.length
                    && categories[condition].slots.first() == group.first();
        }

        /** The leaf of each row in a tree. */
        int[] leaves(int tree) {
            var shape = trees[tree];
            sets[0] = rows == ROWS ? -1 : (1L << rows) - 1;
            int from = starts[tree];
            for (int level = 0; level < shape.levels.length; level++) {
                int to = starts[tree] + shape.levels[level];
                long way = split(from, to, starts[tree]);
                if (level < SHALLOW) {
                    ways[level] = way;
                }
                from = to;
            }
            if (shape.isShallow()) {
                findByWays(shape);
            } else {
                findBySets(shape);
            }
            return leaves;
        }

        /** Splits the sets of a level's nodes; the rows that go right at any. */
        private long split(int from, int to, int start) {
            var sets = this.sets;
            var answers = this.answers;
            long way = 0;
            for (int i = from; i < to; i++) {
                long set = sets[places[i]];
                long right = set & answers[conditionOf[i]];
                int child = 2 * (i - start) + 1;
                sets[child] = set ^ right;
                sets[child + 1] = right;
                way |= right;
            }
            return way;
        }

        /** Puts the ways' bits of each row side by side, and looks the leaf up. */
        private void findByWays(BlockTree shape) {
            int levels = shape.levels.length;
            for (int first = 0; first < rows; first += 8) {
                long square = 0;
                for (int level = 0; level < levels; level++) {
                    square |= ((ways[level] >>> first) & 0xff) << (8 * level);
                }
                square = transposed(square);
                for (int row = first; row < first + 8; row++) {
                    leaves[row] = shape.leaves[(int) square & 0xff];
                    square >>>= 8;
                }
            }
        }

        private void findBySets(BlockTree shape) {
            for (int leaf = 0; leaf < shape.leaves.length; leaf++) {
                long set = sets[shape.places[leaf]];
                while (set != 0) {
                    leaves[Long.numberOfTrailingZeros(set)] = shape.leaves[leaf];
                    set &= set - 1;
                }
            }
        }
    }

    /** A square of 8 by 8 bits, its rows and columns exchanged (Warren, Hacker's Delight, 7-3). */
    private static long transposed(long square) {
        long x = square;
        long t = (x ^ (x >>> 7)) & 0x00AA_00AA_00AA_00AAL;
        x ^= t ^ (t << 7);
        t = (x ^ (x >>> 14)) & 0x0000_CCCC_0000_CCCCL;
        x ^= t ^ (t << 14);
        t = (x ^ (x >>> 28)) & 0x0000_0000_F0F0_F0F0L;
        return x ^ t ^ (t << 28);
    }
}
