CREATE TABLE serving_endpoints (
    name TEXT NOT NULL PRIMARY KEY,
    salt TEXT NOT NULL,
    journal_policy TEXT NOT NULL,
    known_inputs TEXT NOT NULL,
    live_release TEXT,
    release_id TEXT,
    releases BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE serving_releases (
    id TEXT NOT NULL PRIMARY KEY,
    endpoint TEXT NOT NULL REFERENCES serving_endpoints (name),
    number BIGINT NOT NULL,
    once_key TEXT,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    progress TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (endpoint, number),
    UNIQUE (endpoint, once_key)
);
CREATE TABLE serving_release_steps (
    release_id TEXT NOT NULL REFERENCES serving_releases (id),
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (release_id, number)
);
CREATE TABLE serving_release_traffic (
    release_id TEXT NOT NULL REFERENCES serving_releases (id),
    replica TEXT NOT NULL,
    traffic TEXT NOT NULL,
    PRIMARY KEY (release_id, replica)
);
CREATE TABLE serving_shadow_answers (
    release_id TEXT NOT NULL,
    prediction_id TEXT NOT NULL,
    acted BIGINT NOT NULL,
    PRIMARY KEY (release_id, prediction_id)
);
CREATE TABLE serving_freezes (
    id TEXT NOT NULL PRIMARY KEY,
    scope TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    frozen_at BIGINT NOT NULL,
    lifted_at BIGINT,
    lifted_by TEXT
);
CREATE INDEX serving_freezes_scope ON serving_freezes (scope, lifted_at);
