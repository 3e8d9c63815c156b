package dev.rondo.wire.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rondo.base.RondoException;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import dev.rondo.tracking.ArtifactUploads;
import dev.rondo.tracking.Artifacts;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code mlflow-artifacts/mpu/…}: large files in parts, each to an address of its own here, and
 * {@code mlflow-artifacts/presigned/…}: the address where a file is read in parts. Whoever has a
 * part's address may send the part.
 */
final class MultipartRoutes {
    private static final String ROOT = "/api/2.0/mlflow-artifacts/";
    private static final String SHA256 = "sha256:";

    private final Artifacts artifacts;
    private final ArtifactUploads uploads;

    MultipartRoutes(Artifacts artifacts) {
        this.artifacts = artifacts;
        this.uploads = artifacts.uploads();
    }

    void addTo(Http http) {
        var store = new Rpcs(http, ROOT, "/ajax-api/2.0/mlflow-artifacts/");
        store.route(Method.POST, "mpu/create/*folder", this::create);
        store.post("mpu/complete/*folder", this::complete);
        store.post("mpu/abort/*folder", (in, out) -> uploads.abort(in.required("upload_id")));
        store.upload("mpu/parts/:upload/:part", this::put);
        store.route(Method.GET, "presigned/*path", this::presigned);
    }

    private Reply create(Request request) {
        var in = Fields.of(request.body(), request.path());
        var base = ServerAddress.of(request) + ROOT + "mpu/parts/";
        int parts = in.count("num_parts", 1, Integer.MAX_VALUE);
        var upload = uploads.begin(path(in), parts);
        return reply(out -> {
            out.writeStringField("upload_id", upload);
            out.writeArrayFieldStart("credentials");
            for (int part = 1; part <= parts; part++) {
                out.writeStartObject();
                out.writeStringField("url", base + upload + "/" + part);
                out.writeNumberField("part_number", part);
                noHeaders(out);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** Clients send the path that the file has with them, of which the name alone counts. */
    private static String path(Fields in) {
        var local = in.required("path");
        var name = local.substring(Math.max(local.lastIndexOf('/'), local.lastIndexOf('\\')) + 1);
        return in.inPath("folder") + "/" + name;
    }

    private Reply put(Request request) {
        var digest =
                uploads.put(
                        request.pathValue("upload"),
                        request.pathNumber("part"),
                        request.upload().orElseThrow());
        var tag = '"' + digest.substring(SHA256.length()) + '"';
        return new Reply.Whole(200, Reply.JSON, new byte[0], Map.of("ETag", tag));
    }

    private void complete(Fields in, JsonGenerator out) {
        uploads.complete(path(in), in.required("upload_id"), digests(in.objects("parts")));
    }

    private static List<String> digests(List<Fields> parts) {
        for (int i = 0; i < parts.size(); i++) {
            long number = parts.get(i).integer("part_number", 0);
            if (number != i + 1) {
                throw RondoException.user(
                        "mlflow.part",
                        "parts[%d] is part %d; the parts are to be named in their order"
                                .formatted(i, number));
            }
        }
        return parts.stream()
                .map(part -> SHA256 + part.required("etag").replace("\"", ""))
                .toList();
    }

    private Reply presigned(Request request) {
        var in = Fields.of(request.query(), request.path());
        try (var file = artifacts.open(in.inPath("path"))) {
            var url = ServerAddress.of(request) + ROOT + "artifacts/" + encoded(file.path());
            return reply(out -> {
                out.writeStringField("url", url);
                noHeaders(out);
                out.writeNumberField("file_size", file.size());
            });
        }
    }

    private static String encoded(String path) {
        return java.net.URLEncoder.encode(path, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static void noHeaders(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("headers");
        out.writeEndObject();
    }

    private static Reply reply(Answer.Content fields) {
        return new Reply.Whole(200, Reply.JSON, Answer.object(fields));
    }
}
