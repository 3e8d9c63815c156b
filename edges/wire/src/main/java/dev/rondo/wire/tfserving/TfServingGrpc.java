package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.GrpcMethod;
import dev.rondo.http.Http;
import dev.rondo.inference.TensorSpec;

/**
 * TensorFlow Serving's gRPC services: predictions, metadata and status.
 *
 * <pre>{@code
 * new TfServingGrpc(models).addTo(http);
 * }</pre>
 */
public final class TfServingGrpc {
    private static final String SIGNATURES =
            "type.googleapis.com/tensorflow.serving.SignatureDefMap";

    private final ModelCatalogue models;

    public TfServingGrpc(ModelCatalogue models) {
        this.models = models;
    }

    /** Adds both services. */
    public void addTo(Http http) {
        http.grpc("/tensorflow.serving.PredictionService/Predict", new Predict(models));
        call(http, "/tensorflow.serving.PredictionService/GetModelMetadata", this::metadata);
        call(http, "/tensorflow.serving.ModelService/GetModelStatus", this::status);
    }

    private static void call(Http http, String path, GrpcMethod.Unary call) {
        http.grpc(path, call);
    }

    private byte[] status(byte[] message) {
        var spec = ModelSpec.of(message);
        var _ = models.ready(spec.name(), spec.version());
        var out = new ProtoWriter();
        for (var version : models.index().reversed()) {
            if (version.name().equals(spec.name())
                    && (spec.version().isEmpty() || spec.version().equals(version.version()))) {
                out.message(1, line(version));
            }
        }
        return out.toBytes();
    }

    /** States are START 10, LOADING 20, AVAILABLE 30, UNLOADING 40 and END 50. */
    private static ProtoWriter line(VersionStatus version) {
        int state =
                switch (version.state()) {
                    case LOADING -> 20;
                    case READY -> 30;
                    case UNLOADING -> 40;
                    case UNAVAILABLE -> 50;
                };
        var status = new ProtoWriter();
        if (state == 50) {
            status.varint(1, 14).text(2, version.reason());
        }
        return new ProtoWriter()
                .varint(1, Long.parseLong(version.version()))
                .varint(2, state)
                .message(3, status);
    }

    private byte[] metadata(byte[] message) {
        var spec = ModelSpec.of(message);
        var model = models.describe(spec.name(), spec.version());
        var signature = new ProtoWriter();
        model.inputs().forEach(each -> signature.message(1, entry(each)));
        model.outputs().forEach(each -> signature.message(2, entry(each)));
        signature.text(3, "tensorflow/serving/predict");
        var map =
                new ProtoWriter()
                        .message(
                                1,
                                new ProtoWriter().text(1, "serving_default").message(2, signature));
        var any = new ProtoWriter().text(1, SIGNATURES).bytes(2, map.toBytes());
        return new ProtoWriter()
                .message(1, ModelSpec.write(model.name(), model.version()))
                .message(2, new ProtoWriter().text(1, "signature_def").message(2, any))
                .toBytes();
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
