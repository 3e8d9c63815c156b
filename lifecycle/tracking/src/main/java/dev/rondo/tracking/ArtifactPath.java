package dev.rondo.tracking;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path of an artifact, normalised once, that cannot leave its root whoever unescapes it again:
 * segments joined by {@code /}, without empty ones and {@code .}.
 */
final class ArtifactPath {
    private static final int MOST_ESCAPES = 10;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(?:/.*)?");

    private ArtifactPath() {}

    /**
     * Normalises a path.
     *
     * @param path relative; "" for the root
     * @throws RondoException of kind USER {@code artifact.path} for {@code ..}, an absolute path, a
     *     backslash and the character 0, also where they are percent-encoded, and for what is
     *     percent-encoded ten times over
     */
    static String normalise(String path) {
        var unescaped = path;
        check(unescaped);
        for (int i = 0; i < MOST_ESCAPES; i++) {
            var escaped = unescaped;
            unescaped = unescape(escaped);
            if (unescaped.equals(escaped)) {
                return String.join("/", segments(path));
            }
            check(unescaped);
        }
        throw invalid();
    }

    private static void check(String path) {
        if (path.startsWith("/")
                || path.indexOf('\\') >= 0
                || path.indexOf(0) >= 0
                || DRIVE.matcher(path).matches()
                || segments(path).contains("..")) {
            throw invalid();
        }
    }

    private static RondoException invalid() {
        return RondoException.user("artifact.path", "Invalid path");
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /** Only what could be harmful has to come out right, and that is ASCII. */
    private static String unescape(String path) {
        var text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int code = c == '%' && i + 2 < path.length() ? hex(path, i + 1) : -1;
            if (code >= 0) {
                i += 2;
            }
            text.append(code >= 0 ? (char) code : c);
        }
        return text.toString();
    }

    private static int hex(String path, int at) {
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
