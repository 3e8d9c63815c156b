package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a tree that a walk from its root can reach, in the order of their levels. Each is
 * reached once, so a cycle or a shared branch of the file is found here, and no walk of a
 * prediction can leave the arrays or fail to end.
 */
final class CheckedTree {
    private final FileTree file;
    private final int nodes;

    /** The file's numbers of the nodes. */
    private final IntList order = new IntList();

    private final BitSet seen = new BitSet();

    /** By node: how it chooses; null for a leaf. */
    private final List<@Nullable Split> splits = new ArrayList<>();

    /** By node: its left child, which its right child follows. */
    private final IntList children = new IntList();

    private final DoubleList leaves = new DoubleList();

    CheckedTree(FileTree file) {
        this.file = file;
        nodes = file.nodes();
        reach(0);
        for (int i = 0; i < order.size(); i++) {
            copy(order.get(i));
        }
    }

    private void reach(int node) {
        if (node < 0 || node >= nodes) {
            throw ModelErrors.invalid("a child's number is " + node + " of " + nodes);
        }
        if (seen.get(node)) {
            throw ModelErrors.invalid("node " + node + " is reached twice");
        }
        seen.set(node);
        order.add(node);
    }

    private void copy(int node) {
        try {
            if (file.isLeaf(node)) {
                splits.add(null);
                children.add(-1);
                leaves.add(file.leaf(node));
            } else {
                splits.add(file.split(node));
                children.add(order.size());
                leaves.add(0);
                reach(file.left(node));
                reach(file.right(node));
            }
        } catch (RondoException e) {
            throw ModelErrors.within("node " + node, e);
        }
    }

    int size() {
        return order.size();
    }

    @Nullable Split split(int node) {
        return splits.get(node);
    }

    int child(int node) {
        return children.get(node);
    }

    double leaf(int node) {
        return leaves.get(node);
    }
}
