package dev.rondo.wire.tfserving;

import dev.rondo.base.ProtoReader;
import dev.rondo.base.ProtoWriter;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.rows.RowForm;
import dev.rondo.wire.rows.RowTensors;
import dev.rondo.wire.rows.Scores;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.shared.BadRequest;
import java.util.ArrayList;
import java.util.List;

/** The calls that take examples: Classify, Regress and MultiInference. */
final class ExampleCalls {
    private static final int MAX_TASKS = 100;
    private static final String CLASSIFY = "tensorflow/serving/classify";
    private static final String REGRESS = "tensorflow/serving/regress";

    private final ModelCatalogue models;

    ExampleCalls(ModelCatalogue models) {
        this.models = models;
    }

    byte[] classify(byte[] message) {
        return single(message, ExampleCalls::classes);
    }

    byte[] regress(byte[] message) {
        return single(message, ExampleCalls::values);
    }

    private interface Form {
        ProtoWriter of(List<Tensor> outputs);
    }

    private byte[] single(byte[] message, Form form) {
        var spec = ModelSpec.of(message);
        spec.checkSignature();
        try (var model = use(spec)) {
            var result = form.of(infer(model, Examples.of(message, 2)));
            return new ProtoWriter()
                    .message(1, result)
                    .message(2, ModelSpec.write(model.name(), model.version()))
                    .toBytes();
        }
    }

    private ModelInUse use(ModelSpec spec) {
        return models.use(spec.name(), spec.version(models));
    }

    private static List<Tensor> infer(ModelInUse model, Table table) {
        var inputs = RowTensors.of(ordered(table, model), model, RowForm.BY_POSITION);
        return model.infer(inputs, InferenceOptions.DEFAULT);
    }

    /**
     * The features of an example come in any order, so that a model without names of its columns
     * can take them only by the numbers of theirs, as XGBoost names such columns: f0, f1 and so on.
     */
    private static Table ordered(Table table, ModelInUse model) {
        int width = table.columns().size();
        if (width < 2 || model.inputs().size() != 1 || !model.featureNames().isEmpty()) {
            return table;
        }
        var values = new double[table.values().length];
        for (int i = 0; i < width; i++) {
            int place = table.columns().indexOf("f" + i);
            if (place < 0) {
                throw BadRequest.of("the model does not know its columns by their names")
                        .next("send one feature with a whole row, or features f0, f1, …");
            }
            for (int row = 0; row < table.rows(); row++) {
                values[row * width + i] = table.values()[row * width + place];
            }
        }
        return Table.numbers(List.of(), table.rows(), width, values);
    }

    /** {@code ClassificationResult}: every class by its number, with its score. */
    private static ProtoWriter classes(List<Tensor> outputs) {
        var scores = Scores.of(outputs);
        var result = new ProtoWriter();
        for (int row = 0; row < scores.rows(); row++) {
            var classes = new ProtoWriter();
            for (int each = 0; each < scores.classes(); each++) {
                float score = scores.values()[row * scores.classes() + each];
                classes.message(
                        1, new ProtoWriter().text(1, Integer.toString(each)).single(2, score));
            }
            result.message(1, classes);
        }
        return result;
    }

    /** {@code RegressionResult}. */
    private static ProtoWriter values(List<Tensor> outputs) {
        var result = new ProtoWriter();
        for (float value : Scores.regressions(outputs)) {
            result.message(1, new ProtoWriter().single(1, value));
        }
        return result;
    }

    private record Task(ModelSpec spec, String method) {
        static Task read(ProtoReader in) {
            ModelSpec spec = null;
            var method = "";
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> spec = ModelSpec.read(in.part());
                    case 2 -> method = in.text();
                    default -> in.skip();
                }
            }
            if (spec == null) {
                throw BadRequest.of("a task has no model_spec");
            }
            spec.checkSignature();
            return new Task(spec, method);
        }
    }

    /** Several forms of answers about the same examples. */
    byte[] multiple(byte[] message) {
        var tasks = tasks(new ProtoReader(message));
        var table = Examples.of(message, 2);
        var out = new ProtoWriter();
        for (var task : tasks) {
            try (var model = use(task.spec())) {
                var result = new ProtoWriter();
                result.message(1, ModelSpec.write(model.name(), model.version()));
                switch (task.method()) {
                    case CLASSIFY -> result.message(2, classes(infer(model, table)));
                    case REGRESS -> result.message(3, values(infer(model, table)));
                    default ->
                            throw BadRequest.of("a task's method_name is not known")
                                    .next("send " + CLASSIFY + " or " + REGRESS);
                }
                out.message(1, result);
            }
        }
        return out.toBytes();
    }

    private static List<Task> tasks(ProtoReader in) {
        var tasks = new ArrayList<Task>();
        while (in.next()) {
            if (in.field() == 1) {
                tasks.add(Task.read(in.part()));
            } else {
                in.skip();
            }
            if (tasks.size() > MAX_TASKS) {
                throw BadRequest.of("there are more than " + MAX_TASKS + " tasks");
            }
        }
        if (tasks.isEmpty()) {
            throw BadRequest.of("the request has no tasks");
        }
        if (tasks.stream().map(each -> each.spec().name()).distinct().count() > 1) {
            throw BadRequest.of("the tasks are for several models");
        }
        return tasks;
    }
}
