-- A supervisor may decide that a fee is not given back, where a ground of Art. 23 stands beside Art. 7's.
-- SQLite changes no CHECK in place: the table is made anew. Nothing refers to it.
CREATE TABLE refunds_with_declined (
    id TEXT PRIMARY KEY,
    payment_id TEXT NOT NULL REFERENCES payments (id),
    -- Absent where a whole charge goes back.
    case_id TEXT REFERENCES cases (id),
    crossing_id TEXT REFERENCES crossings (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- A word of RefundGround.
    ground TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'declined', 'sent', 'succeeded', 'failed')),
    version BIGINT NOT NULL,
    -- Part of the key under which the card provider is called, and when it was first used.
    attempt BIGINT NOT NULL DEFAULT 0,
    called_at BIGINT,
    provider_id TEXT UNIQUE,
    failure TEXT,
    -- Absent where the ledger itself asked.
    requested_by TEXT REFERENCES staff (id),
    approved_by TEXT REFERENCES staff (id),
    requested_at BIGINT NOT NULL,
    approved_at BIGINT,
    sent_at BIGINT,
    settled_at BIGINT,
    declined_by TEXT REFERENCES staff (id),
    declined_at BIGINT
);
INSERT INTO refunds_with_declined SELECT *, NULL, NULL FROM refunds;
DROP TABLE refunds;
ALTER TABLE refunds_with_declined RENAME TO refunds;
-- A share is given back once, and so is a whole charge.
CREATE UNIQUE INDEX refunds_of_share ON refunds (payment_id, case_id) WHERE case_id IS NOT NULL;
CREATE UNIQUE INDEX refunds_of_charge ON refunds (payment_id) WHERE case_id IS NULL;
CREATE INDEX refunds_by_state ON refunds (state, requested_at, id);
