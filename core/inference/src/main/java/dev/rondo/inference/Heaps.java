package dev.rondo.inference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Eight trees at a time that are shallow, filled up to the full number of nodes in each level, so
 * that a node needs no word of where its children stand. A node's number is 8 to 15 at the eight
 * roots, and its children's are twice its own, and one more. A leaf's number goes on from there.
 */
final class Heaps {
    private static final int LANES = Forest.LANES;

    /** Trees deeper than this are not filled up. */
    private static final int DEEPEST = 8;

    /** Nor are trees whose nodes would become more than so many times as many. */
    private static final int SPARSEST = 4;

    /** A node's bits for the slot of its key; a constant costs a walk less than a field does. */
    private static final int SLOT = 0xffff;

    /**
     * A node where all go left; its lower bits, like those of others, exceed any key's distance.
     */
    private static final long LEFT = 1L << (Keys.SHIFT - 1);

    /** By eight trees: their nodes by number, or null where the trees are not filled up. */
    private final long[] @Nullable [] nodes;

    /** By eight trees: the codes of their leaves by number, the first of which are of no use. */
    private final int[] @Nullable [] leaves;

    /** By eight trees. */
    private final int[] depths;

    Heaps(long[] forest, int[] roots, int[] depths, int slotBits) {
        this.depths = depths;
        nodes = new long[depths.length][];
        leaves = new int[depths.length][];
        int mask = (1 << slotBits) - 1;
        for (int eight = 0; eight < depths.length; eight++) {
            int first = eight * LANES;
            int end = first + LANES < roots.length ? roots[first + LANES] : forest.length;
            long full = (long) LANES << depths[eight];
            if (mask <= SLOT
                    && depths[eight] <= DEEPEST
                    && full <= (long) SPARSEST * (end - roots[first])) {
                fill(forest, Arrays.copyOfRange(roots, first, first + LANES), eight, mask);
            }
        }
    }

    private void fill(long[] forest, int[] roots, int eight, int mask) {
        int full = LANES << depths[eight];
        var filled = new long[full];
        var level = roots;
        for (int number = LANES; number < full; number *= 2) {
            for (int i = 0; i < level.length; i++) {
                filled[number + i] = filled(forest[level[i]], mask);
            }
            level = children(level, forest, mask);
        }
        var codes = new int[2 * full];
        for (int i = 0; i < full; i++) {
            codes[full + i] = Forest.codeOf(forest[level[i]]);
        }
        nodes[eight] = filled;
        leaves[eight] = codes;
    }

    private static long filled(long node, int mask) {
        return isSingle(node, mask) ? LEFT : (node & (-1L << Keys.SHIFT)) | LEFT | (node & mask);
    }

    /** Whether it is a leaf, or a node that leads all on: it has no right child. */
    private static boolean isSingle(long node, int mask) {
        return (node & mask) == 0;
    }

    private static int[] children(int[] level, long[] forest, int mask) {
        var children = new int[level.length * 2];
        for (int i = 0; i < level.length; i++) {
            long node = forest[level[i]];
            int left = level[i] + Forest.distance(node, mask);
            children[2 * i] = left;
            children[2 * i + 1] = isSingle(node, mask) ? left : left + 1;
        }
        return children;
    }

    boolean has(int eight) {
        return nodes[eight] != null;
    }

    /** Walks one row through eight trees that there are; says the codes of the leaves. */
    void walk(int eight, long[] keys, int[] ends) {
        var nodes = this.nodes[eight];
        int a = 8;
        int b = 9;
        int c = 10;
        int d = 11;
        int e = 12;
        int f = 13;
        int g = 14;
        int h = 15;
        for (int level = depths[eight]; level > 0; level--) {
            a = child(nodes, a, keys);
            b = child(nodes, b, keys);
            c = child(nodes, c, keys);
            d = child(nodes, d, keys);
            e = child(nodes, e, keys);
            f = child(nodes, f, keys);
            g = child(nodes, g, keys);
            h = child(nodes, h, keys);
        }
        var leaves = this.leaves[eight];
        ends[0] = leaves[a];
        ends[1] = leaves[b];
        ends[2] = leaves[c];
        ends[3] = leaves[d];
        ends[4] = leaves[e];
        ends[5] = leaves[f];
        ends[6] = leaves[g];
        ends[7] = leaves[h];
    }

    /** Twice the number comes last: early, it would be one more register for each tree. */
    private static int child(long[] nodes, int number, long[] keys) {
        long node = nodes[number];
        long key = keys[(int) node & SLOT];
        return (int) (((node - key) >>> key) & 1) + number + number;
    }
}
