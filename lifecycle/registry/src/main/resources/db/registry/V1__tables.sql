-- Shaped after MLflow's tables, so that its protocol fits. Times are milliseconds since 1970.
-- last_version counts on when a version is deleted: a number is never used twice.
CREATE TABLE registry_models (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    last_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL);

CREATE TABLE registry_model_tags (
    name TEXT NOT NULL REFERENCES registry_models (name) ON UPDATE CASCADE ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, key));

-- location is where the files are once the source is followed to its end. Digest and signature are
-- those of the files, NULL until someone needs them.
CREATE TABLE registry_versions (
    name TEXT NOT NULL REFERENCES registry_models (name) ON UPDATE CASCADE ON DELETE CASCADE,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    user_id TEXT,
    stage TEXT NOT NULL,
    description TEXT,
    source TEXT NOT NULL,
    location TEXT NOT NULL,
    run_id TEXT NOT NULL,
    run_link TEXT NOT NULL,
    model_id TEXT,
    dataset_name TEXT,
    dataset_version BIGINT,
    dataset_digest TEXT,
    digest TEXT,
    signature TEXT,
    once_key TEXT,
    PRIMARY KEY (name, version),
    UNIQUE (name, once_key));

CREATE INDEX registry_versions_by_update
    ON registry_versions (updated_at DESC, name, version DESC);

CREATE INDEX registry_versions_of_stage ON registry_versions (name, stage, version);

CREATE INDEX registry_versions_of_run ON registry_versions (run_id);

CREATE TABLE registry_version_tags (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, version, key),
    FOREIGN KEY (name, version) REFERENCES registry_versions (name, version)
        ON UPDATE CASCADE ON DELETE CASCADE);

CREATE INDEX registry_prompt_versions ON registry_version_tags (name)
    WHERE key = 'mlflow.prompt.is_prompt';

CREATE TABLE registry_aliases (
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (name, alias),
    FOREIGN KEY (name, version) REFERENCES registry_versions (name, version)
        ON UPDATE CASCADE ON DELETE CASCADE);

CREATE INDEX registry_aliases_of_version ON registry_aliases (name, version);

-- claimed_until is the lease of the process that is sending something to the webhook.
CREATE TABLE registry_webhooks (
    webhook_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT,
    url TEXT NOT NULL,
    secret TEXT,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL);

CREATE TABLE registry_webhook_events (
    webhook_id TEXT NOT NULL REFERENCES registry_webhooks (webhook_id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    PRIMARY KEY (webhook_id, event));

CREATE INDEX registry_webhooks_of_event ON registry_webhook_events (event);

-- What is still to be told, written in the transaction of the change, and what could not be told.
-- sequence is the order of the changes. A row is sent after those of its webhook and subject that
-- came before it.
CREATE TABLE registry_webhook_outbox (
    sequence BIGINT PRIMARY KEY,
    delivery_id TEXT NOT NULL UNIQUE,
    webhook_id TEXT NOT NULL REFERENCES registry_webhooks (webhook_id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    dead BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    last_error TEXT NOT NULL);

CREATE INDEX registry_webhook_outbox_by_subject
    ON registry_webhook_outbox (dead, webhook_id, subject, sequence);
