package dev.rondo.server;

import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.Caller;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import dev.rondo.serving.Endpoints;
import dev.rondo.serving.PredictRequest;
import dev.rondo.serving.Served;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint through a wire protocol: routed, shadowed and recorded as through our
 * own REST. Which version answers each row is in the outputs.
 */
final class EndpointUse implements ModelInUse {
    private final Endpoints endpoints;
    private final Served served;
    private final Runnable answered;

    /**
     * @param answered is told after each answer
     */
    EndpointUse(Endpoints endpoints, Served served, Runnable answered) {
        this.endpoints = endpoints;
        this.served = served;
        this.answered = answered;
    }

    @Override
    public String name() {
        return served.endpoint();
    }

    /** The live version's number. */
    @Override
    public String version() {
        return Integer.toString(served.live().version());
    }

    @Override
    public List<TensorSpec> inputs() {
        return EndpointTensors.inputs(served.signature());
    }

    @Override
    public List<TensorSpec> outputs() {
        return EndpointTensors.OUTPUTS;
    }

    @Override
    public List<String> featureNames() {
        return List.of();
    }

    @Override
    public MlflowSignature signature() {
        return EndpointTensors.table(served.signature());
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        var instances = EndpointTensors.instances(served.signature(), inputs);
        var request = new PredictRequest(served.endpoint(), instances, trace(), null);
        var answers = endpoints.predict(request).answers();
        answered.run();
        return EndpointTensors.answers(answers);
    }

    /** The caller's, under which the prediction is recorded; null for a new one. */
    private static @Nullable String trace() {
        var trace = Caller.current().trace();
        return trace == null ? null : trace.traceId();
    }

    /** Nothing is held: the request keeps the snapshot of its routing by itself. */
    @Override
    public void close() {}
}
