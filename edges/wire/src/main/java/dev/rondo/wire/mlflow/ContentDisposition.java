package dev.rondo.wire.mlflow;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The header that makes a browser save a file under its name (RFC 6266), so that what someone has
 * uploaded never runs as a page of ours.
 */
final class ContentDisposition {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PLAIN_ASCII = Pattern.compile("[ -~]*");
    private static final String UNESCAPED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private ContentDisposition() {}

    /** For the last segment of a path. */
    static String attachment(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (PLAIN_ASCII.matcher(name).matches()) {
            return "attachment; filename=" + quoted(name);
        }
        return "attachment; filename=" + quoted(ascii(name)) + "; filename*=UTF-8''" + escaped(name);
    }

    private static String quoted(String name) {
        return TOKEN.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** For what reads no UTF-8: without accents and without what has no ASCII. */
    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("[^ -~]", "");
    }

    private static String escaped(String name) {
        var text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNESCAPED.indexOf(b) >= 0) {
                text.append((char) b);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return text.toString();
    }
}
