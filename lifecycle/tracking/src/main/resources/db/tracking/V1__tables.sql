-- Shaped after MLflow's tables, so that its protocol fits. Times are milliseconds since 1970.

CREATE TABLE tracking_experiments (
    experiment_id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    lifecycle_stage TEXT NOT NULL,
    creation_time BIGINT NOT NULL,
    last_update_time BIGINT NOT NULL);

CREATE TABLE tracking_experiment_tags (
    experiment_id BIGINT NOT NULL REFERENCES tracking_experiments (experiment_id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key));

CREATE TABLE tracking_runs (
    run_id TEXT PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES tracking_experiments (experiment_id),
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL,
    start_time BIGINT NOT NULL,
    end_time BIGINT,
    once_key TEXT UNIQUE);

CREATE INDEX tracking_runs_of_experiment
    ON tracking_runs (experiment_id, lifecycle_stage, start_time, run_id);

CREATE INDEX tracking_runs_by_start
    ON tracking_runs (lifecycle_stage, start_time, run_id);

CREATE TABLE tracking_params (
    run_id TEXT NOT NULL REFERENCES tracking_runs (run_id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, key));

CREATE TABLE tracking_tags (
    run_id TEXT NOT NULL REFERENCES tracking_runs (run_id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, key));

-- The key's order is that of a metric's history.
CREATE TABLE tracking_metrics (
    run_id TEXT NOT NULL REFERENCES tracking_runs (run_id),
    key TEXT NOT NULL,
    timestamp BIGINT NOT NULL,
    step BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (run_id, key, timestamp, step, value));

CREATE TABLE tracking_latest_metrics (
    run_id TEXT NOT NULL REFERENCES tracking_runs (run_id),
    key TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    timestamp BIGINT NOT NULL,
    step BIGINT NOT NULL,
    PRIMARY KEY (run_id, key));

CREATE TABLE tracking_datasets (
    dataset_id TEXT PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES tracking_experiments (experiment_id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT,
    profile TEXT,
    UNIQUE (experiment_id, name, digest));

CREATE TABLE tracking_inputs (
    run_id TEXT NOT NULL REFERENCES tracking_runs (run_id),
    dataset_id TEXT NOT NULL REFERENCES tracking_datasets (dataset_id),
    context TEXT NOT NULL,
    PRIMARY KEY (run_id, dataset_id, context));
