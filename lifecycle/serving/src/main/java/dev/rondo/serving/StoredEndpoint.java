package dev.rondo.serving;

import java.util.Set;

/**
 * An endpoint with what only routing needs.
 *
 * @param knownInputs the inputs of every version that was ever released here: a field once known
 *     stays known, so that no rollback makes a request wrong (rule 7.6)
 */
record StoredEndpoint(Endpoint endpoint, Set<String> knownInputs) {
    StoredEndpoint {
        knownInputs = Set.copyOf(knownInputs);
    }
}
