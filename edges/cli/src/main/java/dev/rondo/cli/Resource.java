package dev.rondo.cli;

import java.util.List;

/** A kind of thing that `rondo get` lists: where it is, and what a table of it shows. */
enum Resource {
    DATASETS("/api/v1/datasets", "name", "version", "rows", "target", "created_at", "digest"),
    EXPERIMENTS("/api/v1/experiments", "experiment_id", "name", "lifecycle_stage", "created_at"),
    RUNS("/api/v1/runs", "run_id", "name", "status", "start_time"),
    MODELS("/api/v1/models", "name", "version", "aliases", "run_id", "created_at", "digest"),
    VERSIONS("/api/v1/model-versions", "name", "version", "stage", "run_id", "source"),
    ENDPOINTS("/api/v1/endpoints", "name", "model", "version", "release_id", "revision"),
    RELEASES(
            "/api/v1/releases",
            "release_id",
            "endpoint",
            "model",
            "version",
            "state",
            "weight",
            "waiting_for"),
    ALERTS(
            "/api/v1/alerts",
            "alert_id",
            "endpoint",
            "signal",
            "feature",
            "state",
            "onset",
            "message"),
    PIPELINES(
            "/api/v1/pipelines/runs",
            "run_id",
            "pipeline",
            "status",
            "created_at",
            "ended_at",
            "reason"),
    PREDICTIONS(
            "",
            "prediction_id",
            "event_time",
            "route",
            "model",
            "version",
            "score",
            "decision",
            "status");

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> columns;

    Resource(String path, String... columns) {
        this.path = path;
        this.columns = List.of(columns);
    }

    String path() {
        return path;
    }

    List<String> columns() {
        return columns;
    }

    /** Whether it has the options of {@link SearchOptions}. */
    boolean searchable() {
        return this == EXPERIMENTS || this == RUNS || this == MODELS || this == VERSIONS;
    }
}
