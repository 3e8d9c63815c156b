package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.shared.BadRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code PredictionService.Predict}. */
final class Predict {
    private static final int MAX_TENSORS = 10_000;

    private final ModelCatalogue models;

    Predict(ModelCatalogue models) {
        this.models = models;
    }

    byte[] answer(byte[] message) {
        var spec = ModelSpec.of(message);
        spec.checkSignature();
        try (var model = models.use(spec.name(), spec.version(models))) {
            var inputs = new ArrayList<Tensor>();
            var filter = new LinkedHashSet<String>();
            read(new ProtoReader(message), inputs, filter);
            check(model, filter);
            var outputs = model.infer(inputs, InferenceOptions.DEFAULT);
            return write(model, outputs, filter);
        }
    }

    private static void read(ProtoReader in, List<Tensor> inputs, Set<String> filter) {
        var names = new HashSet<String>();
        while (in.next()) {
            switch (in.field()) {
                case 2 -> {
                    var input = input(inputs.size(), in.part());
                    if (!names.add(input.name())) {
                        throw BadRequest.input(inputs.size(), "the input is given twice");
                    }
                    inputs.add(input);
                }
                case 3 -> filter.add(in.text());
                default -> in.skip();
            }
            if (inputs.size() > MAX_TENSORS || filter.size() > MAX_TENSORS) {
                throw BadRequest.of("there are more than " + MAX_TENSORS + " tensors");
            }
        }
    }

    private static Tensor input(int index, ProtoReader entry) {
        var name = "";
        var value = new ProtoReader(new byte[0]);
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> name = entry.text();
                case 2 -> value = entry.part();
                default -> entry.skip();
            }
        }
        return TensorProto.read(index, name, value);
    }

    private static void check(ModelInUse model, Set<String> filter) {
        for (var name : filter) {
            if (model.outputs().stream().noneMatch(each -> each.name().equals(name))) {
                throw BadRequest.of("the model has no such output");
            }
        }
    }

    private static byte[] write(ModelInUse model, List<Tensor> outputs, Set<String> filter) {
        var out = new ProtoWriter();
        for (var output : outputs) {
            if (filter.isEmpty() || filter.contains(output.name())) {
                out.message(
                        1,
                        new ProtoWriter()
                                .text(1, output.name())
                                .message(2, TensorProto.write(output)));
            }
        }
        return out.message(2, ModelSpec.write(model.name(), model.version())).toBytes();
    }
}
