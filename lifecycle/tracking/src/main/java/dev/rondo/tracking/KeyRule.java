package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import java.util.ArrayDeque;
import java.util.regex.Pattern;

/** What may be the key of a metric, parameter or tag: MLflow's rule, as it may become a file. */
final class KeyRule {
    private static final Pattern CHARACTERS = Pattern.compile("[/\\p{L}\\p{N}_.\\- :]*");

    private KeyRule() {}

    /**
     * @param field what the message calls it
     * @throws RondoException of kind USER {@code tracking.key}
     */
    static void check(String field, String key) {
        if (!plain(key)) {
            checkAll(field, key);
        }
    }

    /** Names between slashes that do not begin with a point: most keys, told without a pattern. */
    private static boolean plain(String key) {
        boolean inName = false;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (c >= '0' && c <= '9') || "_- :".indexOf(c) >= 0) {
                inName = true;
            } else if (!inName || (c != '/' && c != '.')) {
                return false;
            } else if (c == '/') {
                inName = false;
            }
        }
        return inName;
    }

    private static void checkAll(String field, String key) {
        if (!CHARACTERS.matcher(key).matches()) {
            throw refused(
                    field,
                    key,
                    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        }
        var path = normalized(key);
        if (!path.equals(key) || key.equals(".") || key.startsWith("..") || key.startsWith("/")) {
            throw refused(
                    field,
                    key,
                    "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '%s'"
                            .formatted(path));
        }
    }

    private static RondoException refused(String field, String key, String reason) {
        return RondoException.user(
                "tracking.key",
                "Invalid value %s for parameter '%s' supplied: %s"
                        .formatted(PythonText.json(key), field, reason));
    }

    /** The path without empty, {@code .} and inner {@code ..} segments, as POSIX reads it. */
    private static String normalized(String path) {
        var root = path.startsWith("/") ? "/" : "";
        if (path.startsWith("//") && !path.startsWith("///")) {
            root = "//";
        }
        var segments = new ArrayDeque<String>();
        for (var segment : path.split("/")) {
            boolean up = segment.equals("..");
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (up && !segments.isEmpty() && !segments.getLast().equals("..")) {
                segments.removeLast();
            } else if (!up || root.isEmpty()) {
                segments.add(segment);
            }
        }
        var normal = root + String.join("/", segments);
        return normal.isEmpty() ? "." : normal;
    }
}
