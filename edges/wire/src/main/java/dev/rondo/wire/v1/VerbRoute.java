package dev.rondo.wire.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.http.QuickRoute;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.rows.RowForm;
import dev.rondo.wire.rows.RowJson;
import dev.rondo.wire.rows.RowTensors;
import dev.rondo.wire.rows.Scores;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.rows.TableReader;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST …:predict}, {@code :classify}, {@code :regress} and {@code :explain}. */
final class VerbRoute implements QuickRoute {
    private final ModelCatalogue models;

    VerbRoute(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public boolean immediate(Map<String, String> path) {
        try {
            var target = Target.of(path);
            return models.immediate(target.name(), target.version(models));
        } catch (RondoException e) {
            return false;
        }
    }

    @Override
    public Reply handle(Request request) {
        var target = Target.of(request);
        var event = CloudEvent.of(request);
        try (var model = models.use(target.name(), target.version(models))) {
            var reply = answer(model, target.verb(), event == null ? request.body() : event.data());
            return event == null ? reply : event.answer(model.name(), reply);
        }
    }

    private static Reply.Whole answer(ModelInUse model, String verb, byte[] body) {
        return switch (verb) {
            case "predict" -> predict(model, body);
            case "regress" -> regress(model, body);
            case "classify" -> classify(model, body);
            case "explain" -> throw ModelFailures.unsupported("an explanation");
            default ->
                    throw RondoException.notFound("v1.no_such_verb", "there is no such method")
                            .next("use :predict, :classify or :regress");
        };
    }

    /** What a request holds, in the form in which it came. */
    private static final class Body {
        private final ModelInUse model;
        private boolean rows;
        private boolean columns;
        private @Nullable Table examples;
        private List<Tensor> inputs = List.of();

        Body(ModelInUse model, byte[] bytes) {
            this.model = model;
            RowJson.read(bytes, this::take);
        }

        private void take(String field, JsonParser in) throws IOException {
            switch (field) {
                case "instances" -> {
                    rows = true;
                    inputs = tensors(in);
                }
                case "inputs" -> {
                    columns = true;
                    inputs = tensors(in);
                }
                case "examples" -> examples = new TableReader(in).rows();
                case "signature_name" -> signature(in);
                default -> in.skipChildren();
            }
            if (rows && columns) {
                throw Table.error("the request has both instances and inputs");
            }
        }

        private List<Tensor> tensors(JsonParser in) throws IOException {
            if (!NamedTensors.needed(model)) {
                var table = new TableReader(in);
                return input(model, rows ? table.rows() : table.columns());
            }
            var named = new NamedTensors(model.inputs());
            if (rows) {
                named.rows(in);
            } else {
                named.columns(in);
            }
            return named.tensors();
        }

        private static void signature(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw Table.error("signature_name is no text");
            }
            if (!in.getText().isEmpty() && !in.getText().equals("serving_default")) {
                throw Table.error("the model has no such signature")
                        .next("leave signature_name out, or send serving_default");
            }
        }

        List<Tensor> examples() {
            if (examples == null) {
                throw Table.error("the request has no examples");
            }
            return input(model, examples);
        }
    }

    private static List<Tensor> input(ModelInUse model, Table table) {
        return RowTensors.of(table, model, RowForm.BY_POSITION);
    }

    private static Reply.Whole predict(ModelInUse model, byte[] bytes) {
        var body = new Body(model, bytes);
        if (!body.rows && !body.columns) {
            throw Table.error("the request has neither instances nor inputs")
                    .next("send {\"instances\": [[…], …]}");
        }
        var outputs = model.infer(body.inputs, InferenceOptions.DEFAULT);
        if (body.rows) {
            return ModelJson.object(200, out -> predictions(out, outputs));
        }
        return ModelJson.object(
                200,
                out -> {
                    out.writeFieldName("outputs");
                    RowJson.write(out, outputs);
                });
    }

    private static void predictions(JsonGenerator out, List<Tensor> outputs) throws IOException {
        out.writeFieldName("predictions");
        if (outputs.size() == 1) {
            RowJson.write(out, outputs.getFirst());
            return;
        }
        if (!RowJson.areRows(outputs)) {
            throw Table.error("the outputs do not have as many rows as each other")
                    .next("send inputs instead of instances");
        }
        RowJson.writeRecords(out, outputs);
    }

    private static Reply.Whole regress(ModelInUse model, byte[] bytes) {
        var values = Scores.regressions(examples(model, bytes));
        return ModelJson.object(
                200,
                out -> {
                    out.writeArrayFieldStart("results");
                    for (float value : values) {
                        out.writeNumber(value);
                    }
                    out.writeEndArray();
                });
    }

    private static List<Tensor> examples(ModelInUse model, byte[] bytes) {
        return model.infer(new Body(model, bytes).examples(), InferenceOptions.DEFAULT);
    }

    /** Every class with its score, by its number. */
    private static Reply.Whole classify(ModelInUse model, byte[] bytes) {
        var scores = Scores.of(examples(model, bytes));
        return ModelJson.object(
                200,
                out -> {
                    out.writeArrayFieldStart("results");
                    for (int row = 0; row < scores.rows(); row++) {
                        out.writeStartArray();
                        for (int each = 0; each < scores.classes(); each++) {
                            out.writeStartArray();
                            out.writeString(Integer.toString(each));
                            out.writeNumber(scores.values()[row * scores.classes() + each]);
                            out.writeEndArray();
                        }
                        out.writeEndArray();
                    }
                    out.writeEndArray();
                });
    }
}
