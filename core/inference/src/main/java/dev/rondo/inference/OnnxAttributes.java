package dev.rondo.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a node of an ONNX graph says of itself, by name. */
final class OnnxAttributes {
    /** So many texts a list may have; each takes memory of its own. */
    private static final int MAX_TEXTS = 1 << 23;

    private final Map<String, Value> values = new HashMap<>();

    /** One attribute: of these only what its type says is there. */
    static final class Value {
        float real;
        long whole;
        byte[] text = {};
        @Nullable Supplier<Tensor> tensor;
        final FloatList reals = new FloatList();
        final LongList wholes = new LongList();
        final List<byte[]> texts = new ArrayList<>();
        boolean isGraph;

        void addText(byte[] text) {
            if (texts.size() == MAX_TEXTS) {
                throw ModelErrors.invalid("an attribute has more than " + MAX_TEXTS + " texts");
            }
            texts.add(text);
        }
    }

    void put(String name, Value value) {
        if (values.put(name, value) != null) {
            throw ModelErrors.invalid("the attribute " + name + " comes twice");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether it has a graph of its own within it, as loops and branches have. */
    boolean hasGraph() {
        return values.values().stream().anyMatch(value -> value.isGraph);
    }

    long whole(String name, long otherwise) {
        var value = values.get(name);
        return value == null ? otherwise : value.whole;
    }

    float real(String name, float otherwise) {
        var value = values.get(name);
        return value == null ? otherwise : value.real;
    }

    String text(String name, String otherwise) {
        var value = values.get(name);
        return value == null ? otherwise : new String(value.text, StandardCharsets.UTF_8);
    }

    long[] wholes(String name) {
        var value = values.get(name);
        return value == null ? new long[0] : value.wholes.toArray();
    }

    float[] reals(String name) {
        var value = values.get(name);
        return value == null ? new float[0] : value.reals.toArray();
    }

    List<byte[]> texts(String name) {
        var value = values.get(name);
        return value == null ? List.of() : value.texts;
    }

    @Nullable Tensor tensor(String name) {
        var value = values.get(name);
        return value == null || value.tensor == null ? null : value.tensor.get();
    }

    /** Refuses attributes that whoever runs the node does not know. */
    void allowOnly(List<String> known) {
        for (var name : values.keySet()) {
            if (!known.contains(name)) {
                throw ModelErrors.unsupported("the attribute " + name + " is not known");
            }
        }
    }
}
