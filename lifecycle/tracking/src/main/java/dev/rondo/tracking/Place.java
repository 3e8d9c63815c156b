package dev.rondo.tracking;

import dev.rondo.base.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of runs ended. A page token holds it, so a run that starts while someone turns the
 * pages moves nothing.
 */
record Place(long startMillis, String runId) {
    /** Before the first run of a list; no id sorts after this text. */
    private static final Place START = new Place(Long.MAX_VALUE, "~");

    static Place of(@Nullable String token) {
        if (token == null) {
            return START;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return new Place(Long.parseLong(text, 0, colon, 10), text.substring(colon + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Page.invalidToken().causedBy(e);
        }
    }

    String token() {
        var text = startMillis + ":" + runId;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
