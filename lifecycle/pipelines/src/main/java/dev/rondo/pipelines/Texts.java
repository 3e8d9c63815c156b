package dev.rondo.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;

/** Makes what steps say fit for every database. */
final class Texts {
    private static final int MAX_LINE = 4_000;

    private Texts() {}

    /** The text without NUL and lone surrogates, and of bounded length. */
    static String line(String text) {
        var cut = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text;
        return new String(cut.replace('\0', '?').getBytes(UTF_8), UTF_8);
    }

    /**
     * The JSON as it will be read back.
     *
     * @throws RondoException LIMIT when it is larger than {@link Runs#MAX_JSON_BYTES}
     */
    static JsonNode json(String what, JsonNode json) {
        var bytes = Json.writeBytes(json);
        if (bytes.length > Runs.MAX_JSON_BYTES) {
            throw RondoException.limit("pipelines.too_large", what + " too large")
                    .because("the limit is " + Runs.MAX_JSON_BYTES + " bytes of JSON")
                    .next("store the data elsewhere and pass its name");
        }
        return Json.tree(new String(bytes, UTF_8));
    }
}
