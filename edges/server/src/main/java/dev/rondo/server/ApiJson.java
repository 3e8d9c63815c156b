package dev.rondo.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Json;
import dev.rondo.base.RondoException;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import java.io.UncheckedIOException;

/** The JSON of our own REST: as {@link Json}, with names in snake_case. */
final class ApiJson {
    static final JsonMapper MAPPER =
            Json.MAPPER
                    .rebuild()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private ApiJson() {}

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply reply(Object value) {
        return reply(200, value);
    }

    static Reply reply(int status, Object value) {
        return new Reply.Whole(status, Reply.JSON, bytes(value));
    }

    /** The request's body as a record, read strictly. */
    static <T> T read(Request request, Class<T> type) {
        if (request.body().length == 0) {
            throw RondoException.user("json.missing", "the request has no body")
                    .next("send a JSON object with Content-Type: application/json");
        }
        return Json.parse(request.body(), type, MAPPER);
    }

    /** A record as a tree, for adding or renaming a field of a view. */
    static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
