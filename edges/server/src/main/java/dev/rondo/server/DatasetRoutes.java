package dev.rondo.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.base.Ids;
import dev.rondo.base.RondoException;
import dev.rondo.data.DatasetVersion;
import dev.rondo.data.Datasets;
import dev.rondo.data.IngestOptions;
import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.http.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** `/api/v1/datasets`. */
final class DatasetRoutes {
    private final Datasets datasets;

    DatasetRoutes(Datasets datasets) {
        this.datasets = datasets;
    }

    void mount(Http http) {
        http.upload(Method.POST, "/api/v1/datasets/:name/versions", this::ingest);
        http.route(
                Method.GET,
                "/api/v1/datasets",
                request -> ApiJson.reply(Views.list(datasets.list())));
        http.route(Method.GET, "/api/v1/datasets/:name", this::versions);
        http.route(Method.GET, "/api/v1/datasets/:name/versions/:version", this::version);
    }

    private Reply ingest(Request request) throws IOException {
        var name = Ids.checkName("dataset", request.pathValue("name"));
        var options =
                new IngestOptions(
                        request.queryValue("source").orElse(name + ".csv"),
                        request.queryValue("target").orElse(null),
                        request.queryFlag("validate", true),
                        Map.of(),
                        nullable(request));
        try (var csv = request.upload().orElseThrow()) {
            return ApiJson.reply(201, summary(datasets.ingest(name, csv, options)));
        }
    }

    /** Names in a comma-separated list; a name that holds a comma cannot be declared. */
    private static Set<String> nullable(Request request) {
        return request.queryValue("nullable")
                .map(names -> Set.copyOf(Arrays.asList(names.split(","))))
                .orElse(Set.of());
    }

    private Reply versions(Request request) {
        var versions = datasets.versions(request.pathValue("name"));
        if (versions.isEmpty()) {
            throw RondoException.notFound(
                            "dataset.unknown",
                            "there is no dataset \"" + request.pathValue("name") + "\"")
                    .next("GET /api/v1/datasets lists them");
        }
        return ApiJson.reply(Views.list(versions));
    }

    private Reply version(Request request) {
        var version = datasets.get(request.pathValue("name"), request.pathNumber("version"));
        var view = Views.of(version);
        view.set("profile", ApiJson.tree(datasets.profile(version.name(), version.version())));
        view.set("suite", ApiJson.tree(datasets.suite(version.name(), version.version())));
        return ApiJson.reply(view);
    }

    /** The version, with the size of what was learned about it. */
    private ObjectNode summary(DatasetVersion version) {
        var suite = datasets.suite(version.name(), version.version());
        return Views.of(version).put("expectations", suite.expectations().size());
    }
}
