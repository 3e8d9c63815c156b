package dev.rondo.pipelines;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import org.jspecify.annotations.Nullable;

/**
 * How an execution came out.
 *
 * @param cacheEntry an output for others to reuse, stored together with the event
 */
record Conclusion(RunEvent event, @Nullable CacheEntry cacheEntry) {
    static Conclusion of(RunEvent event) {
        return new Conclusion(event, null);
    }

    static Conclusion failed(
            Claim claim, long at, String code, @Nullable String message, boolean retryable) {
        return of(
                new RunEvent.Failed(
                        at,
                        claim.taskName(),
                        claim.number(),
                        code,
                        String.valueOf(message),
                        retryable));
    }

    static Conclusion thrown(Claim claim, long at, Throwable thrown) {
        return switch (thrown) {
            case RondoException e ->
                    failed(claim, at, e.code(), e.getMessage(), e.kind() == ErrorKind.UNAVAILABLE);
            case InterruptedException _ ->
                    failed(claim, at, "pipelines.interrupted", "it was interrupted", true);
            default -> failed(claim, at, "pipelines.step_failed", thrown.toString(), true);
        };
    }
}
