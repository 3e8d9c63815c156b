package dev.rondo.inference;

/**
 * Trees as one flat array, through which one row walks without a branch, eight trees at a time, so
 * that the loads of one walk hide those of the others. What a row's keys are is said by {@link
 * Keys}; many rows go another way, see {@link Blocks}.
 *
 * <p>A node is one long. Its upper 33 bits are a threshold or a set of categories, its lower 31
 * bits how far on its left child stands, and the slot of the key that it reads. The right child
 * follows the left one. A leaf's lower bits are 0: it reads slot 0, whose key is below whatever the
 * upper bits are, so it goes left, 0 nodes on, and a walk may pass it any number of times. Its
 * upper bits are free for the code of what it adds.
 */
final class Forest {
    /** How many walks go side by side. */
    static final int LANES = 8;

    /** Levels between two looks whether all walks have ended. */
    private static final int ROUND = 8;

    private static final int LOW = 0x7fff_ffff;

    private final long[] nodes;

    /** The root of each tree, with roots of the last one up to a multiple of eight. */
    private final int[] roots;

    /** The longest way through eight trees. */
    private final int[] depthsOfEight;

    private final Heaps heaps;
    private final int trees;
    private final int slotBits;

    Forest(long[] nodes, int[] roots, int[] depths, int slotBits) {
        this.nodes = nodes;
        this.slotBits = slotBits;
        trees = roots.length;
        int eights = (trees + LANES - 1) / LANES;
        this.roots = new int[eights * LANES];
        depthsOfEight = new int[eights];
        for (int i = 0; i < this.roots.length; i++) {
            int tree = Math.min(i, trees - 1);
            this.roots[i] = roots[tree];
            depthsOfEight[i / LANES] = Math.max(depthsOfEight[i / LANES], depths[tree]);
        }
        heaps = new Heaps(nodes, this.roots, depthsOfEight, slotBits);
    }

    int trees() {
        return trees;
    }

    /**
     * Walks one row through eight trees.
     *
     * @param first a multiple of eight
     * @param leaves is told the code of the leaf where each walk ends; after the last tree what
     *     comes is of no use
     */
    void walkTrees(int first, long[] keys, int[] leaves) {
        if (heaps.has(first / LANES)) {
            heaps.walk(first / LANES, keys, leaves);
        } else {
            walkDeep(first, keys, leaves);
        }
    }

    private void walkDeep(int first, long[] keys, int[] leaves) {
        var nodes = this.nodes;
        int bits = slotBits;
        int mask = (1 << bits) - 1;
        int a = roots[first];
        int b = roots[first + 1];
        int c = roots[first + 2];
        int d = roots[first + 3];
        int e = roots[first + 4];
        int f = roots[first + 5];
        int g = roots[first + 6];
        int h = roots[first + 7];
        for (int left = depthsOfEight[first / LANES]; left > 0; left -= ROUND) {
            for (int step = Math.min(left, ROUND); step > 0; step--) {
                a = next(nodes, a, keys, mask, bits);
                b = next(nodes, b, keys, mask, bits);
                c = next(nodes, c, keys, mask, bits);
                d = next(nodes, d, keys, mask, bits);
                e = next(nodes, e, keys, mask, bits);
                f = next(nodes, f, keys, mask, bits);
                g = next(nodes, g, keys, mask, bits);
                h = next(nodes, h, keys, mask, bits);
            }
            if (left > ROUND && ended(a, b, c, d) && ended(e, f, g, h)) {
                break;
            }
        }
        leaves[0] = codeOf(nodes[a]);
        leaves[1] = codeOf(nodes[b]);
        leaves[2] = codeOf(nodes[c]);
        leaves[3] = codeOf(nodes[d]);
        leaves[4] = codeOf(nodes[e]);
        leaves[5] = codeOf(nodes[f]);
        leaves[6] = codeOf(nodes[g]);
        leaves[7] = codeOf(nodes[h]);
    }

    private static int next(long[] nodes, int at, long[] keys, int mask, int bits) {
        long node = nodes[at];
        long key = keys[(int) node & mask];
        return at + (((int) node & LOW) >>> bits) + (int) (((node - key) >>> key) & 1);
    }

    private boolean ended(int a, int b, int c, int d) {
        return ((int) (nodes[a] | nodes[b] | nodes[c] | nodes[d]) & LOW) == 0;
    }

    /**
     * How far on a node's left child stands.
     *
     * @param mask of the bits of a slot
     */
    static int distance(long node, int mask) {
        return ((int) node & LOW) >>> Integer.bitCount(mask);
    }

    static long leaf(int code) {
        return (code & 0xffff_ffffL) << Keys.SHIFT;
    }

    static int codeOf(long leaf) {
        return (int) (leaf >>> Keys.SHIFT);
    }
}
