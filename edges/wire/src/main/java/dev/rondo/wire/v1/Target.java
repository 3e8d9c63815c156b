package dev.rondo.wire.v1;

import dev.rondo.base.RondoException;
import dev.rondo.http.Request;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a path asks for: {@code NAME:predict} or {@code NAME/versions/NUMBER:predict}.
 *
 * @param version null for the newest
 * @param verb in lower case; empty where the path has none
 */
record Target(String name, @Nullable String version, String verb) {
    static Target of(Request request) {
        return of(request.path());
    }

    static Target of(Map<String, String> path) {
        if (path.containsKey("label")) {
            throw RondoException.notFound("model.unknown_label", "the model has no such label")
                    .next("name a version");
        }
        var last = path.getOrDefault("version", path.getOrDefault("name", ""));
        int colon = last.lastIndexOf(':');
        var verb = colon < 0 ? "" : last.substring(colon + 1).toLowerCase(Locale.ROOT);
        var rest = colon < 0 ? last : last.substring(0, colon);
        return path.containsKey("version")
                ? new Target(path.getOrDefault("name", ""), rest, verb)
                : new Target(rest, null, verb);
    }
}
