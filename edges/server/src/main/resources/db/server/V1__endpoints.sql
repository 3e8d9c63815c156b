-- How an endpoint's loop is to act. One row per endpoint.
CREATE TABLE server_endpoints (
    endpoint TEXT NOT NULL PRIMARY KEY,
    settings TEXT NOT NULL
);

-- Retrainings that the loop began, for cooldown and weekly cap (rule 9.3). at is event time in micros.
CREATE TABLE server_retrainings (
    run_id TEXT NOT NULL PRIMARY KEY,
    endpoint TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX server_retrainings_by_endpoint ON server_retrainings (endpoint, at);
