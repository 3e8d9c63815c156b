package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.shared.BadRequest;

/** {@code PredictionService.GetModelMetadata}: a model's tensors as TensorFlow's signatures. */
final class Signatures {
    static final String NAME = "serving_default";

    private static final String FIELD = "signature_def";
    private static final String TYPE = "type.googleapis.com/tensorflow.serving.SignatureDefMap";

    private final ModelCatalogue models;

    Signatures(ModelCatalogue models) {
        this.models = models;
    }

    byte[] answer(byte[] message) {
        var spec = ModelSpec.of(message);
        checkFields(new ProtoReader(message));
        var model = models.describe(spec.name(), spec.version(models));
        var signature = new ProtoWriter();
        model.inputs().forEach(each -> signature.message(1, entry(each)));
        model.outputs().forEach(each -> signature.message(2, entry(each)));
        signature.text(3, "tensorflow/serving/predict");
        var named = new ProtoWriter().text(1, NAME).message(2, signature);
        var map = new ProtoWriter().message(1, named);
        var any = new ProtoWriter().text(1, TYPE).bytes(2, map.toBytes());
        return new ProtoWriter()
                .message(1, ModelSpec.write(model.name(), model.version()))
                .message(2, new ProtoWriter().text(1, FIELD).message(2, any))
                .toBytes();
    }

    private static void checkFields(ProtoReader in) {
        boolean any = false;
        while (in.next()) {
            if (in.field() != 2) {
                in.skip();
                continue;
            }
            any = true;
            if (!in.text().equals(FIELD)) {
                throw BadRequest.of("there is no such metadata_field").next("ask for " + FIELD);
            }
        }
        if (!any) {
            throw BadRequest.of("the request has no metadata_field").next("ask for " + FIELD);
        }
    }

    private static ProtoWriter entry(TensorSpec spec) {
        var shape = new ProtoWriter();
        for (long size : spec.shape()) {
            shape.message(2, new ProtoWriter().varint(1, size));
        }
        var info =
                new ProtoWriter()
                        .text(1, spec.name() + ":0")
                        .varint(2, TfType.number(spec.type()))
                        .message(3, shape);
        return new ProtoWriter().text(1, spec.name()).message(2, info);
    }
}
