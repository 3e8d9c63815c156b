package dev.rondo.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.base.RondoException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a metric's history ended. A page token holds it, so a point that is logged while
 * someone turns the pages moves nothing.
 *
 * @param code of the value, see {@link OrderedDouble}
 */
record HistoryPlace(long timestampMillis, long step, long code) {
    private static final HistoryPlace START =
            new HistoryPlace(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    static HistoryPlace of(Metric metric) {
        return new HistoryPlace(
                metric.timestampMillis(), metric.step(), OrderedDouble.code(metric.value()));
    }

    /**
     * @param token null or "" for the start
     */
    static HistoryPlace of(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return START;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split(":", 4);
            return new HistoryPlace(
                    Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw RondoException.user("page.token", "Invalid page token, could not base64-decode")
                    .next("send the token of the page before, or none for the first page")
                    .causedBy(e);
        }
    }

    String token() {
        var text = timestampMillis + ":" + step + ":" + code;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
