package dev.rondo.inference;

/** A way in which splits by number read a feature; each has a key of its own in a row's keys. */
record Slot(int feature, Missing missing, boolean missingRight) implements Comparable<Slot> {
    static Slot of(Split split) {
        return new Slot(split.feature(), split.missing(), split.missingRight());
    }

    @Override
    public int compareTo(Slot other) {
        int order = Integer.compare(feature, other.feature);
        if (order == 0) {
            order = missing.compareTo(other.missing);
        }
        return order != 0 ? order : Boolean.compare(missingRight, other.missingRight);
    }
}
