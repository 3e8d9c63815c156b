package dev.rondo.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.base.RondoException;
import dev.rondo.inference.DataType;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.MlflowSignature.Column;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorModel;
import dev.rondo.inference.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model whose child answers. It takes a tensor for each column of its signature, or the
 * signature's tensors; without a signature whatever comes, tensors of one dimension as columns of a
 * data frame and {@code input} as an array.
 */
final class PythonModel implements TensorModel {
    private static final String INPUT = "input";
    private static final String OUTPUT = "predict";

    private final Supervisor supervisor;
    private final @Nullable MlflowSignature signature;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    /**
     * @param greeting what the child said when it was ready: what it gives for an example
     */
    PythonModel(Supervisor supervisor, @Nullable MlflowSignature signature, JsonNode greeting) {
        this.supervisor = supervisor;
        this.signature = signature;
        inputs = signature == null ? List.of() : inputs(signature);
        outputs = outputs(signature, greeting.path("outputs"));
    }

    private static List<TensorSpec> inputs(MlflowSignature signature) {
        if (signature.named()) {
            return signature.columns().stream().map(PythonModel::column).toList();
        }
        if (!signature.columns().isEmpty()) {
            boolean texts =
                    signature.columns().stream()
                            .anyMatch(column -> column.type().tensor() == DataType.BYTES);
            var type = texts ? DataType.BYTES : DataType.FP64;
            return List.of(new TensorSpec(INPUT, type, -1, signature.columns().size()));
        }
        return signature.tensors().stream()
                .map(each ->
                        each.name().isEmpty()
                                ? new TensorSpec(INPUT, each.type(), each.shape())
                                : each)
                .toList();
    }

    private static TensorSpec column(Column column) {
        return new TensorSpec(column.name(), column.type().tensor(), -1);
    }

    private static List<TensorSpec> outputs(
            @Nullable MlflowSignature signature, JsonNode answered) {
        var specs = new ArrayList<TensorSpec>();
        for (var spec : answered) {
            var shape = TensorParts.shape(spec);
            if (shape.length > 0) {
                shape[0] = -1;
            }
            specs.add(
                    new TensorSpec(
                            spec.path("name").asText(),
                            DataType.valueOf(spec.path("type").asText()),
                            shape));
        }
        if (specs.isEmpty() && signature != null) {
            signature.outputs().stream()
                    .filter(each -> !each.name().isEmpty())
                    .forEach(each -> specs.add(column(each)));
        }
        return specs.isEmpty() ? List.of(new TensorSpec(OUTPUT, DataType.FP64, -1)) : specs;
    }

    @Override
    public String platform() {
        return "python";
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
    public @Nullable MlflowSignature signature() {
        return signature;
    }

    @Override
    public boolean immediate() {
        return false;
    }

    @Override
    public List<Tensor> infer(List<Tensor> tensors, InferenceOptions options) {
        if (tensors.isEmpty()) {
            throw RondoException.user("inference.bad_input", "the request has no inputs");
        }
        var specs = new ArrayList<Map<String, Object>>();
        var parts = new ArrayList<ByteBuffer>();
        for (var tensor : tensors) {
            var part = TensorParts.write(tensor);
            specs.add(TensorParts.describe(tensor, part.remaining()));
            parts.add(part);
        }
        var answer = supervisor.ask(Map.of("tensors", specs, "params", options.params()), parts);
        if (answer.header().has("error")) {
            throw RondoException.user("model.input", answer.header().path("error").asText());
        }
        return read(answer);
    }

    private static List<Tensor> read(Message answer) {
        try {
            return TensorParts.read(answer);
        } catch (IOException | RuntimeException e) {
            throw RondoException.internal("python.answer", "the model's Python answers nonsense")
                    .causedBy(e);
        }
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
