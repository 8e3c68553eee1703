-- The hash-chained record and the queue of what is still to do.
CREATE TABLE audit_events (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    -- traveller, staff, system.
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    action TEXT NOT NULL,
    application_id TEXT,
    subject_id TEXT,
    -- JSON of words, ids, dates and amounts; never personal data.
    detail TEXT NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX audit_by_application ON audit_events (application_id, sequence);
CREATE INDEX audit_by_subject ON audit_events (subject_id, sequence);
-- One row: the end of the chain. Updating it puts writers in order.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    -- The id of what the job is about; never personal data.
    subject TEXT NOT NULL,
    -- At most one unfinished job of a kind and subject.
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    run_at BIGINT NOT NULL,
    locked_until BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX jobs_due ON jobs (state, run_at);
CREATE INDEX jobs_finished ON jobs (finished_at);
CREATE UNIQUE INDEX jobs_once ON jobs (kind, subject) WHERE state IN ('queued', 'dead');
