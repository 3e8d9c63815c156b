package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.registry.Registry;
import dev.rondo.tracking.Artifact;
import dev.rondo.tracking.ArtifactContent;
import dev.rondo.tracking.Artifacts;
import dev.rondo.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Files: {@code mlflow-artifacts/…} by path, and those of runs, logged models and versions. */
final class ArtifactRoutes {
    private static final int LARGEST_FROM_PAGES = 10 << 20;

    private final Tracking tracking;
    private final Registry registry;
    private final Artifacts artifacts;

    ArtifactRoutes(Tracking tracking, Registry registry) {
        this.tracking = tracking;
        this.registry = registry;
        this.artifacts = tracking.artifacts();
    }

    /** Opens the file that a request names. */
    @FunctionalInterface
    private interface Opener {
        ArtifactContent open(Fields in);
    }

    void addTo(Http http) {
        var store = new Rpcs(http, "/api/2.0/mlflow-artifacts/", "/ajax-api/2.0/mlflow-artifacts/");
        store.get("artifacts", this::list);
        download(store, "artifacts/*path", in -> artifacts.open(in.inPath("path")));
        store.upload("artifacts/*path", this::put);
        store.delete("artifacts/*path", (in, out) -> artifacts.delete(in.inPath("path")));

        var api = new Rpcs(http, "/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/");
        api.get("artifacts/list", this::listOfRun);
        api.post("artifacts/presigned-upload-url", ArtifactRoutes::presignedUpload);
        api.post("artifacts/presigned-download-url", ArtifactRoutes::presignedDownload);

        var ajax = new Rpcs(http, "/ajax-api/2.0/mlflow/");
        ajax.route(Method.POST, "upload-artifact", this::putFromPage);
        ajax.get("logged-models/:model_id/artifacts/directories", this::listOfModel);
        download(ajax, "logged-models/:model_id/artifacts/files", this::openOfModel);
        download(new Rpcs(http, "/", "/ajax-api/2.0/mlflow/"), "get-artifact", this::openOfRun);
        download(new Rpcs(http, "/"), "model-versions/get-artifact", this::openOfVersion);
    }

    private static void download(Rpcs rpcs, String path, Opener opener) {
        rpcs.route(Method.GET, path, request -> FileReplies.send(request, open(request, opener)));
        rpcs.route(Method.HEAD, path, request -> FileReplies.describe(open(request, opener)));
    }

    private static ArtifactContent open(Request request, Opener opener) {
        return opener.open(Fields.of(request.query(), request.path()));
    }

    private void list(Fields in, JsonGenerator out) throws IOException {
        var path = in.text("path");
        Answer.list(out, "files", artifacts.list(path), ArtifactRoutes::fileByName);
    }

    private Reply put(Request request) {
        var path = request.pathValue("path");
        if (path.endsWith("/")) {
            throw RondoException.user(
                    "mlflow.file_name",
                    "Artifact path must include a filename (cannot end with '/').");
        }
        artifacts.put(path, request.upload().orElseThrow());
        return new Reply.Whole(200, Reply.JSON, new byte[0]);
    }

    void listOfRun(Fields in, JsonGenerator out) throws IOException {
        var run = tracking.runs().get(in.runId()).run();
        listBelow(out, run.artifactUri(), in.text("path"));
    }

    private void listOfModel(Fields in, JsonGenerator out) throws IOException {
        var model = tracking.loggedModels().get(in.inPath("model_id"));
        listBelow(out, model.artifactUri(), in.text("artifact_directory_path"));
    }

    private void listBelow(JsonGenerator out, String address, String path) throws IOException {
        var root = Artifacts.path(address);
        var files = Artifacts.below(root, artifacts.list(Artifacts.below(root, path)));
        out.writeStringField("root_uri", address);
        Answer.list(out, "files", files, ArtifactRoutes::file);
    }

    private ArtifactContent openOfRun(Fields in) {
        var id = in.runId();
        var path = in.required("path");
        return openBelow(tracking.runs().get(id).run().artifactUri(), path);
    }

    private ArtifactContent openOfModel(Fields in) {
        var path = in.text("artifact_file_path");
        refuseIf(
                path.isEmpty(), "Request must include the \"artifact_file_path\" query parameter.");
        return openBelow(tracking.loggedModels().get(in.inPath("model_id")).artifactUri(), path);
    }

    private ArtifactContent openOfVersion(Fields in) {
        var name = in.required("name");
        var number = VersionNumber.read(name, in.required("version"));
        var path = in.required("path");
        return artifacts.open(Artifacts.below(registry.artifactPath(name, number), path));
    }

    private ArtifactContent openBelow(String address, String path) {
        return artifacts.open(Artifacts.below(Artifacts.path(address), path));
    }

    /** A small file that someone has chosen on a page. */
    private Reply putFromPage(Request request) {
        var run = request.queryValue("run_uuid").orElse("");
        var path = request.queryValue("path").orElse("");
        refuseIf(run.isEmpty(), "Request must specify run_uuid.");
        refuseIf(path.isEmpty(), "Request must specify path.");
        refuseIf(Artifacts.below("", path).isEmpty(), "Invalid path");
        refuseIf(request.body().length == 0, "Request must specify data.");
        refuseIf(
                request.body().length > LARGEST_FROM_PAGES,
                "Artifact size is too large. Max size is 10MB.");
        artifacts.put(run, path, new ByteArrayInputStream(request.body()));
        return new Reply.Whole(200, Reply.JSON, new byte[0]);
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw RondoException.user("mlflow.parameter", message);
        }
    }

    private static void file(JsonGenerator out, Artifact file) throws IOException {
        file(out, file.path(), file);
    }

    private static void fileByName(JsonGenerator out, Artifact file) throws IOException {
        file(out, file.path().substring(file.path().lastIndexOf('/') + 1), file);
    }

    /** As MLflow does, the size of an empty file is left out. */
    private static void file(JsonGenerator out, String path, Artifact file) throws IOException {
        out.writeStartObject();
        out.writeStringField("path", path);
        out.writeBooleanField("is_dir", file.folder());
        if (!file.folder() && file.size() > 0) {
            out.writeNumberField("file_size", file.size());
        }
        out.writeEndObject();
    }

    private static void presignedUpload(Fields in, JsonGenerator out) {
        in.required("path");
        refuseIf(
                in.text("run_id").isEmpty() == in.text("model_id").isEmpty(),
                "Exactly one of run_id and model_id must be provided.");
        throw RondoException.user(
                "mlflow.presigned",
                "Presigned upload is not supported for proxied artifact storage (artifact URI scheme: mlflow-artifacts). This endpoint requires a direct cloud storage artifact URI.");
    }

    private static void presignedDownload(Fields in, JsonGenerator out) {
        in.required("run_id");
        in.required("path");
        throw RondoException.user(
                "mlflow.presigned",
                "Presigned download is not supported for runs with proxied artifact storage (artifact URI scheme: mlflow-artifacts). This endpoint requires a run with a direct cloud storage artifact URI.");
    }
}
