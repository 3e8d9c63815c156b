package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.registry.ModelVersion;
import dev.rondo.registry.ModelVersions;
import dev.rondo.registry.NewVersion;
import dev.rondo.registry.Stage;
import java.io.IOException;

/** {@code model-versions/…}. */
final class VersionCalls {
    private static final int PAGE = 10_000;
    private static final int LARGEST_PAGE = 200_000;

    private final ModelVersions versions;

    VersionCalls(ModelVersions versions) {
        this.versions = versions;
    }

    void create(Fields in, JsonGenerator out) throws IOException {
        var wanted =
                new NewVersion(
                        in.required("name"),
                        in.required("source"),
                        in.filled("run_id"),
                        in.filled("model_id"),
                        in.text("run_link"),
                        in.text("description"),
                        in.pairs("tags"),
                        null);
        answer(out, versions.create(wanted));
    }

    void get(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        answer(out, versions.get(name, number(in, name)));
    }

    void search(Fields in, JsonGenerator out) throws IOException {
        var page = versions.search(ModelCalls.query(in, PAGE, LARGEST_PAGE));
        Answer.list(out, "model_versions", page.items(), RegistryJson::version);
        Answer.text(out, "next_page_token", page.nextToken());
    }

    /** Without a description it is cleared. */
    void update(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        var number = number(in, name);
        answer(out, versions.update(name, number, in.textOrNull("description")));
    }

    void delete(Fields in, JsonGenerator out) {
        var name = in.required("name");
        versions.delete(name, number(in, name));
    }

    void setTag(Fields in, JsonGenerator out) {
        var name = in.required("name");
        var number = number(in, name);
        versions.setTag(name, number, in.required("key"), in.text("value"));
    }

    void deleteTag(Fields in, JsonGenerator out) {
        var name = in.required("name");
        var number = number(in, name);
        versions.deleteTag(name, number, in.required("key"));
    }

    void transition(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        var number = number(in, name);
        var stage = Stage.parse(in.required("stage"));
        answer(
                out,
                versions.transition(
                        name, number, stage, in.flag("archive_existing_versions", false)));
    }

    void downloadUri(Fields in, JsonGenerator out) throws IOException {
        var name = in.required("name");
        out.writeStringField("artifact_uri", versions.downloadUri(name, number(in, name)));
    }

    private static int number(Fields in, String model) {
        return VersionNumber.read(model, in.required("version"));
    }

    private static void answer(JsonGenerator out, ModelVersion version) throws IOException {
        out.writeFieldName("model_version");
        RegistryJson.version(out, version);
    }
}
