package dev.rondo.wire.tfserving;

import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.http.GrpcMethod;
import dev.rondo.http.Http;

/**
 * TensorFlow Serving's gRPC services: predictions, classes and values of examples, signatures,
 * status and configuration.
 *
 * <pre>{@code
 * new TfServingGrpc(models).addTo(http);
 * }</pre>
 */
public final class TfServingGrpc {
    private static final String PREDICTION = "/tensorflow.serving.PredictionService/";
    private static final String MODEL = "/tensorflow.serving.ModelService/";

    private final ModelCatalogue models;

    public TfServingGrpc(ModelCatalogue models) {
        this.models = models;
    }

    /** Adds both services. */
    public void addTo(Http http) {
        var examples = new ExampleCalls(models);
        var status = new ModelService(models);
        quick(http, PREDICTION + "Predict", new Predict(models)::answer);
        quick(http, PREDICTION + "Classify", examples::classify);
        quick(http, PREDICTION + "Regress", examples::regress);
        waiting(http, PREDICTION + "MultiInference", examples::multiple);
        quick(http, PREDICTION + "GetModelMetadata", new Signatures(models)::answer);
        quick(http, MODEL + "GetModelStatus", status::status);
        waiting(http, MODEL + "HandleReloadConfigRequest", status::reload);
    }

    private void quick(Http http, String path, TfMethod.Call call) {
        http.grpc(path, new TfMethod(models, call));
    }

    /** On a thread of its own, since it may take long. */
    private static void waiting(Http http, String path, GrpcMethod.Unary call) {
        http.grpc(path, call);
    }
}
