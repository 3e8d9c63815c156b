package dev.rondo.wire.oip;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.QuickRoute;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.wire.shared.BadRequest;
import dev.rondo.wire.shared.TensorBytes;
import java.util.List;
import java.util.Map;

/** {@code POST v2/models/NAME[/versions/VERSION]/infer}. */
final class InferRoute implements QuickRoute {
    private final ModelCatalogue models;

    InferRoute(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public boolean immediate(Map<String, String> path) {
        return models.immediate(path.getOrDefault("name", ""), path.get("version"));
    }

    @Override
    public Reply handle(Request request) {
        try (var model = models.use(request.pathValue("name"), request.path().get("version"))) {
            var asked = read(model, request);
            InferReply.check(model, asked.outputs());
            var outputs = model.infer(asked.inputs(), asked.options());
            return InferReply.of(model, asked, outputs);
        }
    }

    private static InferRequest read(ModelInUse model, Request request) {
        var body = request.body();
        var header = request.headers().get(InferReply.HEADER_LENGTH);
        if (header == null) {
            var plain = PlainInferReader.read(body);
            return plain != null ? plain : InferReader.read(body, body.length);
        }
        int length = length(header.strip(), body.length);
        return length == 0 ? raw(model, body) : InferReader.read(body, length);
    }

    private static int length(String header, int most) {
        try {
            int length = Integer.parseInt(header);
            if (length >= 0 && length <= most) {
                return length;
            }
        } catch (NumberFormatException e) {
            // falls through to the one error for texts and for numbers out of range
        }
        throw BadRequest.of(
                "the header " + InferReply.HEADER_LENGTH + " is no length within the body");
    }

    /** A body that is nothing but the bytes of the only input. */
    private static InferRequest raw(ModelInUse model, byte[] body) {
        if (model.inputs().size() != 1) {
            throw BadRequest.of("a raw request needs a model with one input");
        }
        var input = model.inputs().getFirst();
        var shape = input.shape().stream().mapToLong(Long::longValue).toArray();
        fill(shape, input.type(), body.length);
        var tensor = TensorBytes.read(0, input.name(), input.type(), shape, body, 0, body.length);
        return new InferRequest("", InferenceOptions.DEFAULT, List.of(tensor), List.of(), true);
    }

    /** The first dimension that varies takes what the data gives, the others are 1. */
    private static void fill(long[] shape, DataType type, int bytes) {
        long known = Math.max(1, type.bytes());
        int varying = -1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0 && varying < 0) {
                varying = i;
            } else {
                shape[i] = Math.max(1, shape[i]);
                known = Math.multiplyExact(known, shape[i]);
            }
        }
        if (varying >= 0) {
            shape[varying] = type == DataType.BYTES ? 1 : bytes / known;
        }
    }
}
