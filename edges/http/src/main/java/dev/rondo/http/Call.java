package dev.rondo.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request with its body, its route and what it holds in memory.
 *
 * @param path the values of the path's parameters
 * @param upload the body of an upload route, whose {@code body} is empty
 */
record Call(
        HttpServerRequest request,
        Caller caller,
        Map<String, String> path,
        Route route,
        byte[] body,
        @Nullable BodyStream upload,
        Memory.Share share) {
    private static final String CODING = "Content-Encoding";

    boolean immediate() {
        return route instanceof QuickRoute quick
                && body.length <= QuickRoute.LARGEST_BODY
                && !request.headers().contains(CODING)
                && quick.immediate(path);
    }

    /** The request as routes take it, with its body unpacked to so many bytes at most. */
    Request read(int maxBody) {
        return new Request(
                path,
                queryValues(),
                request.headers()::get,
                plainBody(maxBody),
                Optional.ofNullable(upload),
                caller,
                share::grow);
    }

    private byte[] plainBody(int maxBody) {
        if (upload != null) {
            return body;
        }
        return Coding.named(request.getHeader(CODING))
                .map(coding -> coding.unpack(body, maxBody, share))
                .orElse(body);
    }

    private Map<String, List<String>> queryValues() {
        if (request.query() == null) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, List<String>>();
        try {
            for (var parameter : request.params()) {
                values.computeIfAbsent(parameter.getKey(), name -> new ArrayList<>())
                        .add(parameter.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw HttpErrors.malformed().causedBy(e);
        }
        return values;
    }

    /** Gives back what it holds. */
    void done() {
        share.close();
        if (upload != null) {
            upload.discard();
        }
    }
}
