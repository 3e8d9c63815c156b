-- last_version counts on when a version is deleted: a number is never used twice.
CREATE TABLE registry_models (
    name TEXT PRIMARY KEY,
    last_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL);

CREATE TABLE registry_versions (
    name TEXT NOT NULL REFERENCES registry_models (name),
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    signature TEXT NOT NULL,
    run_id TEXT,
    dataset_name TEXT,
    dataset_version BIGINT,
    dataset_digest TEXT,
    once_key TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (name, version),
    UNIQUE (name, once_key));

CREATE TABLE registry_version_tags (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, version, key),
    FOREIGN KEY (name, version) REFERENCES registry_versions (name, version));

CREATE TABLE registry_aliases (
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (name, alias),
    FOREIGN KEY (name, version) REFERENCES registry_versions (name, version));
