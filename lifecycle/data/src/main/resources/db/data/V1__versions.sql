-- A version is visible from the commit of its row on; its blob is durable before that.
CREATE TABLE data_versions (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    blob_key TEXT NOT NULL,
    schema_json TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    byte_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    target TEXT,
    lineage_json TEXT NOT NULL,
    profile_json TEXT NOT NULL,
    suite_json TEXT NOT NULL,
    PRIMARY KEY (name, version)
);
