CREATE TABLE pipelines_runs (
    id TEXT PRIMARY KEY,
    pipeline TEXT NOT NULL,
    tasks TEXT NOT NULL,
    parameters TEXT NOT NULL,
    once_key TEXT UNIQUE,
    status TEXT NOT NULL,
    reason TEXT,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX pipelines_runs_by_time ON pipelines_runs (created_at, id);

CREATE TABLE pipelines_tasks (
    run_id TEXT NOT NULL REFERENCES pipelines_runs (id),
    task TEXT NOT NULL,
    position BIGINT NOT NULL,
    status TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    losses BIGINT NOT NULL,
    claim BIGINT NOT NULL,
    due_at BIGINT,
    worker TEXT,
    lease_until BIGINT,
    wait_state TEXT,
    started_at BIGINT,
    ended_at BIGINT,
    output TEXT,
    code TEXT,
    message TEXT,
    cache TEXT,
    progress TEXT,
    PRIMARY KEY (run_id, task)
);
CREATE INDEX pipelines_tasks_by_due ON pipelines_tasks (status, due_at);

CREATE TABLE pipelines_events (
    run_id TEXT NOT NULL REFERENCES pipelines_runs (id),
    position BIGINT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
);

CREATE TABLE pipelines_cache (
    step TEXT NOT NULL,
    cache_key TEXT NOT NULL,
    run_id TEXT NOT NULL,
    task TEXT NOT NULL,
    output TEXT NOT NULL,
    PRIMARY KEY (step, cache_key)
);
