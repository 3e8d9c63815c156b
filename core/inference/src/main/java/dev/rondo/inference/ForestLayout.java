package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayDeque;
import java.util.function.DoubleToIntFunction;

/**
 * Writes trees as nodes of a {@link Forest}. A split by category whose members lie in several
 * chunks becomes a chain: each chunk's node sends its members right, and all these ways right lead,
 * over nodes that go on without a choice, to the one right child.
 */
final class ForestLayout {
    /**
     * Slots have at least this many bits, so that a split's lower bits exceed any key's distance.
     */
    private static final int LEAST_SLOT_BITS = 6;

    /** Where a node of a tree goes, and how many nodes lie above it. */
    private record Place(int node, int at, int depth) {}

    private final Slots.Numbered slots;
    private final Keys keys;
    private final int slotBits;
    private final long farthest;
    private final DoubleToIntFunction leafCode;
    private final LongList nodes = new LongList();
    private final IntList roots = new IntList();
    private final IntList depths = new IntList();

    /**
     * @param leafCode what a leaf's node holds for what the leaf adds
     */
    ForestLayout(Slots.Numbered slots, Keys keys, DoubleToIntFunction leafCode) {
        this.slots = slots;
        this.keys = keys;
        this.leafCode = leafCode;
        slotBits =
                Math.max(
                        LEAST_SLOT_BITS,
                        Integer.SIZE - Integer.numberOfLeadingZeros(slots.count() - 1));
        farthest = (1L << (Keys.SHIFT - slotBits)) - 1;
    }

    Forest forest() {
        return new Forest(nodes.toArray(), roots.toArray(), depths.toArray(), slotBits);
    }

    /** Takes a tree; says by its node the code of a leaf. */
    int[] add(CheckedTree tree) {
        var codes = new int[tree.size()];
        int depth = 0;
        var waiting = new ArrayDeque<Place>();
        roots.add(nodes.size());
        waiting.add(new Place(0, room(1), 0));
        while (!waiting.isEmpty()) {
            var place = waiting.remove();
            depth = Math.max(depth, place.depth);
            var split = tree.split(place.node);
            if (split == null) {
                int code = leafCode.applyAsInt(tree.leaf(place.node));
                nodes.set(place.at, Forest.leaf(code));
                codes[place.node] = code;
            } else {
                var children = split(split, place);
                int child = tree.child(place.node);
                waiting.add(new Place(child, children.at, children.depth));
                waiting.add(new Place(child + 1, children.at + 1, children.depth));
            }
        }
        depths.add(depth);
        return codes;
    }

    private int room(int count) {
        int first = nodes.size();
        for (int i = 0; i < count; i++) {
            nodes.add(0);
        }
        return first;
    }

    /** Writes a split and says where its children go. */
    private Place split(Split split, Place place) {
        var members = split.members();
        if (members == null) {
            int child = write(place.at, keys.threshold(split), keys.slot(split));
            return new Place(0, child, place.depth + 1);
        }
        return chain(slots.categoriesOf(split), members, place);
    }

    /** Writes a node in front of two new ones, and says where these are. */
    private int write(int at, long threshold, int slot) {
        int child = room(2);
        nodes.set(at, (threshold << Keys.SHIFT) | distance(at, child) | slot);
        return child;
    }

    private long distance(int from, int to) {
        if (to - from > farthest) {
            throw RondoException.limit(
                    "model.too_many_nodes",
                    "a tree is too large: with so many features a node's child may stand "
                            + farthest
                            + " nodes away");
        }
        return (long) (to - from) << slotBits;
    }

    private Place chain(CategorySlots categories, int[] members, Place place) {
        var rights = new IntList();
        int at = place.at;
        int depth = place.depth;
        for (int i = 0; i < members.length; depth++) {
            int slot = categories.slot(categories.index(members[i]));
            long set = categories.missingRight() ? 1L << CategorySlots.ALWAYS : 0;
            for (; i < members.length; i++) {
                int index = categories.index(members[i]);
                if (categories.slot(index) != slot) {
                    break;
                }
                set |= 1L << (index % CategorySlots.CHUNK);
            }
            at = write(at, set, slot);
            rights.add(at + 1);
        }
        for (int i = 0; i + 1 < rights.size(); i++) {
            nodes.set(rights.get(i), distance(rights.get(i), at + 1));
        }
        return new Place(0, at, depth);
    }
}
