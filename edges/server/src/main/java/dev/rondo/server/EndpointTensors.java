package dev.rondo.server;

import dev.rondo.base.Ids;
import dev.rondo.base.Micros;
import dev.rondo.base.RondoException;
import dev.rondo.inference.ColumnTensors;
import dev.rondo.inference.DataType;
import dev.rondo.inference.MlflowSignature;
import dev.rondo.inference.MlflowType;
import dev.rondo.inference.Signature;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import dev.rondo.serving.Answer;
import dev.rondo.serving.Instance;
import dev.rondo.serving.PredictRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's instances and answers as tensors. {@link #KEY} and {@link #EVENT_TIME} may come
 * beside the columns, where no column has that name.
 */
final class EndpointTensors {
    /** The entity of each row, which decides its route; without it a random one is taken. */
    static final String KEY = "key";

    /** ISO 8601 with a zone; without it the time of arrival counts. */
    static final String EVENT_TIME = "event_time";

    static final List<TensorSpec> OUTPUTS =
            List.of(
                    new TensorSpec("score", DataType.FP32, -1),
                    new TensorSpec("decision", DataType.BYTES, -1),
                    new TensorSpec("prediction_id", DataType.BYTES, -1),
                    new TensorSpec("model", DataType.BYTES, -1),
                    new TensorSpec("version", DataType.INT32, -1),
                    new TensorSpec("route", DataType.BYTES, -1));

    private EndpointTensors() {}

    /** The columns, and what may come beside them. */
    static List<TensorSpec> inputs(Signature signature) {
        var inputs = new ArrayList<>(ColumnTensors.inputs(signature));
        beside(signature).forEach(name -> inputs.add(new TensorSpec(name, DataType.BYTES, -1)));
        return inputs;
    }

    /** What tables must look like. */
    static MlflowSignature table(Signature signature) {
        var columns = new ArrayList<>(ColumnTensors.signature(signature).columns());
        beside(signature)
                .forEach(name ->
                        columns.add(new MlflowSignature.Column(name, MlflowType.STRING, false)));
        return new MlflowSignature(columns, List.of(), List.of(), List.of());
    }

    private static List<String> beside(Signature signature) {
        return Stream.of(KEY, EVENT_TIME).filter(name -> !isColumn(signature, name)).toList();
    }

    /**
     * The rows of a request.
     *
     * @throws RondoException of kind USER for tensors that are not one value for each row
     */
    static List<Instance> instances(Signature signature, List<Tensor> tensors) {
        var rows = ColumnTensors.rows(signature, tensors, PredictRequest.MAX_INSTANCES);
        boolean keys = !isColumn(signature, KEY);
        boolean times = !isColumn(signature, EVENT_TIME);
        var instances = new ArrayList<Instance>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var key = keys ? row.remove(KEY) : null;
            var time = times ? time(row, i) : null;
            instances.add(new Instance(key == null ? Ids.random() : key.toString(), time, row));
        }
        return instances;
    }

    private static boolean isColumn(Signature signature, String name) {
        return signature.inputs().stream().anyMatch(column -> column.name().equals(name));
    }

    private static @Nullable Long time(Map<String, @Nullable Object> row, int index) {
        var time = row.remove(EVENT_TIME);
        try {
            return time == null ? null : Micros.parse(time.toString());
        } catch (RondoException e) {
            throw e.at(EVENT_TIME + "[" + index + "]");
        }
    }

    /** What {@link #OUTPUTS} describes. */
    static List<Tensor> answers(List<Answer> answers) {
        int rows = answers.size();
        var scores = new float[rows];
        var versions = new int[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = answers.get(i).score();
            versions[i] = answers.get(i).version();
        }
        var shape = new long[] {rows};
        return List.of(
                Tensor.of("score", DataType.FP32, shape, scores),
                texts("decision", answers, answer -> answer.decision() ? "act" : "pass"),
                texts("prediction_id", answers, EndpointTensors::id),
                texts("model", answers, Answer::model),
                Tensor.of("version", DataType.INT32, shape, versions),
                texts("route", answers, answer -> answer.route().name()));
    }

    /** Empty where the endpoint answers while its journal cannot write. */
    private static String id(Answer answer) {
        var id = answer.predictionId();
        return id == null ? "" : id;
    }

    private static Tensor texts(String name, List<Answer> answers, Function<Answer, String> text) {
        return ColumnTensors.texts(name, answers.stream().map(text).toList());
    }
}
