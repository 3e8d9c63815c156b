package dev.rondo.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.Digests;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a search goes on.
 *
 * @param search digests of the experiments, the filter and the order, with which the token goes
 * @param stage which part of the search the last row came from
 * @param place of the last row in the order of that part
 */
record PageToken(List<String> search, int stage, List<Object> place) {
    private static final List<String> PARTS =
            List.of(
                    "Experiment IDs in the page token do not match the requested experiment IDs.",
                    "Filter string in the page token does not match the requested filter string.",
                    "Order by in the page token does not match the requested order by.");

    /** The digests of a search. */
    static List<String> search(Object experiments, Object filter, Object order) {
        return List.of(digest(experiments), digest(filter), digest(order));
    }

    private static String digest(Object part) {
        var digest = Digests.of(Json.writeBytes(part));
        return digest.substring(digest.length() - 16);
    }

    String text() {
        var json = new ArrayList<Object>(search);
        json.add(stage);
        json.addAll(place);
        return Base64.getEncoder().encodeToString(Json.writeBytes(json));
    }

    /**
     * Reads a token.
     *
     * @return null where there is none
     * @throws RondoException of kind USER {@code page.token} when it is not of this search
     */
    static @Nullable PageToken read(@Nullable String text, List<String> search) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        var json = json(text);
        if (!json.isArray() || json.size() < 5 || !json.get(3).isInt()) {
            throw none(text);
        }
        for (int i = 0; i < PARTS.size(); i++) {
            if (!json.get(i).asText().equals(search.get(i))) {
                throw RondoException.user("page.token", PARTS.get(i));
            }
        }
        var place = new ArrayList<Object>();
        for (int i = 4; i < json.size(); i++) {
            place.add(value(json.get(i), text));
        }
        return new PageToken(search, json.get(3).asInt(), List.copyOf(place));
    }

    private static JsonNode json(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw RondoException.user("page.token", "Invalid page token, could not base64-decode")
                    .causedBy(e);
        }
        try {
            return Json.parse(bytes, JsonNode.class);
        } catch (RondoException e) {
            throw none(text).causedBy(e);
        }
    }

    private static Object value(JsonNode node, String text) {
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.asLong();
        }
        throw none(text);
    }

    static RondoException none(String text) {
        var shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return RondoException.user("page.token", "Invalid page token, decoded value=" + shown);
    }
}
