package dev.rondo.wire.mlflow;

import dev.rondo.http.Http;
import dev.rondo.http.Method;
import dev.rondo.http.Reply;
import dev.rondo.registry.Registry;
import dev.rondo.tracking.Tracking;
import java.util.Map;

/**
 * MLflow's REST, as its clients and pages of version 3.17 speak it. {@code docs/mlflow.md} lists
 * the calls with their tests, and where we answer otherwise on purpose.
 *
 * <pre>{@code
 * new MlflowRoutes(tracking, registry).addTo(http);
 * }</pre>
 */
public final class MlflowRoutes {
    /** Of the MLflow whose wire is served. */
    public static final String VERSION = ServerCalls.VERSION;

    private final ExperimentCalls experiments;
    private final RunCalls runs;
    private final LoggingCalls logging;
    private final MetricCalls metrics;
    private final LoggedModelCalls loggedModels;
    private final ModelCalls models;
    private final VersionCalls versions;
    private final WebhookCalls webhooks;
    private final ArtifactRoutes artifacts;
    private final MultipartRoutes multipart;
    private final GraphqlRoutes graphql;

    public MlflowRoutes(Tracking tracking, Registry registry) {
        experiments = new ExperimentCalls(tracking.experiments());
        runs = new RunCalls(tracking.runs());
        logging = new LoggingCalls(tracking.runs());
        metrics = new MetricCalls(tracking.runs());
        loggedModels = new LoggedModelCalls(tracking.loggedModels());
        models = new ModelCalls(registry.models(), registry.versions());
        versions = new VersionCalls(registry.versions());
        webhooks = new WebhookCalls(registry.webhooks());
        artifacts = new ArtifactRoutes(tracking, registry);
        multipart = new MultipartRoutes(tracking.artifacts());
        var relations = new RunRelations(tracking.experiments(), registry.versions());
        graphql = new GraphqlRoutes(() -> schema(relations).graphql());
    }

    private GraphqlSchema schema(RunRelations relations) {
        return new GraphqlSchema(
                relations,
                Map.of(
                        "mlflowGetExperiment", experiments::get,
                        "mlflowGetRun", runs::get,
                        "mlflowSearchRuns", runs::search,
                        "mlflowGetMetricHistoryBulkInterval", metrics::historyBulkInterval,
                        "mlflowListArtifacts", artifacts::listOfRun,
                        "mlflowSearchModelVersions", versions::search),
                Map.of(
                        "mlflowSearchRuns", runs::search,
                        "mlflowSearchDatasets", metrics::searchDatasets));
    }

    /** Adds every call, and MLflow's shape of errors for all under these paths. */
    public void addTo(Http http) {
        for (var prefix :
                new String[] {
                    "/api/2.0/", "/api/3.0/", "/ajax-api/", "/get-artifact", "/model-versions/"
                }) {
            http.errors(prefix, MlflowErrors::render);
        }
        var api = new Rpcs(http, "/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/");
        addTracking(api);
        addLoggedModels(api);
        addRegistry(api);
        addWebhooks(api);
        addAjax(new Rpcs(http, "/ajax-api/2.0/mlflow/"));
        new Rpcs(http, "/api/3.0/mlflow/", "/ajax-api/3.0/mlflow/")
                .get("server-info", ServerCalls::info);
        var telemetry = new Rpcs(http, "/ajax-api/3.0/mlflow/");
        telemetry.get("ui-telemetry", ServerCalls::telemetry);
        telemetry.post("ui-telemetry", ServerCalls::noTelemetry);
        http.route(Method.GET, "/version", _ -> Reply.text("text/plain", ServerCalls.VERSION));
        artifacts.addTo(http);
        multipart.addTo(http);
        graphql.addTo(http);
    }

    private void addTracking(Rpcs api) {
        api.post("experiments/create", experiments::create);
        api.get("experiments/get", experiments::get);
        api.get("experiments/get-by-name", experiments::getByName);
        api.get("experiments/search", experiments::search);
        api.post("experiments/search", experiments::search);
        api.post("experiments/update", experiments::update);
        api.post("experiments/delete", experiments::delete);
        api.post("experiments/restore", experiments::restore);
        api.post("experiments/set-experiment-tag", experiments::setTag);
        api.post("experiments/delete-experiment-tag", experiments::deleteTag);

        api.post("runs/create", runs::create);
        api.get("runs/get", runs::get);
        api.post("runs/update", runs::update);
        api.post("runs/delete", runs::delete);
        api.post("runs/restore", runs::restore);
        api.post("runs/search", runs::search);
        api.postBody("runs/log-metric", logging::logMetric);
        api.postBody("runs/log-batch", logging::logBatch);
        api.post("runs/log-parameter", logging::logParameter);
        api.post("runs/log-inputs", logging::logInputs);
        api.post("runs/outputs", logging::logOutputs);
        api.post("runs/log-model", logging::logModel);
        api.post("runs/set-tag", logging::setTag);
        api.post("runs/delete-tag", logging::deleteTag);

        api.get("metrics/get-history", metrics::history);
        api.get("metrics/get-history-bulk-interval", metrics::historyBulkInterval);
    }

    private void addLoggedModels(Rpcs api) {
        api.post("logged-models", loggedModels::create);
        api.post("logged-models/search", loggedModels::search);
        api.get("logged-models/:model_id", loggedModels::get);
        api.patch("logged-models/:model_id", loggedModels::finish);
        api.delete("logged-models/:model_id", loggedModels::delete);
        api.patch("logged-models/:model_id/tags", loggedModels::setTags);
        api.delete("logged-models/:model_id/tags/:tag_key", loggedModels::deleteTag);
        api.post("logged-models/:model_id/params", loggedModels::logParams);
    }

    private void addRegistry(Rpcs api) {
        api.post("registered-models/create", models::create);
        api.get("registered-models/get", models::get);
        api.get("registered-models/search", models::search);
        api.post("registered-models/rename", models::rename);
        api.patch("registered-models/update", models::update);
        api.delete("registered-models/delete", models::delete);
        api.post("registered-models/set-tag", models::setTag);
        api.delete("registered-models/delete-tag", models::deleteTag);
        api.post("registered-models/alias", models::setAlias);
        api.get("registered-models/alias", models::byAlias);
        api.delete("registered-models/alias", models::deleteAlias);
        api.get("registered-models/get-latest-versions", models::latestVersions);
        api.post("registered-models/get-latest-versions", models::latestVersions);

        api.post("model-versions/create", versions::create);
        api.get("model-versions/get", versions::get);
        api.get("model-versions/search", versions::search);
        api.patch("model-versions/update", versions::update);
        api.delete("model-versions/delete", versions::delete);
        api.post("model-versions/set-tag", versions::setTag);
        api.delete("model-versions/delete-tag", versions::deleteTag);
        api.post("model-versions/transition-stage", versions::transition);
        api.get("model-versions/get-download-uri", versions::downloadUri);
    }

    private void addWebhooks(Rpcs api) {
        api.post("webhooks", webhooks::create);
        api.get("webhooks", webhooks::list);
        api.get("webhooks/:webhook_id", webhooks::get);
        api.patch("webhooks/:webhook_id", webhooks::update);
        api.delete("webhooks/:webhook_id", webhooks::delete);
        api.post("webhooks/:webhook_id/test", webhooks::test);
    }

    /** What only the pages ask. */
    private void addAjax(Rpcs ajax) {
        ajax.get("metrics/get-history-bulk", metrics::historyBulk);
        ajax.post("experiments/search-datasets", metrics::searchDatasets);
        ajax.get("gateway-proxy", ServerCalls::gateway);
    }
}
