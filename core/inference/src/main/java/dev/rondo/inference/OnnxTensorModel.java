package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;

/** A graph of ONNX whose every operator is run here, without ONNX Runtime. */
final class OnnxTensorModel implements TensorModel {
    /** So many values a sample for one input may have. */
    private static final long MAX_SAMPLE = 1 << 20;

    /** With more numbers among its constants, a graph multiplies for too long. */
    private static final long MAX_IMMEDIATE = 1 << 16;

    private final List<TensorSpec> inputs = new ArrayList<>();
    private final List<TensorSpec> outputs = new ArrayList<>();
    private final OnnxPlan plan;
    private final boolean immediate;

    /**
     * @throws RondoException of code {@code model.unsupported} when an operator, type or constant
     *     is not run here
     */
    OnnxTensorModel(OnnxGraph graph) {
        var sample = new ArrayList<Tensor>();
        for (var input : graph.inputs()) {
            if (input.type() == null || input.shape() == null || input.shape().isEmpty()) {
                throw ModelErrors.unsupported("an input is no tensor of a known type and rank")
                        .at(input.name());
            }
            var spec = new TensorSpec(input.name(), input.type(), input.shape());
            inputs.add(spec);
            sample.add(zeros(spec));
        }
        try {
            plan = new OnnxPlan(graph, sample);
        } catch (RondoException e) {
            // The sample's sizes are a guess where the graph does not say them.
            throw e.code().equals("inference.bad_input")
                    ? ModelErrors.unsupported("the graph does not say what it takes").causedBy(e)
                    : e;
        }
        immediate = plan.constants() <= MAX_IMMEDIATE;
        var answers = plan.sampleOutputs();
        for (int i = 0; i < answers.size(); i++) {
            outputs.add(spec(graph.outputs().get(i), answers.get(i)));
        }
    }

    private static Tensor zeros(TensorSpec spec) {
        var shape = spec.shape().stream().mapToLong(size -> size < 0 ? 1 : size).toArray();
        if (spec.shape().getFirst() < 0) {
            shape[0] = 2; // which shows the outputs that have as many rows
        }
        long elements = 1;
        for (long size : shape) {
            if (size > MAX_SAMPLE || elements * size > MAX_SAMPLE) {
                throw ModelErrors.unsupported("an input is large").at(spec.name());
            }
            elements *= size;
        }
        return Tensor.zeros(spec.name(), spec.type(), shape);
    }

    private static TensorSpec spec(OnnxValue said, Tensor answer) {
        if (said.type() == null && answer.shape().length == 2) { // maps, each with as many keys
            return new TensorSpec(said.name(), answer.type(), -1, answer.shape()[1]);
        }
        var shape = said.shape() == null ? List.<Long>of() : said.shape();
        return new TensorSpec(said.name(), answer.type(), shape).shownBy(answer);
    }

    @Override
    public String platform() {
        return "onnx";
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
        return immediate;
    }

    @Override
    public List<Tensor> infer(List<Tensor> tensors, InferenceOptions options) {
        var results = plan.run(TensorInputs.inOrder(inputs, tensors));
        var named = new ArrayList<Tensor>(results.length);
        for (int i = 0; i < results.length; i++) {
            var result = results[i];
            named.add(
                    Tensor.of(outputs.get(i).name(), result.type(), result.shape(), result.data()));
        }
        return named;
    }
}
