package dev.rondo.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one record. Fields that are null are left out. */
final class PredictionWriter {
    private final JsonGenerator json;

    PredictionWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(PredictionRecord record) throws IOException {
        json.writeStartObject();
        json.writeNumberField("format", PredictionRecords.FORMAT);
        if (!record.id().isEmpty()) {
            json.writeStringField("id", record.id());
        }
        json.writeStringField("kind", record.kind().name());
        writeRequest(record);
        writeRoute(record);
        json.writeFieldName("input");
        writeObject(record.input(), 0);
        writeAnswer(record);
        json.writeEndObject();
    }

    private void writeRequest(PredictionRecord record) throws IOException {
        json.writeStringField("trace_id", record.traceId());
        optional("principal", record.principal());
        json.writeNumberField("event_time", record.eventTime());
        json.writeNumberField("received_at", record.receivedAt());
        json.writeStringField("endpoint", record.endpoint());
        json.writeStringField("key", record.key());
    }

    private void writeRoute(PredictionRecord record) throws IOException {
        optional("release_id", record.releaseId());
        json.writeStringField("route", record.route().name());
        json.writeNumberField("weight", record.weight());
        json.writeStringField("model", record.model());
        json.writeNumberField("version", record.version());
        json.writeStringField("model_digest", record.modelDigest());
        optional("feature_service_hash", record.featureServiceHash());
        optional("shadow_of", record.shadowOf());
    }

    private void writeAnswer(PredictionRecord record) throws IOException {
        json.writeNumberField("margin", record.margin());
        json.writeNumberField("score", record.score());
        json.writeNumberField("threshold", record.threshold());
        json.writeStringField("policy_version", record.policyVersion());
        if (record.decision() != null) {
            json.writeBooleanField("decision", record.decision());
        }
        json.writeArrayFieldStart("reasons");
        for (var reason : record.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        json.writeNumberField("latency_nanos", record.latencyNanos());
        json.writeStringField("status", record.status());
    }

    private void optional(String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private void writeObject(Map<?, ?> values, int depth) throws IOException {
        json.writeStartObject();
        for (var entry : values.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            writeValue(entry.getValue(), depth + 1);
        }
        json.writeEndObject();
    }

    private void writeValue(@Nullable Object value, int depth) throws IOException {
        if (depth > PredictionRecords.MAX_DEPTH) {
            throw new IllegalArgumentException("the input nests too deep for a record");
        }
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Number number -> writeNumber(number);
            case Map<?, ?> object -> writeObject(object, depth);
            case Iterable<?> list -> {
                json.writeStartArray();
                for (var element : list) {
                    writeValue(element, depth + 1);
                }
                json.writeEndArray();
            }
            default ->
                    throw new IllegalArgumentException(
                            value.getClass() + " is no value of parsed JSON");
        }
    }

    private void writeNumber(Number number) throws IOException {
        switch (number) {
            case BigInteger whole -> json.writeNumber(whole);
            case BigDecimal decimal -> json.writeNumber(decimal);
            case Double _, Float _ -> json.writeNumber(number.doubleValue());
            default -> json.writeNumber(number.longValue());
        }
    }
}
