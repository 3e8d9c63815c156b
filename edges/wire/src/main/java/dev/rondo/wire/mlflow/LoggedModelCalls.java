package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.tracking.LoggedModel;
import dev.rondo.tracking.LoggedModelStatus;
import dev.rondo.tracking.LoggedModels;
import dev.rondo.tracking.NewLoggedModel;
import java.io.IOException;

/** {@code logged-models/…}. */
final class LoggedModelCalls {
    private static final Choices<LoggedModelStatus> STATUSES =
            Choices.of(LoggedModelStatus.class, LoggedModelJson.STATUS);

    private final LoggedModels models;

    LoggedModelCalls(LoggedModels models) {
        this.models = models;
    }

    void create(Fields in, JsonGenerator out) throws IOException {
        var wanted =
                new NewLoggedModel(
                        in.required("experiment_id"),
                        in.filled("name"),
                        in.text("model_type"),
                        in.text("source_run_id"),
                        in.pairs("tags"),
                        in.distinctPairs("params"));
        answer(out, models.create(wanted));
    }

    void get(Fields in, JsonGenerator out) throws IOException {
        var id = in.inPath("model_id");
        answer(out, in.flag("allow_deleted", false) ? models.getEvenDeleted(id) : models.get(id));
    }

    /** MLflow wants the id in the body, beside the one in the path. */
    void finish(Fields in, JsonGenerator out) throws IOException {
        var id = in.required("model_id");
        var status = in.choice("status", STATUSES);
        if (status == null) {
            throw Values.missing("status");
        }
        answer(out, models.finish(id, status));
    }

    void delete(Fields in, JsonGenerator out) {
        models.delete(in.inPath("model_id"));
    }

    void setTags(Fields in, JsonGenerator out) {
        models.setTags(in.inPath("model_id"), in.pairs("tags"));
    }

    void deleteTag(Fields in, JsonGenerator out) {
        models.deleteTag(in.inPath("model_id"), in.inPath("tag_key"));
    }

    void logParams(Fields in, JsonGenerator out) {
        models.logParams(in.required("model_id"), in.distinctPairs("params"));
    }

    void search(Fields in, JsonGenerator out) throws IOException {
        in.requireList("experiment_ids");
        var page = models.search(LoggedModelSearch.read(in));
        Answer.list(out, "models", page.items(), LoggedModelJson::write);
        Answer.text(out, "next_page_token", page.nextToken());
    }

    private static void answer(JsonGenerator out, LoggedModel model) throws IOException {
        out.writeFieldName("model");
        LoggedModelJson.write(out, model);
    }
}
