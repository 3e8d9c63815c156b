package dev.rondo.inference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers the ways in which the splits of a forest read its features, and numbers them. */
final class Slots {
    record CategorySlot(int feature, boolean missingRight) {}

    private final TreeSet<Slot> numbers = new TreeSet<>();
    private final SortedMap<Integer, IntList> categories = new TreeMap<>();
    private final TreeSet<CategorySlot> categorical =
            new TreeSet<>((a, b) ->
                    a.feature != b.feature
                            ? Integer.compare(a.feature, b.feature)
                            : Boolean.compare(a.missingRight, b.missingRight));

    void see(Split split) {
        var members = split.members();
        if (members == null) {
            numbers.add(Slot.of(split));
            return;
        }
        categorical.add(new CategorySlot(split.feature(), split.missingRight()));
        var seen = categories.computeIfAbsent(split.feature(), _ -> new IntList());
        for (int member : members) {
            seen.add(member);
        }
    }

    /** The numbered slots; nothing is seen any more. */
    Numbered number() {
        var number = new HashMap<Slot, Integer>();
        for (var slot : numbers) {
            number.put(slot, number.size() + 1);
        }
        var sets = new HashMap<Integer, int[]>();
        categories.forEach((feature, seen) ->
                sets.put(feature, Arrays.stream(seen.toArray()).sorted().distinct().toArray()));
        var groups = new LinkedHashMap<CategorySlot, CategorySlots>();
        int next = number.size() + 1;
        for (var slot : categorical) {
            var group =
                    new CategorySlots(
                            slot.feature,
                            Objects.requireNonNull(sets.get(slot.feature)),
                            slot.missingRight,
                            next);
            groups.put(slot, group);
            next += group.chunks();
        }
        return new Numbered(List.copyOf(numbers), number, groups, next);
    }

    /**
     * The slots of a forest. Slot 0 holds what leaves read, slots by number follow, those of
     * categories come last.
     *
     * @param count all of them
     */
    record Numbered(
            List<Slot> numbers,
            Map<Slot, Integer> slotOf,
            Map<CategorySlot, CategorySlots> categories,
            int count) {
        int slot(Slot slot) {
            return Objects.requireNonNull(slotOf.get(slot));
        }

        CategorySlots categoriesOf(Split split) {
            return Objects.requireNonNull(
                    categories.get(new CategorySlot(split.feature(), split.missingRight())));
        }
    }
}
