package dev.rondo.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address in pieces, read as leniently as MLflow reads it.
 *
 * @param scheme in lower case, empty if there is none
 * @param authority the host and more; empty if there is none
 * @param path without query and fragment
 */
record Uri(String scheme, String authority, String path) {
    private static final Pattern PIECES =
            Pattern.compile(
                    "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?<authority>[^/?#]*))?(?<path>[^?#]*).*",
                    Pattern.DOTALL);

    static Uri parse(String text) {
        var at = PIECES.matcher(text);
        if (!at.matches()) {
            throw new IllegalStateException("the pattern takes every text");
        }
        return new Uri(lower(at.group("scheme")), lower(at.group("authority")), at.group("path"));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** The names of the path, without what percent signs hide. */
    List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> decoded(segment, false))
                .toList();
    }

    boolean isWithin(Uri root) {
        var names = segments();
        var above = root.segments();
        return scheme.equals(root.scheme)
                && authority.equals(root.authority)
                && !above.isEmpty()
                && names.size() >= above.size()
                && names.subList(0, above.size()).equals(above);
    }

    /** Whether it is a path of the local machine. */
    boolean isLocal() {
        return scheme.isEmpty() || scheme.equals("file");
    }

    /** Decodes percent signs until there is nothing left to decode. */
    static String decoded(String text, boolean plusIsBlank) {
        var before = text;
        while (true) {
            var after = once(plusIsBlank ? before.replace('+', ' ') : before);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
    }

    private static String once(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream();
        var raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
