-- What a supervisor wrote on deciding about a refund.
CREATE TABLE refund_notes (
    id TEXT PRIMARY KEY,
    refund_id TEXT NOT NULL REFERENCES refunds (id),
    -- Encrypted by the application's key.
    note BYTEA NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL
);
CREATE INDEX refund_notes_by_refund ON refund_notes (refund_id, at);
