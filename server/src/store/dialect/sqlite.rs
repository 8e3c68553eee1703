//! What only SQLite says so.

/// One writer at a time, so that no row needs a lock of its own.
pub const CLAIM_JOB: &str = "
    UPDATE jobs SET state = 'running', locked_until = $2, attempts = attempts + 1
    WHERE id = (SELECT id FROM jobs
                WHERE (state = 'queued' AND run_at <= $1)
                   OR (state = 'running' AND locked_until < $1)
                ORDER BY run_at, id LIMIT 1)
    RETURNING id, kind, subject, attempts";
