package dev.rondo.serving;

/** Computes recorded predictions again (rule 8.5). */
public final class Replay {
    Replay() {}

    /**
     * @param from first journal sequence
     * @param to the sequence behind the last; {@link Long#MAX_VALUE} for all
     */
    public ReplayReport run(String endpoint, long from, long to) {
        throw new UnsupportedOperationException();
    }
}
