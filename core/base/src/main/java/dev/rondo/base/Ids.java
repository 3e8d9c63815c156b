package dev.rondo.base;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Identifiers and names. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    private Ids() {}

    /** 128 random bits as 32 hexadecimal digits, the form of an MLflow run id. */
    public static String random() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Checks a name that a person chooses, for a dataset, a model or an endpoint.
     *
     * @param thing what it names, for the error's text
     * @throws RondoException of kind USER unless it is 1 to 128 letters, digits, {@code _.-}, the
     *     first a letter or digit
     */
    public static String checkName(String thing, String name) {
        if (!NAME.matcher(name).matches()) {
            var shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
            throw RondoException.user("name.invalid", "\"" + shown + "\" cannot name a " + thing)
                    .because(
                            "a name has 1 to 128 letters, digits, '_', '.' or '-', and starts with a letter or digit")
                    .next("choose another name");
        }
        return name;
    }
}
