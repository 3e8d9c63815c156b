package dev.rondo.inference;

import java.util.Arrays;

/**
 * Eight trees at a time that are shallow, filled up to the full number of nodes in each level, so
 * that a node needs no word of where its children stand. A node's number is 8 to 15 at the eight
 * roots, and its children's are twice its own, and one more.
 */
final class Heaps {
    private static final int LANES = Forest.LANES;

    /** Trees deeper than this are not filled up. */
    private static final int DEEPEST = 8;

    /** Nor are trees whose nodes would become more than so many times as many. */
    private static final int SPARSEST = 4;

    /**
     * A node where all go left; its lower bits, like those of others, exceed any key's distance.
     */
    private static final long LEFT = 1L << (Keys.SHIFT - 1);

    private static final int NONE = -1;

    private final long[] nodes;

    /** By leaf of a level full of them: where it stands in the forest. */
    private final int[] leaves;

    /** By eight trees: where the node of number 0 would stand. */
    private final int[] bases;

    /** By eight trees: where the leaf of number 0 would stand. */
    private final int[] leafBases;

    private final int[] depths;
    private final int mask;

    /**
     * @param depths by eight trees
     */
    Heaps(long[] forest, int[] roots, int[] depths, int slotBits) {
        this.depths = depths;
        mask = (1 << slotBits) - 1;
        bases = new int[depths.length];
        leafBases = new int[depths.length];
        var filled = new LongList();
        var ends = new IntList();
        for (int eight = 0; eight < depths.length; eight++) {
            int first = eight * LANES;
            int end = first + LANES < roots.length ? roots[first + LANES] : forest.length;
            long full = (long) LANES << depths[eight];
            if (depths[eight] > DEEPEST || full > (long) SPARSEST * (end - roots[first])) {
                bases[eight] = NONE;
                continue;
            }
            bases[eight] = filled.size();
            leafBases[eight] = ends.size() - (LANES << depths[eight]);
            fill(forest, Arrays.copyOfRange(roots, first, first + LANES), eight, filled, ends);
        }
        nodes = filled.toArray();
        leaves = ends.toArray();
    }

    private void fill(long[] forest, int[] roots, int eight, LongList filled, IntList ends) {
        for (int i = 0; i < LANES; i++) {
            filled.add(LEFT);
        }
        var level = roots;
        for (int depth = 0; depth < depths[eight]; depth++) {
            var next = new int[level.length * 2];
            for (int i = 0; i < level.length; i++) {
                long node = forest[level[i]];
                // A leaf, or a node that leads all on: it has no right child.
                boolean single = (node & mask) == 0;
                filled.add(single ? LEFT : (node & (-1L << Keys.SHIFT)) | LEFT | (node & mask));
                int left = level[i] + Forest.distance(node, mask);
                next[2 * i] = left;
                next[2 * i + 1] = single ? left : left + 1;
            }
            level = next;
        }
        for (int leaf : level) {
            ends.add(leaf);
        }
    }

    boolean has(int eight) {
        return bases[eight] != NONE;
    }

    /** Walks one row through eight trees; says where in the forest each walk ends. */
    void walk(int eight, long[] keys, int[] ends) {
        var nodes = this.nodes;
        int mask = this.mask;
        int base = bases[eight];
        int a = base + 8;
        int b = base + 9;
        int c = base + 10;
        int d = base + 11;
        int e = base + 12;
        int f = base + 13;
        int g = base + 14;
        int h = base + 15;
        for (int level = depths[eight]; level > 0; level--) {
            a = a - base + a + right(nodes[a], keys, mask);
            b = b - base + b + right(nodes[b], keys, mask);
            c = c - base + c + right(nodes[c], keys, mask);
            d = d - base + d + right(nodes[d], keys, mask);
            e = e - base + e + right(nodes[e], keys, mask);
            f = f - base + f + right(nodes[f], keys, mask);
            g = g - base + g + right(nodes[g], keys, mask);
            h = h - base + h + right(nodes[h], keys, mask);
        }
        int toLeaf = leafBases[eight] - base;
        ends[0] = leaves[a + toLeaf];
        ends[1] = leaves[b + toLeaf];
        ends[2] = leaves[c + toLeaf];
        ends[3] = leaves[d + toLeaf];
        ends[4] = leaves[e + toLeaf];
        ends[5] = leaves[f + toLeaf];
        ends[6] = leaves[g + toLeaf];
        ends[7] = leaves[h + toLeaf];
    }

    private static int right(long node, long[] keys, int mask) {
        long key = keys[(int) node & mask];
        return (int) (((node - key) >>> key) & 1);
    }
}
