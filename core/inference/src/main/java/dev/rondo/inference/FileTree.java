package dev.rondo.inference;

/**
 * One tree of a model file. Nothing that it says is believed yet: children may be numbers of nodes
 * that there are not, and may be reached twice.
 */
interface FileTree {
    int nodes();

    boolean isLeaf(int node);

    int left(int node);

    int right(int node);

    /**
     * How a node that is no leaf chooses.
     *
     * @throws dev.rondo.base.RondoException when its feature or categories are out of range
     */
    Split split(int node);

    /** What a leaf adds; where a leaf holds several values, their number. */
    double leaf(int node);
}
