package dev.rondo.server;

import dev.rondo.base.RondoException;
import dev.rondo.data.Datasets;
import dev.rondo.pipelines.Pipeline;
import dev.rondo.pipelines.Runs;
import dev.rondo.serving.Endpoints;
import dev.rondo.store.Db;
import java.util.List;

/** Trainings that a person asks for. */
final class TrainRuns {
    private final Db db;
    private final Runs runs;
    private final Datasets datasets;
    private final Endpoints endpoints;
    private final Runnable wakeWorker;

    TrainRuns(Db db, Runs runs, Datasets datasets, Endpoints endpoints, Runnable wakeWorker) {
        this.db = db;
        this.runs = runs;
        this.datasets = datasets;
        this.endpoints = endpoints;
        this.wakeWorker = wakeWorker;
    }

    /** Returns the run's id. */
    String start(TrainRequest request) {
        var dataset = TrainRequest.required(request.dataset(), "dataset");
        int version = request.version() == null ? newest(dataset) : request.version();
        datasets.get(dataset, version);
        var endpoint = request.endpoint();
        var incumbent = endpoint == null ? null : endpoints.get(endpoint).live().toString();
        var parameters = ApiJson.object();
        parameters.set("plan", ApiJson.tree(request.plan(version, incumbent)));
        var id =
                db.write(tx ->
                        runs.start(
                                tx,
                                new Pipeline("train", TrainPipeline.tasks(List.of())),
                                parameters,
                                null));
        wakeWorker.run();
        return id;
    }

    private int newest(String dataset) {
        return datasets.latest(dataset)
                .orElseThrow(() ->
                        RondoException.notFound(
                                        "dataset.unknown",
                                        "there is no dataset \"" + dataset + "\"")
                                .next("send one to POST /api/v1/datasets/" + dataset + "/versions"))
                .version();
    }
}
