package dev.rondo.http;

import dev.rondo.base.RondoException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins a browser lets read what is answered, by the CORS protocol of the
 * Fetch standard. Credentials are never allowed, so that {@code *} may stand for any origin.
 */
final class Cors {
    static final String ORIGIN = "Origin";

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String WANTED_METHOD = "Access-Control-Request-Method";
    private static final String WANTED_HEADERS = "Access-Control-Request-Headers";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String KEPT_SECONDS = "600";

    /** What a page may read beyond the few headers that it always may. */
    private static final String EXPOSED =
            String.join(
                    ", ",
                    "Inference-Header-Content-Length",
                    "Retry-After",
                    Courtesies.REQUEST_ID,
                    Courtesies.TRACE);

    /** A list of names of headers, which is told back. */
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}");

    private static final Pattern ONE_ORIGIN =
            Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/\\s,]+");

    private final Set<String> origins;

    /**
     * Allows these.
     *
     * @throws RondoException of kind USER for what is no origin
     */
    Cors(List<String> origins) {
        for (var origin : origins) {
            if (!ONE_ORIGIN.matcher(origin).matches()) {
                throw RondoException.user("http.origin", "\"" + origin + "\" is no origin")
                        .next("give for example https://app.example.org, without a path, or *");
            }
        }
        this.origins = Set.copyOf(origins);
    }

    /** Whether there is nothing to tell any browser. */
    boolean off() {
        return origins.isEmpty();
    }

    /** Adds what an answer tells a browser. */
    void tell(@Nullable String origin, Map<String, String> headers) {
        if (off()) {
            return;
        }
        boolean any = origins.contains("*");
        if (!any) {
            headers.put("Vary", ORIGIN);
        }
        if (origin != null && allows(origin)) {
            headers.put(ALLOW_ORIGIN, any ? "*" : origin);
            headers.put("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    /** What answers a browser that asks before it sends the request; null for any other request. */
    @Nullable Map<String, String> preflight(String method, Request.Headers asked) {
        var origin = asked.get(ORIGIN);
        if (off() || !method.equals("OPTIONS") || origin == null || !allows(origin)) {
            return null;
        }
        if (asked.get(WANTED_METHOD) == null) {
            return null;
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("Access-Control-Allow-Methods", METHODS);
        headers.put("Access-Control-Max-Age", KEPT_SECONDS);
        var wanted = asked.get(WANTED_HEADERS);
        if (wanted != null && NAMES.matcher(wanted).matches()) {
            headers.put("Access-Control-Allow-Headers", wanted);
        }
        return headers;
    }

    private boolean allows(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }
}
