package dev.rondo.wire.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.hosting.ModelCatalogue;
import dev.rondo.hosting.ModelInUse;
import dev.rondo.hosting.VersionStatus;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.http.Route;
import dev.rondo.inference.Tensor;
import dev.rondo.wire.rows.RowForm;
import dev.rondo.wire.rows.RowJson;
import dev.rondo.wire.rows.RowTensors;
import dev.rondo.wire.rows.Table;
import dev.rondo.wire.shared.ModelJson;
import java.io.IOException;
import java.util.List;

/**
 * {@code POST /invocations} and the paths like it.
 *
 * @param byPosition whether rows without names go by position although the model's columns have
 *     names, which MLflow refuses
 */
record Invocations(ModelCatalogue models, boolean byPosition) implements Route {
    private static final String PLAIN = "predict";

    @Override
    public Reply handle(Request request) {
        try (var model = models.use(name(request), request.path().get("version"))) {
            var signature = model.signature();
            var body = ScoringBody.read(request, signature);
            var options = Params.options(signature, body.params());
            var form = byPosition ? RowForm.BY_POSITION : body.form();
            var outputs = model.infer(RowTensors.of(body.table(), model, form), options);
            return ModelJson.object(
                    200,
                    out -> {
                        out.writeFieldName("predictions");
                        write(out, model, outputs);
                    });
        }
    }

    /** As MLflow writes an array or, where outputs have names, a data frame. */
    private static void write(JsonGenerator out, ModelInUse model, List<Tensor> outputs)
            throws IOException {
        boolean frame =
                outputs.size() > 1
                        || (model.signature() != null && !outputs.getFirst().name().equals(PLAIN));
        if (frame && RowJson.areRows(outputs)) {
            RowJson.writeRecords(out, outputs);
        } else {
            RowJson.write(out, outputs);
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
}
