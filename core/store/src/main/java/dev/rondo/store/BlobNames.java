package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes keys of paths with any characters and back: a character that a key cannot hold, and {@code
 * =} itself, becomes {@code =XX} for each byte of its UTF-8 form.
 */
public final class BlobNames {
    private static final String PLAIN = "_.@+-";

    private BlobNames() {}

    /**
     * The key for a path.
     *
     * @param path segments joined by {@code /}
     * @throws RondoException of kind USER {@code blob.path} for an empty segment, {@code .} or
     *     {@code ..}, and {@code blob.key} for one that is too long
     */
    public static String encode(String path) {
        var segments = new ArrayList<String>();
        for (var segment : List.of(path.split("/", -1))) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw RondoException.user("blob.path", "\"" + path + "\" is no path of a file")
                        .because("a path is names joined by '/', none of them empty, . or ..")
                        .next("send a relative path");
            }
            segments.add(encodeSegment(segment));
        }
        return BlobKeys.check(String.join("/", segments));
    }

    private static String encodeSegment(String segment) {
        var key = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (plain) {
                key.append(c);
            } else {
                key.append('=').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return key.toString();
    }

    /** The path of which {@link #encode} made the key. */
    public static String decode(String key) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '=') {
                bytes.write(HexFormat.fromHexDigits(key, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
