package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.tracking.Artifact;
import dev.rondo.tracking.ArtifactContent;
import dev.rondo.tracking.Artifacts;
import dev.rondo.tracking.Tracking;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;

/** `/api/v1/runs/RUN/artifacts`: the files of a run, streamed both ways. */
final class RunArtifactRoutes {
    private final Tracking tracking;

    RunArtifactRoutes(Tracking tracking) {
        this.tracking = tracking;
    }

    void mount(Http http) {
        http.route(Method.GET, "/api/v1/runs/:run/artifacts", this::list);
        http.route(Method.GET, "/api/v1/runs/:run/artifacts/*path", this::download);
        http.upload(Method.PUT, "/api/v1/runs/:run/artifacts/*path", this::upload);
    }

    private Reply list(Request request) {
        var path = request.queryValue("path").orElse("");
        var files = tracking.artifacts().list(request.pathValue("run"), path);
        return ApiJson.reply(Views.list(files, RunArtifactRoutes::view));
    }

    private Reply download(Request request) {
        var uri = tracking.runs().get(request.pathValue("run")).run().artifactUri();
        var path = Artifacts.below(Artifacts.path(uri), request.pathValue("path"));
        return send(tracking.artifacts().open(path));
    }

    static Reply send(ArtifactContent file) {
        return new Reply.Streamed(
                200,
                "application/octet-stream",
                OptionalLong.of(file.size()),
                out -> copy(file, out),
                Map.of("X-Content-Type-Options", "nosniff"));
    }

    private static void copy(ArtifactContent file, OutputStream out) throws IOException {
        try (file) {
            file.stream().transferTo(out);
        }
    }

    private Reply upload(Request request) throws IOException {
        try (var content = request.upload().orElseThrow()) {
            var stored =
                    tracking.artifacts()
                            .put(request.pathValue("run"), request.pathValue("path"), content);
            return ApiJson.reply(201, view(stored));
        }
    }

    private static ObjectNode view(Artifact file) {
        return ApiJson.object()
                .put("path", file.path())
                .put("folder", file.folder())
                .put("size", file.size());
    }
}
