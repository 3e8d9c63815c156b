package dev.rondo.hosting;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request's hold on a version, which also measures it. */
final class HostedUse implements ModelInUse {
    private final HostedVersion version;
    private final TensorModel model;
    private final InferenceInterceptor interceptor;
    private final long begun = System.nanoTime();
    private long decoded;
    private long inferred;
    private boolean answered;

    /** What is wrong where the model has not been asked is the request. */
    private ErrorKind trouble = ErrorKind.USER;

    private boolean closed;

    HostedUse(HostedVersion version, TensorModel model, InferenceInterceptor interceptor) {
        this.version = version;
        this.model = model;
        this.interceptor = interceptor;
    }

    @Override
    public String name() {
        return version.name();
    }

    @Override
    public String version() {
        return version.version();
    }

    @Override
    public List<TensorSpec> inputs() {
        return model.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return model.outputs();
    }

    @Override
    public List<String> featureNames() {
        return model.featureNames();
    }

    @Override
    public @Nullable MlflowSignature signature() {
        return model.signature();
    }

    @Override
    public String digest() {
        return version.digest();
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        decoded = System.nanoTime();
        trouble = ErrorKind.INTERNAL;
        try {
            var outputs = interceptor.infer(this, model, inputs, options);
            inferred = System.nanoTime();
            answered = true;
            return outputs;
        } catch (RondoException e) {
            trouble = e.kind();
            throw e;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long ended = System.nanoTime();
        var counters = version.counters();
        counters.begun(System.currentTimeMillis());
        if (answered) {
            counters.answered(begun, decoded, inferred, ended);
        } else {
            counters.failed(trouble, begun, ended);
        }
        version.letGo();
    }
}
