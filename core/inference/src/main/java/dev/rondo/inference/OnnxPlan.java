package dev.rondo.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a graph, in the file's order: each reads values that stand in an array, and writes
 * others. It is made by going through the graph once with a sample, which shows each operator the
 * types and constants that it will be given.
 */
final class OnnxPlan {
    /** A value that a step leaves out. */
    private static final int NONE = -1;

    private record Step(OnnxOperator operator, int[] inputs, int[] outputs) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<@Nullable Tensor> sample = new ArrayList<>();
    private final OnnxGraph graph;
    private final int inputs;
    private final @Nullable Tensor[] start;
    private final int[] outputs;

    /**
     * @param sample an input of each name, in the graph's order
     */
    OnnxPlan(OnnxGraph graph, List<Tensor> sample) {
        this.graph = graph;
        inputs = sample.size();
        for (var input : sample) {
            put(input.name(), input);
        }
        graph.constants().forEach((name, constant) -> put(name, constant.get()));
        int constants = places.size();
        for (var node : graph.nodes()) {
            add(node);
        }
        outputs = new int[graph.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = place(graph.outputs().get(i).name());
            if (outputs[i] == NONE) {
                throw ModelErrors.invalid("an output of the graph has no name");
            }
        }
        start = new Tensor[places.size()];
        for (int i = inputs; i < constants; i++) {
            start[i] = this.sample.get(i);
        }
    }

    private int put(String name, @Nullable Tensor value) {
        if (places.put(name, places.size()) != null) {
            throw ModelErrors.invalid("the value " + name + " is given twice");
        }
        sample.add(value);
        return places.size() - 1;
    }

    private int place(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        var place = places.get(name);
        if (place == null) {
            throw ModelErrors.invalid("the value " + name + " is used before it is there");
        }
        return place;
    }

    private void add(OnnxNode node) {
        int[] reads = node.inputs().stream().mapToInt(this::place).toArray();
        var given = new @Nullable Tensor[reads.length];
        for (int i = 0; i < reads.length; i++) {
            given[i] = reads[i] == NONE ? null : sample.get(reads[i]);
        }
        var operator = OnnxOperators.of(node, graph.version(node.domain()), given);
        var results = operator.run(given);
        if (node.outputs().size() > results.length) {
            throw ModelErrors.unsupported(node.fullName() + " has more outputs than are known");
        }
        var writes = new int[node.outputs().size()];
        for (int i = 0; i < writes.length; i++) {
            var name = node.outputs().get(i);
            writes[i] = name.isEmpty() ? NONE : put(name, results[i]);
        }
        steps.add(new Step(operator, reads, writes));
    }

    /** How many values its constants have. */
    long constants() {
        return Arrays.stream(start)
                .filter(Objects::nonNull)
                .mapToLong(constant -> Tensor.elements(constant.shape()))
                .sum();
    }

    /** What the sample was answered with. */
    List<Tensor> sampleOutputs() {
        var answers = new ArrayList<Tensor>();
        for (int output : outputs) {
            answers.add(Objects.requireNonNull(sample.get(output)));
        }
        return answers;
    }

    /** The outputs, in the graph's order, without their names. */
    Tensor[] run(Tensor[] given) {
        var values = start.clone();
        System.arraycopy(given, 0, values, 0, given.length);
        for (var step : steps) {
            var reads = new @Nullable Tensor[step.inputs.length];
            for (int i = 0; i < reads.length; i++) {
                reads[i] = step.inputs[i] == NONE ? null : values[step.inputs[i]];
            }
            var results = step.operator.run(reads);
            for (int i = 0; i < step.outputs.length; i++) {
                if (step.outputs[i] != NONE) {
                    values[step.outputs[i]] = results[i];
                }
            }
        }
        return Arrays.stream(outputs)
                .mapToObj(output -> Objects.requireNonNull(values[output]))
                .toArray(Tensor[]::new);
    }
}
