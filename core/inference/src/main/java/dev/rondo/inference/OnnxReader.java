package dev.rondo.inference;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.RondoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads a model in ONNX (a {@code ModelProto}, see onnx.proto). The bytes are treated as hostile:
 * lengths, counts and depths are checked before anything is allocated or walked.
 */
final class OnnxReader {
    /** So deep graphs may lie within nodes of graphs. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_NODES = 1 << 20;

    private boolean hasFiles;

    private OnnxReader() {}

    /**
     * The model in these bytes.
     *
     * @throws RondoException of kind USER (code {@code model.invalid})
     */
    static OnnxGraph read(byte[] bytes) {
        try {
            return new OnnxReader().model(new ProtoReader(bytes));
        } catch (RondoException e) {
            throw e.code().equals("protobuf.malformed")
                    ? ModelErrors.invalid("the file is damaged, or no ONNX").causedBy(e)
                    : e;
        }
    }

    private OnnxGraph model(ProtoReader model) {
        var versions = new HashMap<String, Long>();
        Parts graph = null;
        while (model.next()) {
            switch (model.field()) {
                case 7 -> graph = graph(model.part(), 0);
                case 8 -> version(model.part(), versions);
                case 25 -> function(model.part());
                default -> model.skip();
            }
        }
        if (graph == null || graph.outputs.isEmpty()) {
            throw ModelErrors.invalid("the file has no graph with an output");
        }
        var constants = graph.constants;
        graph.inputs.removeIf(input -> constants.containsKey(input.name()));
        return new OnnxGraph(
                versions, graph.nodes, graph.inputs, graph.outputs, constants, hasFiles);
    }

    private static void version(ProtoReader set, Map<String, Long> versions) {
        var domain = "";
        long version = 1;
        while (set.next()) {
            switch (set.field()) {
                case 1 -> domain = set.text();
                case 2 -> version = set.varint();
                default -> set.skip();
            }
        }
        versions.put(canonical(domain), version);
    }

    /** ONNX's own domain has two names. */
    private static String canonical(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    /** A function of the model's own is not run here; what lies in it is checked. */
    private void function(ProtoReader function) {
        while (function.next()) {
            if (function.field() == 7) {
                node(function.part(), 0);
            } else {
                function.skip();
            }
        }
    }

    private static final class Parts {
        final List<OnnxNode> nodes = new ArrayList<>();
        final List<OnnxValue> inputs = new ArrayList<>();
        final List<OnnxValue> outputs = new ArrayList<>();
        final Map<String, Supplier<Tensor>> constants = new HashMap<>();
    }

    private Parts graph(ProtoReader graph, int depth) {
        if (depth > MAX_DEPTH) {
            throw ModelErrors.invalid("graphs lie deeper in each other than " + MAX_DEPTH);
        }
        var parts = new Parts();
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> add(parts.nodes, node(graph.part(), depth));
                case 5 -> {
                    var constant = constant(graph.part());
                    parts.constants.put(constant.name(), constant);
                }
                case 11 -> parts.inputs.add(value(graph.part()));
                case 12 -> parts.outputs.add(value(graph.part()));
                case 15 -> throw sparse();
                default -> graph.skip();
            }
        }
        return parts;
    }

    private static void add(List<OnnxNode> nodes, OnnxNode node) {
        if (nodes.size() == MAX_NODES) {
            throw ModelErrors.invalid("a graph has more than " + MAX_NODES + " nodes");
        }
        nodes.add(node);
    }

    private static RondoException sparse() {
        return ModelErrors.unsupported("sparse tensors are not read")
                .next("save the model with dense ones");
    }

    private OnnxConstant constant(ProtoReader tensor) {
        var constant = new OnnxConstant(tensor);
        hasFiles |= constant.isInFile();
        return constant;
    }

    private OnnxNode node(ProtoReader node, int depth) {
        var inputs = new ArrayList<String>();
        var outputs = new ArrayList<String>();
        var operator = "";
        var domain = "";
        var attributes = new OnnxAttributes();
        while (node.next()) {
            switch (node.field()) {
                case 1 -> inputs.add(node.text());
                case 2 -> outputs.add(node.text());
                case 4 -> operator = node.text();
                case 5 -> attribute(node.part(), depth, attributes);
                case 7 -> domain = canonical(node.text());
                default -> node.skip();
            }
        }
        return new OnnxNode(operator, domain, inputs, outputs, attributes);
    }

    private void attribute(ProtoReader attribute, int depth, OnnxAttributes attributes) {
        var name = "";
        var value = new OnnxAttributes.Value();
        while (attribute.next()) {
            switch (attribute.field()) {
                case 1 -> name = attribute.text();
                case 2 -> value.real = Float.intBitsToFloat(attribute.fixed32());
                case 3 -> value.whole = attribute.varint();
                case 4 -> value.text = attribute.bytes();
                case 5 -> value.tensor = constant(attribute.part());
                case 6, 11 -> {
                    graph(attribute.part(), depth + 1);
                    value.isGraph = true;
                }
                case 7 -> ProtoLists.floats(attribute, value.reals);
                case 8 -> ProtoLists.varints(attribute, value.wholes);
                case 9 -> value.addText(attribute.bytes());
                case 10 -> constant(attribute.part());
                case 22, 23 -> throw sparse();
                default -> attribute.skip();
            }
        }
        attributes.put(name, value);
    }

    private static OnnxValue value(ProtoReader info) {
        var name = "";
        var value = new OnnxValue("", null, null);
        while (info.next()) {
            switch (info.field()) {
                case 1 -> name = info.text();
                case 2 -> value = type(info.part());
                default -> info.skip();
            }
        }
        return new OnnxValue(name, value.type(), value.shape());
    }

    private static OnnxValue type(ProtoReader type) {
        var value = new OnnxValue("", null, null);
        while (type.next()) {
            if (type.field() == 1) {
                value = tensorType(type.part());
            } else {
                type.skip();
            }
        }
        return value;
    }

    private static OnnxValue tensorType(ProtoReader tensor) {
        DataType type = null;
        List<Long> shape = null;
        while (tensor.next()) {
            switch (tensor.field()) {
                case 1 -> type = OnnxTypes.of(ProtoLists.small(tensor));
                case 2 -> shape = shape(tensor.part());
                default -> tensor.skip();
            }
        }
        return new OnnxValue("", type, shape);
    }

    private static List<Long> shape(ProtoReader shape) {
        var sizes = new ArrayList<Long>();
        while (shape.next()) {
            if (shape.field() == 1) {
                sizes.add(dimension(shape.part()));
            } else {
                shape.skip();
            }
        }
        return List.copyOf(sizes);
    }

    /** A size that is said, or -1 for one that has a name or is not said. */
    private static long dimension(ProtoReader dimension) {
        long size = -1;
        while (dimension.next()) {
            if (dimension.field() == 1) {
                long said = dimension.varint();
                size = said >= 0 ? said : -1;
            } else {
                dimension.skip();
            }
        }
        return size;
    }
}
