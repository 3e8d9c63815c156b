package dev.rondo.wire.v1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.wire.rows.RowJson;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that came as a CloudEvent, whose answer is one, as KServe does it: in binary mode the
 * attributes are headers, in structured mode they stand beside {@code data} in one JSON object.
 * Nothing of the caller's goes into a header of the answer.
 *
 * @param data the request itself
 */
record CloudEvent(boolean structured, byte[] data) {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String VERSION = "1.0";
    private static final String SOURCE = "io.kserve.inference.";
    private static final String TYPE = "io.kserve.inference.response";

    /** Null for a request that is none. */
    static @Nullable CloudEvent of(Request request) {
        var type = request.headers().get("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
            return new CloudEvent(true, data(request.body()));
        }
        if (request.headers().get("ce-specversion") == null) {
            return null;
        }
        for (var header : new String[] {"ce-id", "ce-source", "ce-type"}) {
            if (request.headers().get(header) == null) {
                throw Table.error("the event has no header " + header);
            }
        }
        return new CloudEvent(false, request.body());
    }

    /** What a structured event holds, cut out of its bytes. */
    private static byte[] data(byte[] body) {
        var fields = new HashMap<String, byte[]>();
        RowJson.read(body, (name, in) -> take(name, in, body, fields));
        for (var field : new String[] {"specversion", "id", "source", "type"}) {
            if (!fields.containsKey(field)) {
                throw Table.error("the event has no " + field);
            }
        }
        var data = fields.get("data");
        if (data == null) {
            throw Table.error("the event has no data");
        }
        return data;
    }

    private static void take(String name, JsonParser in, byte[] body, Map<String, byte[]> fields)
            throws IOException {
        switch (name) {
            case "data" -> {
                int from = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                int to = (int) in.currentLocation().getByteOffset();
                fields.put("data", Arrays.copyOfRange(body, from, to));
            }
            case "data_base64" -> fields.put("data", decoded(in));
            default -> {
                fields.put(name, new byte[0]);
                in.skipChildren();
            }
        }
    }

    private static byte[] decoded(JsonParser in) throws IOException {
        try {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                return Base64.getDecoder().decode(in.getText());
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one error for texts and for what is none
        }
        throw Table.error("the event's data_base64 is no text in Base64");
    }

    /** An event that holds an answer. */
    Reply answer(String model, Reply.Whole reply) {
        var id = UUID.randomUUID().toString();
        var time = Instant.now().toString();
        if (!structured) {
            var headers =
                    Map.of(
                            "ce-specversion", VERSION,
                            "ce-id", id,
                            "ce-source", SOURCE + model,
                            "ce-type", TYPE,
                            "ce-time", time);
            return new Reply.Whole(reply.status(), Reply.JSON, reply.body(), headers);
        }
        var body =
                ModelJson.bytes(out -> {
                    out.writeStartObject();
                    out.writeStringField("specversion", VERSION);
                    out.writeStringField("id", id);
                    out.writeStringField("source", SOURCE + model);
                    out.writeStringField("type", TYPE);
                    out.writeStringField("datacontenttype", Reply.JSON);
                    out.writeStringField("time", time);
                    out.writeFieldName("data");
                    out.writeRawValue(
                            new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8));
                    out.writeEndObject();
                });
        return new Reply.Whole(reply.status(), STRUCTURED, body);
    }
}
