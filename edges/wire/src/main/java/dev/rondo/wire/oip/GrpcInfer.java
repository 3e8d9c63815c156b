package dev.rondo.wire.oip;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.ProtoWriter;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.GrpcMethod;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.TensorBytes;
import java.io.IOException;
import java.util.List;

/** {@code ModelInfer} and {@code ModelStreamInfer}. */
final class GrpcInfer implements GrpcMethod.Unary {
    private final ModelCatalogue models;

    GrpcInfer(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public boolean immediate(byte[] message) {
        try {
            var target = GrpcInferReader.target(message);
            return models.immediate(target[0], target[1]);
        } catch (RondoException e) {
            return false;
        }
    }

    @Override
    public byte[] answer(byte[] message) {
        return infer(message, false).toBytes();
    }

    /**
     * One answer for each message, its last; a failure is told in an answer, with the request's id,
     * and does not end the stream.
     */
    void stream(byte[] message, GrpcMethod.Output out) throws IOException {
        var answer = new ProtoWriter();
        try {
            answer.message(2, infer(message, true));
        } catch (RondoException e) {
            if (e.kind() == ErrorKind.INTERNAL) {
                throw e;
            }
            answer.text(1, String.valueOf(e.getMessage()))
                    .message(2, new ProtoWriter().text(3, GrpcInferReader.id(message)));
        }
        out.send(answer.toBytes());
    }

    private ProtoWriter infer(byte[] message, boolean last) {
        var target = GrpcInferReader.target(message);
        try (var model = models.use(target[0], target[1])) {
            var asked = GrpcInferReader.read(message);
            InferReply.check(model, asked.request().outputs());
            var outputs = model.infer(asked.request().inputs(), asked.request().options());
            var wanted = InferReply.wanted(asked.request(), outputs);
            return write(model, asked, wanted, last || asked.finalFlag());
        }
    }

    private static ProtoWriter write(
            ModelInUse model, GrpcInferReader.Asked asked, List<Tensor> outputs, boolean last) {
        boolean raw = asked.request().binaryOutputs();
        var out =
                new ProtoWriter()
                        .text(1, model.name())
                        .text(2, model.version())
                        .text(3, InferReply.id(asked.request().id()));
        if (last) {
            var isFinal = new ProtoWriter().flag(1, true);
            out.message(4, new ProtoWriter().text(1, "triton_final_response").message(2, isFinal));
        }
        for (var output : outputs) {
            var tensor =
                    new ProtoWriter()
                            .text(1, output.name())
                            .text(2, output.type().name())
                            .packed(3, output.shape());
            if (!raw) {
                tensor.message(5, TypedContents.write(output));
            }
            out.message(5, tensor);
        }
        if (raw) {
            outputs.forEach(output -> out.bytes(6, TensorBytes.write(output)));
        }
        return out;
    }
}
