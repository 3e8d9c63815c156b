package dev.rondo.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one record, whatever the order of its fields. */
final class PredictionReader {
    private final JsonParser json;
    private final Map<String, String> texts = new HashMap<>();
    private long eventTime;
    private long receivedAt;
    private double weight;
    private int version;
    private Map<String, @Nullable Object> input = Map.of();
    private float margin = Float.NaN;
    private float score = Float.NaN;
    private double threshold = Double.NaN;
    private @Nullable Boolean decision;
    private List<String> reasons = List.of();
    private long latencyNanos;

    PredictionReader(JsonParser json) {
        this.json = json;
    }

    PredictionRecord read(String id) throws IOException {
        json.nextToken();
        expect(JsonToken.START_OBJECT);
        try {
            for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                take(name);
            }
            return record(id);
        } catch (IllegalArgumentException e) {
            throw PredictionRecords.unreadable("a field has a value that is not known").causedBy(e);
        }
    }

    private void take(String name) throws IOException {
        switch (name) {
            case "format" -> checkFormat(json.getIntValue());
            case "event_time" -> eventTime = json.getLongValue();
            case "received_at" -> receivedAt = json.getLongValue();
            case "weight" -> weight = real();
            case "version" -> version = json.getIntValue();
            case "input" -> {
                expect(JsonToken.START_OBJECT);
                input = object();
            }
            case "margin" -> margin = single();
            case "score" -> score = single();
            case "threshold" -> threshold = real();
            case "decision" -> decision = json.getBooleanValue();
            case "reasons" -> {
                expect(JsonToken.START_ARRAY);
                reasons = list().stream().map(String::valueOf).toList();
            }
            case "latency_nanos" -> latencyNanos = json.getLongValue();
            default -> takeText(name);
        }
    }

    private void expect(JsonToken token) {
        if (json.currentToken() != token) {
            throw PredictionRecords.unreadable("an object or a list is missing");
        }
    }

    private static void checkFormat(int format) {
        if (format > PredictionRecords.FORMAT) {
            throw PredictionRecords.unreadable("it has format " + format);
        }
    }

    private void takeText(String name) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            texts.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }

    private PredictionRecord record(String id) {
        return new PredictionRecord(
                PredictionRecord.Kind.valueOf(text("kind")),
                id,
                text("trace_id"),
                texts.get("principal"),
                eventTime,
                receivedAt,
                text("endpoint"),
                texts.get("release_id"),
                Route.valueOf(text("route")),
                weight,
                text("key"),
                text("model"),
                version,
                text("model_digest"),
                texts.get("feature_service_hash"),
                input,
                margin,
                score,
                threshold,
                text("policy_version"),
                decision,
                reasons,
                latencyNanos,
                text("status"),
                texts.get("shadow_of"));
    }

    private String text(String field) {
        var text = texts.get(field);
        if (text == null) {
            throw PredictionRecords.unreadable("it has no " + field);
        }
        return text;
    }

    /** Doubles that JSON has no number for stand as text, such as {@code "NaN"}. */
    private double real() throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? Double.parseDouble(json.getText())
                : json.getDoubleValue();
    }

    private float single() throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? Float.parseFloat(json.getText())
                : json.getFloatValue();
    }

    private Map<String, @Nullable Object> object() throws IOException {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            values.put(name, value());
        }
        return values;
    }

    private List<@Nullable Object> list() throws IOException {
        var values = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value());
        }
        return values;
    }

    private @Nullable Object value() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case null, default -> null;
        };
    }
}
