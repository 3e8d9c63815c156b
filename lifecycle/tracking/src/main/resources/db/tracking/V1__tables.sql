-- Shaped after MLflow's tables, so that its protocol fits. Times are milliseconds since 1970.
-- What is logged to a run goes by the run's number: rows are half as long as with its id, and those
-- of runs that were made one after the other lie side by side.
-- Values of metrics are the ordered code of a double (class OrderedDouble), compared as integers.
-- What belongs to a run or model has no foreign key to it: every write looks at its owner in the
-- same transaction, owners are never removed, and a look-up per row would double the cost of a
-- batch.

CREATE TABLE tracking_experiments (
    experiment_id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    artifact_location TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL,
    creation_time BIGINT NOT NULL,
    last_update_time BIGINT NOT NULL);

CREATE INDEX tracking_experiments_by_creation
    ON tracking_experiments (lifecycle_stage, creation_time DESC, experiment_id);

CREATE TABLE tracking_experiment_tags (
    experiment_id BIGINT NOT NULL REFERENCES tracking_experiments (experiment_id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)) ${clustered};

CREATE TABLE tracking_runs (
    run_number ${counter},
    run_id TEXT NOT NULL UNIQUE,
    experiment_id BIGINT NOT NULL REFERENCES tracking_experiments (experiment_id),
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL,
    start_time BIGINT NOT NULL,
    end_time BIGINT,
    artifact_uri TEXT NOT NULL,
    once_key TEXT UNIQUE,
    period BIGINT NOT NULL,
    period_points BIGINT NOT NULL,
    last_time BIGINT NOT NULL,
    unsorted BIGINT NOT NULL);

CREATE INDEX tracking_runs_of_experiment
    ON tracking_runs (experiment_id, lifecycle_stage, start_time DESC, run_id);

CREATE INDEX tracking_runs_unsorted ON tracking_runs (experiment_id, lifecycle_stage, run_number)
    WHERE unsorted = 1;

CREATE TABLE tracking_params (
    run_number BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_number, key)) ${clustered};

CREATE TABLE tracking_tags (
    run_number BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_number, key)) ${clustered};

-- The periods into which a run's points are divided by their times (class Periods).
CREATE TABLE tracking_metric_periods (
    run_number BIGINT NOT NULL,
    period BIGINT NOT NULL,
    PRIMARY KEY (run_number, period)) ${clustered};

-- Read period by period, the primary key's order is that of a metric's history.
CREATE TABLE tracking_metrics (
    run_number BIGINT NOT NULL,
    period BIGINT NOT NULL,
    key TEXT NOT NULL,
    timestamp BIGINT NOT NULL,
    step BIGINT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (run_number, period, key, timestamp, step, value)) ${clustered};

-- The index of values would change a page for each metric of a batch. So it holds those of a large
-- batch once the run has ended (sorted = 1); such runs at work are few (tracking_runs.unsorted = 1).
CREATE TABLE tracking_latest_metrics (
    run_number BIGINT NOT NULL,
    key TEXT NOT NULL,
    experiment_id BIGINT NOT NULL,
    value BIGINT NOT NULL,
    timestamp BIGINT NOT NULL,
    step BIGINT NOT NULL,
    sorted BIGINT NOT NULL,
    PRIMARY KEY (run_number, key)) ${clustered};

CREATE INDEX tracking_latest_metrics_by_value
    ON tracking_latest_metrics (experiment_id, key, value, run_number) WHERE sorted = 1;

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
    run_id TEXT NOT NULL,
    dataset_id TEXT NOT NULL REFERENCES tracking_datasets (dataset_id),
    PRIMARY KEY (run_id, dataset_id)) ${clustered};

CREATE INDEX tracking_inputs_of_dataset ON tracking_inputs (dataset_id, run_id);

CREATE TABLE tracking_input_tags (
    run_id TEXT NOT NULL,
    dataset_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, dataset_id, key)) ${clustered};

CREATE TABLE tracking_model_inputs (
    run_id TEXT NOT NULL,
    model_id TEXT NOT NULL,
    PRIMARY KEY (run_id, model_id)) ${clustered};

CREATE TABLE tracking_model_outputs (
    run_id TEXT NOT NULL,
    model_id TEXT NOT NULL,
    step BIGINT NOT NULL,
    PRIMARY KEY (run_id, model_id)) ${clustered};

CREATE TABLE tracking_logged_models (
    model_id TEXT PRIMARY KEY,
    experiment_id BIGINT NOT NULL REFERENCES tracking_experiments (experiment_id),
    name TEXT NOT NULL,
    artifact_uri TEXT NOT NULL,
    creation_time BIGINT NOT NULL,
    last_update_time BIGINT NOT NULL,
    status TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL,
    model_type TEXT NOT NULL,
    source_run_id TEXT NOT NULL,
    status_message TEXT NOT NULL);

CREATE INDEX tracking_logged_models_of_experiment
    ON tracking_logged_models (experiment_id, lifecycle_stage, creation_time DESC, model_id);

CREATE TABLE tracking_logged_model_params (
    model_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)) ${clustered};

CREATE TABLE tracking_logged_model_tags (
    model_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)) ${clustered};

-- dataset_hash stands for name and digest together, which may be too long for a key; '' for none.
CREATE TABLE tracking_logged_model_metrics (
    model_id TEXT NOT NULL,
    key TEXT NOT NULL,
    timestamp BIGINT NOT NULL,
    step BIGINT NOT NULL,
    run_id TEXT NOT NULL,
    dataset_hash TEXT NOT NULL,
    value BIGINT NOT NULL,
    experiment_id BIGINT NOT NULL,
    dataset_name TEXT,
    dataset_digest TEXT,
    PRIMARY KEY (model_id, key, timestamp, step, run_id, dataset_hash, value)) ${clustered};

CREATE INDEX tracking_logged_model_metrics_by_value
    ON tracking_logged_model_metrics (experiment_id, key, value, model_id);
