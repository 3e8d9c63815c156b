package dev.rondo.http;

import dev.rondo.base.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is read from every request, and told back with its answer, whatever the route. */
final class Courtesies {
    static final String REQUEST_ID = "X-Request-Id";
    static final String TRACE = "Traceparent";

    /** The headers that are looked at. */
    static final List<String> READ =
            List.of(Cors.ORIGIN, REQUEST_ID, TRACE, Deadline.GRPC, Deadline.ENVOY);

    /**
     * An id is told back and logged, so that it has nothing in it that a log could stumble over.
     */
    private static final Pattern GOOD_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private final Cors cors;
    private final boolean nameAll;

    /**
     * @param nameAll whether a request without an id gets one
     */
    Courtesies(Cors cors, boolean nameAll) {
        this.cors = cors;
        this.nameAll = nameAll;
    }

    /** Whether there is something to do for requests that say nothing. */
    boolean always() {
        return nameAll || !cors.off();
    }

    Cors cors() {
        return cors;
    }

    Caller caller(Request.Headers headers) {
        var id = requestId(headers.get(REQUEST_ID));
        var trace = TraceContext.read(headers.get(TRACE));
        long deadline = Deadline.of(headers);
        return id == null && trace == null && deadline == Deadline.NONE
                ? Caller.NOBODY
                : new Caller(id, trace, deadline);
    }

    private @Nullable String requestId(@Nullable String sent) {
        if (sent == null) {
            return nameAll ? Ids.random() : null;
        }
        return GOOD_ID.matcher(sent).matches() ? sent : Ids.random();
    }

    /** The headers of the answer. */
    Map<String, String> told(Caller caller, Request.Headers asked) {
        var headers = new LinkedHashMap<String, String>();
        if (caller.requestId() != null) {
            headers.put(REQUEST_ID, caller.requestId());
        }
        if (caller.trace() != null) {
            headers.put(TRACE, caller.trace().header());
        }
        cors.tell(asked.get(Cors.ORIGIN), headers);
        return headers;
    }
}
