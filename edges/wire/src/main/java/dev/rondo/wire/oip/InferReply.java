package dev.rondo.wire.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.Reply;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.oip.InferRequest.Wanted;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.ModelJson;
import dev.rondo.wire.shared.TensorBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** An answer: what was wanted of the outputs, as JSON or as JSON with bytes behind it. */
final class InferReply {
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private InferReply() {}

    /** An output with its bytes, or without where it is told in JSON. */
    private record Part(Tensor tensor, byte[] bytes, boolean binary) {}

    private static final byte[] NONE = {};

    static Reply of(ModelInUse model, InferRequest request, List<Tensor> outputs) {
        var plain = PlainInferWriter.write(model, request, outputs);
        return plain == null
                ? general(model, request, outputs)
                : new Reply.Whole(200, Reply.JSON, plain);
    }

    /** Any answer, plain ones included. */
    static Reply.Whole general(ModelInUse model, InferRequest request, List<Tensor> outputs) {
        var parts = parts(request, outputs);
        var json = ModelJson.bytes(out -> write(out, model, request, parts));
        int size = 0;
        boolean binary = false;
        for (var part : parts) {
            size = Math.addExact(size, part.bytes().length);
            binary |= part.binary();
        }
        if (!binary) {
            return new Reply.Whole(200, Reply.JSON, json);
        }
        var body = java.util.Arrays.copyOf(json, Math.addExact(json.length, size));
        int at = json.length;
        for (var part : parts) {
            System.arraycopy(part.bytes(), 0, body, at, part.bytes().length);
            at += part.bytes().length;
        }
        return new Reply.Whole(
                200,
                "application/octet-stream",
                body,
                Map.of(HEADER_LENGTH, Integer.toString(json.length)));
    }

    private static List<Part> parts(InferRequest request, List<Tensor> outputs) {
        var wanted = wanted(request, outputs);
        var parts = new ArrayList<Part>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            boolean binary =
                    request.outputs().isEmpty()
                            ? request.binaryOutputs()
                            : request.binary(request.outputs().get(i));
            parts.add(part(wanted.get(i), binary));
        }
        return parts;
    }

    /** The outputs that a request asks for, in its order. */
    static List<Tensor> wanted(InferRequest request, List<Tensor> outputs) {
        return request.outputs().isEmpty()
                ? outputs
                : request.outputs().stream().map(each -> find(each, outputs)).toList();
    }

    private static Part part(Tensor output, boolean binary) {
        return new Part(output, binary ? TensorBytes.write(output) : NONE, binary);
    }

    private static Tensor find(Wanted wanted, List<Tensor> outputs) {
        for (var output : outputs) {
            if (output.name().equals(wanted.name())) {
                return wanted.classes() == 0 ? output : Ranked.of(output, wanted.classes());
            }
        }
        throw new IllegalStateException("outputs were checked before the model was asked");
    }

    /** Refuses outputs that the model does not have, and those that are asked for twice. */
    static void check(ModelInUse model, List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < wanted.size(); i++) {
            var name = wanted.get(i).name();
            if (model.outputs().stream().noneMatch(each -> each.name().equals(name))) {
                throw BadRequest.of("the model has no such output")
                        .at("outputs[" + i + "]")
                        .next("outputs: " + names(model));
            }
            if (!seen.add(name)) {
                throw BadRequest.of("an output is asked for twice").at("outputs[" + i + "]");
            }
        }
    }

    private static String names(ModelInUse model) {
        return String.join(", ", model.outputs().stream().map(each -> each.name()).toList());
    }

    /** The caller's id, or a new one. */
    static String id(String given) {
        if (!given.isEmpty()) {
            return given;
        }
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static void write(
            JsonGenerator out, ModelInUse model, InferRequest request, List<Part> parts)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("model_name", model.name());
        out.writeStringField("model_version", model.version());
        out.writeStringField("id", id(request.id()));
        out.writeArrayFieldStart("outputs");
        for (var part : parts) {
            write(out, part);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Part part) throws IOException {
        var tensor = part.tensor();
        out.writeStartObject();
        out.writeStringField("name", tensor.name());
        out.writeStringField("datatype", tensor.type().name());
        out.writeFieldName("shape");
        out.writeArray(tensor.shape(), 0, tensor.shape().length);
        if (part.binary()) {
            out.writeObjectFieldStart("parameters");
            out.writeNumberField("binary_data_size", part.bytes().length);
            out.writeEndObject();
        } else {
            if (isHalf(tensor)) {
                throw BadRequest.of(
                        tensor.type() + " cannot be told in JSON; ask for it as binary data");
            }
            out.writeFieldName("data");
            TensorJson.write(out, tensor);
        }
        out.writeEndObject();
    }

    private static boolean isHalf(Tensor tensor) {
        return switch (tensor.type()) {
            case FP16, BF16 -> true;
            default -> false;
        };
    }
}
