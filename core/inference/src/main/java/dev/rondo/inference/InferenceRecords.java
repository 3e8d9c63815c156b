package dev.rondo.inference;

import dev.rondo.base.Json;
import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Inference records as bytes, the form that a journal keeps: a message of Protocol Buffers.
 *
 * <pre>
 * message InferenceRecord {
 *   uint32 format = 1;         // 1; grows only when an old reader would go wrong
 *   string trace_id = 2;
 *   string request_id = 3;     // left out where there is none, as is every empty field
 *   string principal = 4;
 *   int64 received_at = 5;     // microseconds since 1970
 *   string model = 6;
 *   string version = 7;
 *   string model_digest = 8;
 *   bool output_margin = 9;
 *   string params = 10;        // a JSON object
 *   repeated Tensor inputs = 11;
 *   repeated Tensor outputs = 12;
 *   float tolerance = 13;
 *   int64 latency_nanos = 14;
 *   string status = 15;
 * }
 * message Tensor {
 *   string name = 1;
 *   string datatype = 2;       // as the Open Inference Protocol names it
 *   repeated int64 shape = 3;
 *   bytes data = 4;            // little-endian; each of BYTES behind its length in 4 bytes, -1 where it is missing
 * }
 * </pre>
 */
public final class InferenceRecords {
    static final int FORMAT = 1;

    private InferenceRecords() {}

    /** Everything but the id, which is where it will stand. */
    public static byte[] encode(InferenceRecord record) {
        var out =
                new ProtoWriter()
                        .varint(1, FORMAT)
                        .text(2, record.traceId())
                        .text(3, orEmpty(record.requestId()))
                        .text(4, orEmpty(record.principal()))
                        .varint(5, record.receivedAt())
                        .text(6, record.model())
                        .text(7, record.version())
                        .text(8, record.modelDigest())
                        .flag(9, record.margin());
        if (!record.params().isEmpty()) {
            out.text(10, Json.write(record.params()));
        }
        record.inputs().forEach(tensor -> out.message(11, RecordedTensors.write(tensor)));
        record.outputs().forEach(tensor -> out.message(12, RecordedTensors.write(tensor)));
        return out.single(13, record.tolerance())
                .varint(14, record.latencyNanos())
                .text(15, record.status())
                .toBytes();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** How many bytes the values of tensors take in a record. */
    public static long dataBytes(List<Tensor> tensors) {
        long bytes = 0;
        for (var tensor : tensors) {
            bytes += RecordedTensors.dataBytes(tensor);
        }
        return bytes;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param address where the bytes stood; it becomes the record's id
     * @throws RondoException of kind INTERNAL when the bytes are no record, or one of a later
     *     format
     */
    public static InferenceRecord decode(PredictionId address, byte[] bytes) {
        try {
            return new Reading().read(address.toString(), new ProtoReader(bytes));
        } catch (RondoException | IllegalArgumentException | ArithmeticException e) {
            throw PredictionRecords.unreadable(String.valueOf(e.getMessage()))
                    .at(address.toString())
                    .causedBy(e);
        }
    }

    /** The fields read so far. */
    private static final class Reading {
        private final Map<Integer, String> texts = new LinkedHashMap<>();
        private final List<Tensor> inputs = new ArrayList<>();
        private final List<Tensor> outputs = new ArrayList<>();
        private long receivedAt;
        private boolean margin;
        private float tolerance;
        private long latencyNanos;

        InferenceRecord read(String id, ProtoReader in) {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> checkFormat(in.varint());
                    case 2, 3, 4, 6, 7, 8, 10, 15 -> texts.put(in.field(), in.text());
                    case 5 -> receivedAt = in.varint();
                    case 9 -> margin = in.flag();
                    case 11 -> inputs.add(RecordedTensors.read(in.part()));
                    case 12 -> outputs.add(RecordedTensors.read(in.part()));
                    case 13 -> tolerance = Float.intBitsToFloat(in.fixed32());
                    case 14 -> latencyNanos = in.varint();
                    default -> in.skip();
                }
            }
            return new InferenceRecord(
                    id,
                    text(2),
                    texts.get(3),
                    texts.get(4),
                    receivedAt,
                    text(6),
                    text(7),
                    text(8),
                    margin,
                    params(),
                    inputs,
                    outputs,
                    tolerance,
                    latencyNanos,
                    text(15));
        }

        private static void checkFormat(long format) {
            if (format > FORMAT) {
                throw new IllegalArgumentException("it has format " + format);
            }
        }

        private String text(int field) {
            return orEmpty(texts.get(field));
        }

        @SuppressWarnings("unchecked")
        private Map<String, @Nullable Object> params() {
            var params = texts.get(10);
            return params == null
                    ? Map.of()
                    : (Map<String, @Nullable Object>)
                            Json.parse(params.getBytes(StandardCharsets.UTF_8), Map.class);
        }
    }
}
