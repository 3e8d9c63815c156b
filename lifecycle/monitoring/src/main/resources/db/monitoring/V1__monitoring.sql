-- How an endpoint is watched, and which version is live. revision changes with every change here.
CREATE TABLE monitoring_monitors (
    endpoint TEXT PRIMARY KEY,
    spec TEXT NOT NULL,
    live_model TEXT,
    live_version BIGINT,
    revision BIGINT NOT NULL
);

CREATE TABLE monitoring_versions (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    reference_id TEXT NOT NULL,
    PRIMARY KEY (endpoint, model, version)
);

-- How far a journal is folded: the next sequence, and the last outcome's position.
CREATE TABLE monitoring_cursors (
    replica TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    outcome_position BIGINT NOT NULL
);

-- judged_*: starts of the latest judged windows as a JSON list.
CREATE TABLE monitoring_progress (
    endpoint TEXT PRIMARY KEY,
    latest_event_time BIGINT,
    last_seen BIGINT NOT NULL,
    unmonitored BIGINT NOT NULL,
    judged_columns TEXT NOT NULL,
    judged_concept TEXT NOT NULL
);

-- settled: closed, published as it is, and mature.
CREATE TABLE monitoring_windows (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    window_start BIGINT NOT NULL,
    window_end BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    dirty BIGINT NOT NULL,
    mature BIGINT NOT NULL,
    settled BIGINT NOT NULL,
    coverage_step BIGINT NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (endpoint, window_start, model, version)
);
CREATE INDEX monitoring_windows_settled ON monitoring_windows (endpoint, settled);

CREATE TABLE monitoring_results (
    endpoint TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (endpoint, window_start, model, version, revision)
);

CREATE TABLE monitoring_alerts (
    id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    signal TEXT NOT NULL,
    feature TEXT NOT NULL,
    state TEXT NOT NULL,
    onset BIGINT NOT NULL,
    fired_at BIGINT,
    resolved_at BIGINT,
    incident_id TEXT,
    windows TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX monitoring_alerts_endpoint ON monitoring_alerts (endpoint, state);

CREATE TABLE monitoring_incidents (
    id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    onset BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX monitoring_incidents_endpoint ON monitoring_incidents (endpoint, closed_at);

CREATE TABLE monitoring_diagnoses (
    id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    result TEXT NOT NULL
);
CREATE INDEX monitoring_diagnoses_endpoint ON monitoring_diagnoses (endpoint, made_at);

-- position: order of arrival. journal_position: the journal's size at arrival. sort_key: the bytes
-- of key, a zero and prediction id, which both databases order alike.
CREATE TABLE monitoring_outcomes (
    prediction_id TEXT PRIMARY KEY,
    position BIGINT NOT NULL UNIQUE,
    journal_position BIGINT NOT NULL,
    endpoint TEXT NOT NULL,
    release_id TEXT,
    route TEXT NOT NULL,
    model TEXT NOT NULL,
    version BIGINT NOT NULL,
    entity_key TEXT NOT NULL,
    decision BIGINT,
    score DOUBLE PRECISION NOT NULL,
    event_time BIGINT NOT NULL,
    positive BIGINT NOT NULL,
    outcome_time BIGINT NOT NULL,
    sort_key ${blob} NOT NULL
);
CREATE INDEX monitoring_outcomes_time ON monitoring_outcomes (endpoint, event_time, sort_key);
CREATE INDEX monitoring_outcomes_release ON monitoring_outcomes (release_id, event_time, sort_key)
    WHERE release_id IS NOT NULL;
