package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.registry.ModelVersions;
import dev.rondo.registry.NewModel;
import dev.rondo.registry.RegisteredModel;
import dev.rondo.registry.RegisteredModels;
import dev.rondo.registry.RegistryQuery;
import dev.rondo.registry.Stage;
import java.io.IOException;

/** {@code registered-models/…}. */
final class ModelCalls {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final RegisteredModels models;
    private final ModelVersions versions;

    ModelCalls(RegisteredModels models, ModelVersions versions) {
        this.models = models;
        this.versions = versions;
    }

    void create(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        var tags = in.pairs("tags");
        answer(out, models.create(new NewModel(name, in.text("description"), tags)));
    }

    void get(Fields in, JsonGenerator out) throws IOException {
        answer(out, models.get(in.required("name")));
    }

    void search(Fields in, JsonGenerator out) throws IOException {
        var page = models.search(query(in, PAGE, LARGEST_PAGE));
        Answer.list(out, "registered_models", page.items(), RegistryJson::model);
        Answer.text(out, "next_page_token", page.nextToken());
    }

    /** What a search of models or versions asks for. */
    static RegistryQuery query(Fields in, int page, int largestPage) {
        return new RegistryQuery(
                in.text("filter"),
                in.count("max_results", page, largestPage),
                in.texts("order_by"),
                in.filled("page_token"));
    }

    void rename(Fields in, JsonGenerator out) throws IOException {
        answer(out, models.rename(in.required("name"), in.required("new_name")));
    }

    /** Without a description it is cleared. */
    void update(Fields in, JsonGenerator out) throws IOException {
        answer(out, models.update(in.required("name"), in.text("description")));
    }

    void delete(Fields in, JsonGenerator out) {
        models.delete(in.required("name"));
    }

    void setTag(Fields in, JsonGenerator out) {
        models.setTag(in.required("name"), in.required("key"), in.text("value"));
    }

    void deleteTag(Fields in, JsonGenerator out) {
        models.deleteTag(in.required("name"), in.required("key"));
    }

    void setAlias(Fields in, JsonGenerator out) {
        var name = in.required("name");
        var alias = in.required("alias");
        models.setAlias(name, alias, VersionNumber.read(name, in.required("version")));
    }

    void deleteAlias(Fields in, JsonGenerator out) {
        models.deleteAlias(in.required("name"), in.required("alias"));
    }

    void byAlias(Fields in, JsonGenerator out) throws IOException {
        out.writeFieldName("model_version");
        RegistryJson.version(out, versions.byAlias(in.required("name"), in.required("alias")));
    }

    void latestVersions(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        var stages = in.texts("stages").stream().map(Stage::parse).toList();
        Answer.list(
                out, "model_versions", models.latestVersions(name, stages), RegistryJson::version);
    }

    private static void answer(JsonGenerator out, RegisteredModel model) throws IOException {
        out.writeFieldName("registered_model");
        RegistryJson.model(out, model);
    }
}
