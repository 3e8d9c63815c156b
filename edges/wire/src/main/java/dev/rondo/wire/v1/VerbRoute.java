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
import dev.rondo.wire.rows.RowJson;
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
        if (path.containsKey("label")) {
            return true;
        }
        var target = Target.of(path);
        return models.immediate(target.name(), target.version());
    }

    @Override
    public Reply handle(Request request) {
        var target = Target.of(request);
        try (var model = models.use(target.name(), target.version())) {
            return switch (target.verb()) {
                case "predict" -> predict(model, request.body());
                case "regress" -> regress(model, request.body());
                case "classify" -> classify(model, request.body());
                case "explain" -> throw ModelFailures.unsupported("an explanation");
                default ->
                        throw RondoException.notFound("v1.no_such_verb", "there is no such method")
                                .next("use :predict, :classify or :regress");
            };
        }
    }

    /** What a request holds, in the form in which it came. */
    private static final class Body {
        private @Nullable Table rows;
        private @Nullable Table columns;
        private @Nullable Table examples;

        void take(String field, JsonParser in) throws IOException {
            switch (field) {
                case "instances" -> rows = new TableReader(in).rows();
                case "inputs" -> columns = new TableReader(in).columns();
                case "examples" -> examples = new TableReader(in).rows();
                case "signature_name" -> signature(in);
                default -> in.skipChildren();
            }
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

        static Body read(byte[] bytes) {
            var body = new Body();
            RowJson.read(bytes, body::take);
            return body;
        }

        Table examples() {
            if (examples == null) {
                throw Table.error("the request has no examples");
            }
            return examples;
        }
    }

    private static Reply predict(ModelInUse model, byte[] bytes) {
        var body = Body.read(bytes);
        if (body.rows != null && body.columns != null) {
            throw Table.error("the request has both instances and inputs");
        }
        if (body.rows != null) {
            var outputs = infer(model, body.rows);
            return ModelJson.object(200, out -> predictions(out, outputs));
        }
        if (body.columns != null) {
            var outputs = infer(model, body.columns);
            return ModelJson.object(
                    200,
                    out -> {
                        out.writeFieldName("outputs");
                        RowJson.write(out, outputs);
                    });
        }
        throw Table.error("the request has neither instances nor inputs")
                .next("send {\"instances\": [[…], …]}");
    }

    private static List<Tensor> infer(ModelInUse model, Table table) {
        if (table.rows() == 0) {
            throw Table.error("the request has no rows");
        }
        return model.infer(List.of(table.tensor(model)), InferenceOptions.DEFAULT);
    }

    private static void predictions(JsonGenerator out, List<Tensor> outputs) throws IOException {
        out.writeFieldName("predictions");
        if (outputs.size() == 1) {
            RowJson.write(out, outputs.getFirst());
            return;
        }
        out.writeStartArray();
        for (int row = 0; row < outputs.getFirst().shape()[0]; row++) {
            out.writeStartObject();
            for (var output : outputs) {
                out.writeFieldName(output.name());
                RowJson.writeRow(out, output, row);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static Reply regress(ModelInUse model, byte[] bytes) {
        var output = infer(model, Body.read(bytes).examples()).getFirst();
        if (output.shape().length != 1) {
            throw Table.error("the model does not give one value for a row").next("use :predict");
        }
        return ModelJson.object(
                200,
                out -> {
                    out.writeFieldName("results");
                    RowJson.write(out, output);
                });
    }

    /** Every class with its score, by its number. */
    private static Reply classify(ModelInUse model, byte[] bytes) {
        var output = infer(model, Body.read(bytes).examples()).getFirst();
        if (output.shape().length != 2 || !(output.data() instanceof float[] scores)) {
            throw Table.error("the model does not give a score for each class")
                    .next("use :predict");
        }
        int classes = (int) output.shape()[1];
        return ModelJson.object(
                200,
                out -> {
                    out.writeArrayFieldStart("results");
                    for (int row = 0; row < output.shape()[0]; row++) {
                        out.writeStartArray();
                        for (int each = 0; each < classes; each++) {
                            out.writeStartArray();
                            out.writeString(Integer.toString(each));
                            out.writeNumber(scores[row * classes + each]);
                            out.writeEndArray();
                        }
                        out.writeEndArray();
                    }
                    out.writeEndArray();
                });
    }
}
