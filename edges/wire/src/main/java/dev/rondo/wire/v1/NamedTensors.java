package dev.rondo.wire.v1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import dev.rondo.wire.rows.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TensorFlow Serving's two forms for models that take something else than one table of numbers:
 * texts, several inputs, more dimensions.
 */
final class NamedTensors {
    private final Map<String, NestedValues> inputs = new LinkedHashMap<>();
    private boolean rows;

    NamedTensors(List<TensorSpec> specs) {
        specs.forEach(each -> inputs.put(each.name(), new NestedValues(each)));
    }

    static boolean needed(ModelInUse model) {
        if (model.signature() != null || model.inputs().isEmpty()) {
            return false;
        }
        if (model.inputs().size() > 1) {
            return true;
        }
        var input = model.inputs().getFirst();
        boolean numbers =
                switch (input.type()) {
                    case FP32, FP64, INT32, INT64 -> true;
                    default -> false;
                };
        return !numbers || input.shape().isEmpty() || input.shape().size() > 2;
    }

    /** {@code instances}: a list of values of the only input, or of objects of inputs. */
    void rows(JsonParser in) throws IOException {
        rows = true;
        expectArray(in);
        int row = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            instance(in);
            row++;
            for (var input : inputs.values()) {
                if (input.count() != row) {
                    throw Table.error("an instance does not have each input once")
                            .next("send the inputs " + inputs.keySet());
                }
            }
        }
    }

    /** An object is one of inputs, unless it stands for a text of the only input. */
    private void instance(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            only().take(in);
            return;
        }
        boolean text =
                in.nextToken() == JsonToken.FIELD_NAME
                        && in.currentName().equals(NestedValues.ENCODED)
                        && !inputs.containsKey(NestedValues.ENCODED)
                        && inputs.size() == 1
                        && only().ofTexts();
        if (text) {
            only().takeEncoded(in);
        } else {
            named(in);
        }
    }

    private NestedValues only() {
        if (inputs.size() != 1) {
            throw Table.error("the model has several inputs")
                    .next("send objects of the inputs " + inputs.keySet());
        }
        return inputs.values().iterator().next();
    }

    /** The fields of an object, at whose first one, or whose end, the parser stands. */
    private void named(JsonParser in) throws IOException {
        for (; in.currentToken() == JsonToken.FIELD_NAME; in.nextToken()) {
            var input = inputs.get(in.currentName());
            if (input == null) {
                throw Table.error("the model has no such input")
                        .next("send the inputs " + inputs.keySet());
            }
            in.nextToken();
            input.take(in);
        }
    }

    /** {@code inputs}: the value of the only input, or an object of all inputs. */
    void columns(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            in.nextToken();
            named(in);
        } else {
            only().take(in);
        }
        for (var input : inputs.values()) {
            if (input.count() != 1) {
                throw Table.error("an input is missing, or given twice")
                        .next("send the inputs " + inputs.keySet());
            }
        }
    }

    private static void expectArray(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw Table.error("instances is no list");
        }
    }

    List<Tensor> tensors() {
        return inputs.values().stream().map(each -> rows ? each.rows() : each.whole()).toList();
    }
}
