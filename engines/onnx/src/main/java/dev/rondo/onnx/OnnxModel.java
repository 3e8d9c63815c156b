package dev.rondo.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorInputs;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A session of ONNX Runtime. It computes with one thread, or as many as the property says. */
final class OnnxModel implements TensorModel {
    /** How many threads one call may use. */
    private static final String THREADS = "rondo.onnx.threads";

    private static final int MAX_TOLD = 300;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<TensorSpec> inputs = new ArrayList<>();
    private final List<TensorSpec> outputs = new ArrayList<>();

    private OnnxModel(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        for (var input : session.getInputInfo().values()) {
            inputs.add(input(input));
        }
        for (var output : session.getOutputInfo().values()) {
            outputs.add(output(output));
        }
    }

    /** Reads a file; what it says of itself is checked by a sample, which files lie about. */
    static OnnxModel open(Path file) {
        return NativeCalls.run(() -> {
            var environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "rondo");
            try (var options = options()) {
                var session = environment.createSession(file.toString(), options);
                return opened(environment, session);
            } catch (OrtException e) {
                throw RondoException.user("model.invalid", "ONNX Runtime cannot read the model")
                        .because(told(e))
                        .causedBy(e);
            }
        });
    }

    private static OnnxModel opened(OrtEnvironment environment, OrtSession session)
            throws OrtException {
        try {
            var model = new OnnxModel(environment, session);
            model.correctOutputs();
            return model;
        } catch (RuntimeException | OrtException e) {
            session.close();
            throw e;
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(Integer.getInteger(THREADS, 1));
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private static TensorSpec input(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo info) {
            var type = OnnxTensors.type(info);
            if (type != null) {
                return new TensorSpec(node.getName(), type, info.getShape());
            }
        }
        throw unsupported("an input is no tensor of a type that can be given", node);
    }

    private static TensorSpec output(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo info) {
            var type = OnnxTensors.type(info);
            if (type != null) {
                return new TensorSpec(node.getName(), type, info.getShape());
            }
        } else if (node.getInfo() instanceof SequenceInfo info
                && info.sequenceOfMaps
                && info.mapInfo.valueType == OnnxJavaType.FLOAT) {
            return new TensorSpec(node.getName(), DataType.FP32, -1, -1);
        }
        throw unsupported("an output is neither a tensor nor a sequence of maps", node);
    }

    private static RondoException unsupported(String what, NodeInfo node) {
        return RondoException.user("model.unsupported", what)
                .at(node.getName())
                .because("its type is " + node.getInfo())
                .next("change the model's inputs and outputs to tensors");
    }

    /** Converters write sizes of outputs that are not so: those give way to what a sample shows. */
    private void correctOutputs() {
        List<Tensor> answers;
        try {
            answers = call(inputs.stream().map(OnnxModel::sample).toList());
        } catch (OrtException | RuntimeException e) {
            return; // Zeros are no input to every model.
        }
        for (int i = 0; i < answers.size(); i++) {
            outputs.set(i, outputs.get(i).shownBy(answers.get(i)));
        }
    }

    private static Tensor sample(TensorSpec spec) {
        var shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] >= 0 ? shape[i] : i == 0 ? 2 : 1;
        }
        if (Tensor.elements(shape) > 1 << 20) {
            throw new IllegalArgumentException("a sample would be large");
        }
        return Tensor.zeros(spec.name(), spec.type(), shape);
    }

    @Override
    public String platform() {
        return "onnxruntime_onnx";
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public boolean immediate() {
        return false;
    }

    @Override
    public List<Tensor> infer(List<Tensor> tensors, InferenceOptions options) {
        var given = List.of(TensorInputs.inOrder(inputs, tensors));
        return NativeCalls.runHere(() -> {
            try {
                return call(given);
            } catch (OrtException e) {
                throw RondoException.user(
                                "inference.bad_input", "ONNX Runtime cannot compute this input")
                        .because(told(e))
                        .causedBy(e);
            }
        });
    }

    private List<Tensor> call(List<Tensor> given) throws OrtException {
        try (var memory = DirectBuffers.take()) {
            return call(given, memory);
        }
    }

    private List<Tensor> call(List<Tensor> given, DirectBuffers memory) throws OrtException {
        var values = HashMap.<String, OnnxTensor>newHashMap(given.size());
        try {
            for (int i = 0; i < given.size(); i++) {
                var tensor = OnnxTensors.give(environment, given.get(i), i, memory);
                values.put(given.get(i).name(), tensor);
            }
            try (var result = session.run(values)) {
                var answers = new ArrayList<Tensor>(result.size());
                for (int i = 0; i < result.size(); i++) {
                    answers.add(OnnxTensors.take(outputs.get(i).name(), result.get(i)));
                }
                return answers;
            }
        } finally {
            values.values().forEach(OnnxTensor::close);
        }
    }

    /** What ONNX Runtime says, without the places in its source. */
    private static String told(OrtException e) {
        var text = String.valueOf(e.getMessage()).replaceAll("/[^ ]*\\.(cc|h):[0-9]+ ", "");
        return text.length() > MAX_TOLD ? text.substring(0, MAX_TOLD) + "…" : text;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw RondoException.internal("onnx.close", "a session cannot be closed").causedBy(e);
        }
    }
}
