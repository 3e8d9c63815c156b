package dev.rondo.http;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of a failure, whatever the protocol's shape for it. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /**
     * The failure itself where it was meant for the caller; else a reference, under which the log
     * says what went wrong within.
     */
    public static RondoException told(Throwable failure) {
        if (failure instanceof RondoException known) {
            if (known.kind() == ErrorKind.INTERNAL) {
                LOG.error("internal error", known);
            }
            return known;
        }
        var reference = Ids.random().substring(0, 8);
        LOG.error("internal error {}", reference, failure);
        return RondoException.internal(
                        "internal", "the server failed to answer (reference " + reference + ")")
                .next("look for the reference in the server's log and report it");
    }
}
