package dev.rondo.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request stands in a trace, by W3C's Trace Context: the header {@code traceparent}.
 *
 * @param header as it came
 * @param traceId of the whole trace: 32 hexadecimal digits, not all of them 0
 */
public record TraceContext(String header, String traceId) {
    private static final int LONGEST = 512;

    /** Version 00 has four fields; later ones may have more behind a hyphen, and ff is none. */
    private static final Pattern HEADER =
            Pattern.compile(
                    "(?!ff)(?:00|([0-9a-f]{2}))-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /** Null where there is none, or a wrong one, which the specification passes over. */
    static @Nullable TraceContext read(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return null;
        }
        var text = header.strip();
        var parts = HEADER.matcher(text);
        if (!parts.matches() || (parts.group(1) == null && parts.group(3) != null)) {
            return null;
        }
        return new TraceContext(text, parts.group(2));
    }
}
