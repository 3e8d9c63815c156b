-- What is known of files: their digests, in a table rather than beside each file, so that those of
-- an experiment or of the whole store are one query for whoever compares or copies them. A row describes one version of the file, told by size and
-- time; of another version it says nothing. The path is UTF-8, as bytes are compared alike on every
-- database, so that those below a folder are one range. Times are nanoseconds since 1970.

CREATE TABLE tracking_artifacts (
    path ${blob} PRIMARY KEY,
    size BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    sha256 TEXT NOT NULL);
