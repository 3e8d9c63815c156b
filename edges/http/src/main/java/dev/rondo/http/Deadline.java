package dev.rondo.http;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Until when a caller waits. Over HTTP it may be said in gRPC's form, as gateways between the two
 * do, or as Envoy tells what stands behind it how long it will wait.
 */
final class Deadline {
    static final String GRPC = "Grpc-Timeout";
    static final String ENVOY = "X-Envoy-Expected-Rq-Timeout-Ms";

    /** No deadline, on the clock of {@link System#nanoTime}, which a deadline never is. */
    static final long NONE = 0;

    /** Longer ones are cut, so that the clock does not overflow. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(365);

    private static final int MOST_DIGITS = 8;

    private Deadline() {}

    /** The sooner of those that are said; what cannot be read says nothing. */
    static long of(Request.Headers headers) {
        var grpc = headers.get(GRPC);
        var envoy = headers.get(ENVOY);
        if (grpc == null && envoy == null) {
            return NONE;
        }
        long nanos = Math.min(grpcNanos(grpc), nanos(envoy, TimeUnit.MILLISECONDS));
        return nanos == Long.MAX_VALUE ? NONE : after(nanos);
    }

    private static long after(long nanos) {
        long deadline = System.nanoTime() + Math.min(nanos, LONGEST_NANOS);
        return deadline == NONE ? 1 : deadline;
    }

    private static long grpcNanos(@Nullable String timeout) {
        if (timeout == null || timeout.isEmpty()) {
            return Long.MAX_VALUE;
        }
        int last = timeout.length() - 1;
        return switch (timeout.charAt(last)) {
            case 'H' -> nanos(timeout.substring(0, last), TimeUnit.HOURS);
            case 'M' -> nanos(timeout.substring(0, last), TimeUnit.MINUTES);
            case 'S' -> nanos(timeout.substring(0, last), TimeUnit.SECONDS);
            case 'm' -> nanos(timeout.substring(0, last), TimeUnit.MILLISECONDS);
            case 'u' -> nanos(timeout.substring(0, last), TimeUnit.MICROSECONDS);
            case 'n' -> nanos(timeout.substring(0, last), TimeUnit.NANOSECONDS);
            default -> Long.MAX_VALUE;
        };
    }

    private static long nanos(@Nullable String count, TimeUnit unit) {
        if (count == null || count.isEmpty() || count.length() > MOST_DIGITS) {
            return Long.MAX_VALUE;
        }
        for (int i = 0; i < count.length(); i++) {
            if (count.charAt(i) < '0' || count.charAt(i) > '9') {
                return Long.MAX_VALUE;
            }
        }
        return Math.min(unit.toNanos(Long.parseLong(count)), LONGEST_NANOS);
    }
}
