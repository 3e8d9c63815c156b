package dev.rondo.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.rondo.base.Json;
import dev.rondo.base.Micros;
import dev.rondo.inference.InferenceRecord;
import dev.rondo.inference.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes inference records as lines of JSON. Numbers come back to the same bits, but for the
 * payloads of NaN; texts that are not UTF-8 are {@code {"b64": …}}, and one that is missing null.
 */
final class InferenceRecordLine {
    private InferenceRecordLine() {}

    static void write(OutputStream out, InferenceRecord record) throws IOException {
        try (var json = Json.MAPPER.getFactory().createGenerator(out)) {
            json.disable(StreamWriteFeature.AUTO_CLOSE_TARGET.mappedFeature());
            write(json, record);
        }
        out.write('\n');
    }

    private static void write(JsonGenerator json, InferenceRecord record) throws IOException {
        json.writeStartObject();
        json.writeStringField("prediction_id", record.id());
        json.writeStringField("trace_id", record.traceId());
        json.writeStringField("request_id", record.requestId());
        json.writeStringField("principal", record.principal());
        json.writeStringField("received_at", Micros.format(record.receivedAt()));
        json.writeStringField("model", record.model());
        json.writeStringField("version", record.version());
        json.writeStringField("model_digest", record.modelDigest());
        json.writeBooleanField("output_margin", record.margin());
        json.writePOJOField("params", record.params());
        write(json, "inputs", record.inputs());
        write(json, "outputs", record.outputs());
        json.writeNumberField("tolerance", record.tolerance());
        json.writeNumberField("latency_nanos", record.latencyNanos());
        json.writeStringField("status", record.status());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, List<Tensor> tensors)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (var tensor : tensors) {
            json.writeStartObject();
            json.writeStringField("name", tensor.name());
            json.writeStringField("datatype", tensor.type().name());
            json.writeFieldName("shape");
            json.writeArray(tensor.shape(), 0, tensor.shape().length);
            json.writeArrayFieldStart("data");
            int count = Array.getLength(tensor.data());
            for (int i = 0; i < count; i++) {
                write(json, tensor, i);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Tensor tensor, int at) throws IOException {
        switch (tensor.data()) {
            case float[] values -> json.writeNumber(values[at]);
            case double[] values -> json.writeNumber(values[at]);
            case boolean[] values -> json.writeBoolean(values[at]);
            case byte[][] texts -> writeText(json, texts[at]);
            default -> writeWhole(json, tensor, at);
        }
    }

    private static void writeWhole(JsonGenerator json, Tensor tensor, int at) throws IOException {
        long value = ((Number) Array.get(tensor.data(), at)).longValue();
        switch (tensor.type()) {
            case UINT8 -> json.writeNumber(value & 0xff);
            case UINT16 -> json.writeNumber(value & 0xffff);
            case UINT32 -> json.writeNumber(value & 0xffff_ffffL);
            case UINT64 -> json.writeNumber(Long.toUnsignedString(value));
            case FP16 -> json.writeNumber(Float.float16ToFloat((short) value));
            case BF16 -> json.writeNumber(Float.intBitsToFloat((int) value << 16));
            default -> json.writeNumber(value);
        }
    }

    private static void writeText(
            JsonGenerator json, byte @org.jspecify.annotations.Nullable [] text)
            throws IOException {
        if (text == null) {
            json.writeNull();
            return;
        }
        try {
            json.writeString(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
        } catch (CharacterCodingException e) {
            json.writeStartObject();
            json.writeBinaryField("b64", text);
            json.writeEndObject();
        }
    }
}
