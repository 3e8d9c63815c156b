ALTER TABLE pipelines_runs ADD COLUMN subject TEXT;
CREATE INDEX pipelines_runs_by_subject ON pipelines_runs (subject, created_at, id);
