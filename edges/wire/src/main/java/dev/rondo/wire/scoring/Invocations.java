package dev.rondo.wire.scoring;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rondo.base.RondoException;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.http.Route;
import dev.rondo.inference.InferenceOptions;
import dev.rondo.wire.rows.CsvTable;
import dev.rondo.wire.rows.RowJson;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.rows.TableReader;
import dev.rondo.wire.shared.ModelFailures;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /invocations}: one of MLflow's four JSON forms, or CSV. Parameters may have Vertex's
 * name.
 */
final class Invocations implements Route {
    private static final String FORMS = "dataframe_split, dataframe_records, instances, inputs";

    private final ModelCatalogue models;

    Invocations(ModelCatalogue models) {
        this.models = models;
    }

    @Override
    public Reply handle(Request request) {
        var body = body(request);
        try (var model = models.use(name(request), request.path().get("version"))) {
            if (body.table.rows() == 0) {
                throw Table.error("the request has no rows");
            }
            var options = new InferenceOptions(body.margin);
            var outputs = model.infer(List.of(body.table.tensor(model)), options);
            return ModelJson.object(
                    200,
                    out -> {
                        out.writeFieldName("predictions");
                        RowJson.write(out, outputs);
                    });
        }
    }

    /** The model that the path or TorchServe's parameter names, or the only one. */
    private String name(Request request) {
        if (request.path().containsKey("name")) {
            return request.pathValue("name");
        }
        var named = request.queryValue("model_name");
        if (named.isPresent()) {
            return named.get();
        }
        var names = models.index().stream().map(VersionStatus::name).distinct().toList();
        if (names.size() != 1) {
            throw Table.error("there is not one model here but " + names.size())
                    .next("name one: /invocations?model_name=NAME");
        }
        return names.getFirst();
    }

    private record Body(Table table, boolean margin) {}

    private static Body body(Request request) {
        var header = request.headers().get("Content-Type");
        var parts = (header == null ? "" : header).toLowerCase(Locale.ROOT).split(";", 10);
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw mediaType("the body's charset is not UTF-8");
            }
        }
        return switch (parts[0].strip()) {
            case "application/json" -> json(request.body());
            case "text/csv" -> new Body(CsvTable.read(request.body()), false);
            default -> throw mediaType("the body is neither JSON nor CSV");
        };
    }

    private static RondoException mediaType(String what) {
        return ModelFailures.mediaType(what).next("send application/json or text/csv in UTF-8");
    }

    private static Body json(byte[] bytes) {
        var form = new Form();
        RowJson.read(bytes, form::take);
        if (form.table == null) {
            throw Table.error("the request has none of " + FORMS);
        }
        return new Body(form.table, form.margin);
    }

    private static final class Form {
        private @Nullable Table table;
        private boolean margin;

        void take(String field, JsonParser in) throws IOException {
            switch (field) {
                case "dataframe_split" -> only(new TableReader(in).split());
                case "dataframe_records", "instances" -> only(new TableReader(in).rows());
                case "inputs" -> only(new TableReader(in).columns());
                case "params", "parameters" -> params(in);
                default ->
                        throw Table.error("the request has a field that is not known")
                                .next("send one of " + FORMS + ", and params");
            }
        }

        private void only(Table read) {
            if (table != null) {
                throw Table.error("the request has more than one of " + FORMS);
            }
            table = read;
        }

        private void params(JsonParser in) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw Table.error("params is no object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean known = in.currentName().equals("output_margin");
                in.nextToken();
                if (known) {
                    margin = in.currentToken() == JsonToken.VALUE_TRUE;
                } else {
                    in.skipChildren();
                }
            }
        }
    }
}
