package dev.rondo.store;

import dev.rondo.base.RondoException;
import java.util.regex.Pattern;

/** The rule for keys, which keeps every key inside the root, of a file system or a bucket. */
final class BlobKeys {
    private static final int MAX_LENGTH = 900;
    private static final String SEGMENT = "(?!\\.\\.?(?:/|$))[A-Za-z0-9_.@+=-]{1,200}";
    private static final Pattern KEY = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");

    private BlobKeys() {}

    static String check(String key) {
        if (key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            var shown = key.length() > 60 ? key.substring(0, 60) + "…" : key;
            throw RondoException.user("blob.key", "\"" + shown + "\" cannot be a key")
                    .because(
                            "a key is segments of letters, digits and _.@+=-, joined by '/', none of them . or .., and at most 900 characters")
                    .next("choose another name");
        }
        return key;
    }
}
