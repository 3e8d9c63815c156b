package dev.rondo.inference;

import java.util.Arrays;

/**
 * The same trees for blocks of rows: a set of rows is the bits of a long, or of four longs side by
 * side. First each condition of the model is answered for the block, once however many nodes ask
 * it; then each tree splits the set that reaches a node into the sets that reach its children,
 * which takes a few steps a node for all rows.
 */
final class Blocks {
    /** Rows in a small block. */
    static final int ROWS = Long.SIZE;

    /** Words of a set of rows in a large block: a fourth of the work of reading a node. */
    private static final int WORDS = 4;

    /** Up to this depth a leaf is found by the way to it, a bit for each level. */
    private static final int SHALLOW = 8;

    private final Keys keys;
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
    Cursor cursor(int rows) {
        return new Cursor(wordsFor(rows));
    }

    private static int wordsFor(int rows) {
        return rows > ROWS * WORDS / 2 ? WORDS : 1;
    }

    /** The state of one block after the other; one thread's. */
    final class Cursor {
        /** How many longs a set of rows has. */
        private final int words;

        private final BlockConditions conditions;
        private final long[] answers;
        private final long[] sets;

        /** By level: the rows that go right there. */
        private final long[] ways;

        private final long[] square = new long[SHALLOW];
        private final int[] leaves;
        private int rows;

        private Cursor(int words) {
            this.words = words;
            conditions = new BlockConditions(keys, categories, words);
            answers = conditions.answers();
            sets = new long[(largest + 1) * words];
            ways = new long[SHALLOW * words];
            leaves = new int[ROWS * words];
        }

        /** Whether its blocks have the right size for so many rows that are left. */
        boolean suits(int rows) {
            return words == wordsFor(rows);
        }

        /** How many rows it takes at once. */
        int capacity() {
            return ROWS * words;
        }

        /** Answers all conditions for these rows. */
        void read(Rows table, int start, int rows) {
            this.rows = rows;
            conditions.answer(table, start, rows);
        }

        /** The leaf of each row in a tree. */
        int[] leaves(int tree) {
            var shape = trees[tree];
            Arrays.fill(sets, 0, words, -1);
            int start = starts[tree];
            int from = start;
            for (int level = 0; level < shape.levels.length; level++) {
                int to = start + shape.levels[level];
                int way = Math.min(level, SHALLOW - 1) * words;
                if (words == 1) {
                    ways[way] = split(from, to, start);
                } else if (shape.isShallow() && level + 1 == shape.levels.length) {
                    splitLastFour(from, to, way);
                } else {
                    splitFour(from, to, start, way);
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

        /** As {@link #split}, where a set has four words. */
        private void splitFour(int from, int to, int start, int way) {
            var sets = this.sets;
            var answers = this.answers;
            long way0 = 0;
            long way1 = 0;
            long way2 = 0;
            long way3 = 0;
            for (int i = from; i < to; i++) {
                int set = WORDS * places[i];
                int answer = WORDS * conditionOf[i];
                int child = WORDS * (2 * (i - start) + 1);
                long set0 = sets[set];
                long set1 = sets[set + 1];
                long set2 = sets[set + 2];
                long set3 = sets[set + 3];
                long right0 = set0 & answers[answer];
                long right1 = set1 & answers[answer + 1];
                long right2 = set2 & answers[answer + 2];
                long right3 = set3 & answers[answer + 3];
                sets[child] = set0 ^ right0;
                sets[child + 1] = set1 ^ right1;
                sets[child + 2] = set2 ^ right2;
                sets[child + 3] = set3 ^ right3;
                sets[child + 4] = right0;
                sets[child + 5] = right1;
                sets[child + 6] = right2;
                sets[child + 7] = right3;
                way0 |= right0;
                way1 |= right1;
                way2 |= right2;
                way3 |= right3;
            }
            ways[way] = way0;
            ways[way + 1] = way1;
            ways[way + 2] = way2;
            ways[way + 3] = way3;
        }

        /** As {@link #splitFour} of the last level, when nobody asks for the leaves' sets. */
        private void splitLastFour(int from, int to, int way) {
            var sets = this.sets;
            var answers = this.answers;
            long way0 = 0;
            long way1 = 0;
            long way2 = 0;
            long way3 = 0;
            for (int i = from; i < to; i++) {
                int set = WORDS * places[i];
                int answer = WORDS * conditionOf[i];
                way0 |= sets[set] & answers[answer];
                way1 |= sets[set + 1] & answers[answer + 1];
                way2 |= sets[set + 2] & answers[answer + 2];
                way3 |= sets[set + 3] & answers[answer + 3];
            }
            ways[way] = way0;
            ways[way + 1] = way1;
            ways[way + 2] = way2;
            ways[way + 3] = way3;
        }

        /** Puts the ways' bits of each row side by side, and looks the leaf up. */
        private void findByWays(BlockTree shape) {
            var codes = shape.leaves;
            for (int word = 0; word * ROWS < rows; word++) {
                for (int level = 0; level < SHALLOW; level++) {
                    square[level] = level < shape.levels.length ? ways[level * words + word] : 0;
                }
                BitSquare.transpose(square);
                for (int eight = 0; eight < SHALLOW; eight++) {
                    long way = square[eight];
                    int row = word * ROWS + eight * 8;
                    for (int i = row; i < row + 8; i++) {
                        leaves[i] = codes[(int) way & 0xff];
                        way >>>= 8;
                    }
                }
            }
        }

        private void findBySets(BlockTree shape) {
            for (int leaf = 0; leaf < shape.leaves.length; leaf++) {
                for (int word = 0; word < words; word++) {
                    long set = sets[shape.places[leaf] * words + word];
                    for (; set != 0; set &= set - 1) {
                        int row = word * ROWS + Long.numberOfTrailingZeros(set);
                        leaves[row] = shape.leaves[leaf];
                    }
                }
            }
        }
    }
}
