package dev.rondo.inference;

import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model directory of ours that takes the columns it was trained on, before they are encoded: one
 * tensor for each. It answers the score, the probability of the positive class, and the decision by
 * its policy, {@code act} or {@code pass}.
 */
final class ColumnModel implements TensorModel {
    private static final int MAX_ROWS = 1_000_000;

    private final LoadedModel model;

    ColumnModel(LoadedModel model) {
        this.model = model;
    }

    @Override
    public String platform() {
        return "rondo";
    }

    @Override
    public List<TensorSpec> inputs() {
        return ColumnTensors.inputs(model.signature());
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(
                new TensorSpec("score", DataType.FP32, -1),
                new TensorSpec("decision", DataType.BYTES, -1));
    }

    @Override
    public MlflowSignature signature() {
        return ColumnTensors.signature(model.signature());
    }

    @Override
    public String digest() {
        return model.digest();
    }

    @Override
    public List<Tensor> sample() {
        return model.signature().inputs().stream().map(ColumnTensors::sample).toList();
    }

    @Override
    public boolean immediate() {
        return true;
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs, InferenceOptions options) {
        inputs.forEach(this::check);
        var batch =
                Batch.of(
                        model.signature(), ColumnTensors.rows(model.signature(), inputs, MAX_ROWS));
        var answers = model.model().predict(batch);
        var scores = new float[answers.length];
        var decisions = new ArrayList<String>(answers.length);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = options.margin() ? answers[i].margin() : answers[i].score();
            decisions.add(model.policy().decide(answers[i].score()) ? "act" : "pass");
        }
        return List.of(
                Tensor.of("score", DataType.FP32, new long[] {scores.length}, scores),
                ColumnTensors.texts("decision", decisions));
    }

    /** A typing error would pass as missing. */
    private void check(Tensor tensor) {
        if (model.signature().inputs().stream()
                .noneMatch(column -> column.name().equals(tensor.name()))) {
            throw RondoException.user("inference.unknown_input", "the model has no such input")
                    .at(tensor.name())
                    .next(
                            "send "
                                    + model.signature().inputs().stream()
                                            .limit(20)
                                            .map(column -> column.name())
                                            .collect(Collectors.joining(", ")));
        }
    }
}
