package dev.rondo.data;

import java.util.List;

/**
 * @param noDataFails whether a check that met no value fails the suite (rule 3.2)
 */
public record Suite(List<Expectation> expectations, boolean noDataFails) {
    public Suite {
        expectations = List.copyOf(expectations);
    }
}
