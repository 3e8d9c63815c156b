package dev.rondo.wire.v1;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.Request;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a path asks for: {@code NAME:predict}, {@code NAME/versions/NUMBER:predict} or {@code
 * NAME/labels/LABEL:predict}.
 *
 * @param version null for the newest, or where there is a label
 * @param label null for none
 * @param verb in lower case; empty where the path has none
 */
record Target(String name, @Nullable String version, @Nullable String label, String verb) {
    static Target of(Request request) {
        return of(request.path());
    }

    static Target of(Map<String, String> path) {
        var name = path.getOrDefault("name", "");
        var version = path.get("version");
        var label = path.get("label");
        var last = version != null ? version : label != null ? label : name;
        int colon = last.lastIndexOf(':');
        var verb = colon < 0 ? "" : last.substring(colon + 1).toLowerCase(Locale.ROOT);
        var rest = colon < 0 ? last : last.substring(0, colon);
        if (version != null) {
            return new Target(name, rest, null, verb);
        }
        return label != null
                ? new Target(name, null, rest, verb)
                : new Target(rest, null, null, verb);
    }

    /** The number of the version that is meant; null for the newest. */
    @Nullable String version(ModelCatalogue models) {
        return label == null ? version : models.labelled(name, label);
    }
}
