package dev.rondo.data;

import java.util.List;

/**
 * What a table has to satisfy, as data; JSON by {@link dev.rondo.base.Json}.
 *
 * @param noDataFails whether a check that met no value fails the suite (rule 3.2)
 */
public record Suite(List<Expectation> expectations, boolean noDataFails) {
    public Suite {
        expectations = List.copyOf(expectations);
    }
}
