package dev.rondo.http;

import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say of who asks. While a route or a method of gRPC answers, the one that
 * it answers is {@link #current}, so that it need not be handed through what only translates.
 *
 * @param requestId what the caller names the request by; null where it does not
 * @param trace the trace that the request belongs to; null for none
 * @param deadline when nobody waits any more, on the clock of {@link System#nanoTime}; 0 for never
 */
public record Caller(@Nullable String requestId, @Nullable TraceContext trace, long deadline) {
    /** Nothing is said. */
    public static final Caller NOBODY = new Caller(null, null, Deadline.NONE);

    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    /** Whom this thread answers. */
    public static Caller current() {
        return CURRENT.orElse(NOBODY);
    }

    /** Whether the caller waits for a limited time. */
    public boolean hurries() {
        return deadline != Deadline.NONE;
    }

    /** How long the caller still waits, at least a nanosecond; to be asked where it hurries. */
    public long nanosLeft() {
        return Math.max(1, deadline - System.nanoTime());
    }

    /**
     * Lets work begin only where somebody still waits for it.
     *
     * @throws RondoException of kind UNAVAILABLE and code {@code http.timeout}
     */
    void checkTime() {
        if (hurries() && System.nanoTime() - deadline >= 0) {
            throw RondoException.unavailable("http.timeout", "the request's deadline has passed")
                    .next("allow it more time");
        }
    }

    /** Does it while this is the one that is answered. */
    <T, E extends Throwable> T call(ScopedValue.CallableOp<T, E> work) throws E {
        return equals(NOBODY) ? work.call() : ScopedValue.where(CURRENT, this).call(work);
    }
}
