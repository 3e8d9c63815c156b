package dev.rondo.migrate;

import java.util.EnumMap;
import java.util.Map;

/** What one server has, by kind. */
final class Tallies {
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);

    Tallies() {
        for (var kind : Kind.values()) {
            tallies.put(kind, new Tally());
        }
    }

    Tally of(Kind kind) {
        return tallies.getOrDefault(kind, new Tally());
    }

    void add(Kind kind, Object... parts) {
        of(kind).add(parts);
    }
}
