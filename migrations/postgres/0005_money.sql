-- Payments, each traveller's share, refunds, and the events of the card provider.
CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    attempt BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('created', 'paid', 'partly_refunded', 'refunded', 'failed', 'expired', 'disputed')),
    version BIGINT NOT NULL,
    -- Ids at the card provider, once known.
    session_id TEXT UNIQUE,
    intent_id TEXT UNIQUE,
    -- Whether this charge bought the application; others are given back.
    settles BOOLEAN NOT NULL DEFAULT FALSE,
    -- What has been given back or is on its way back.
    refunded BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    paid_at BIGINT,
    UNIQUE (application_id, attempt),
    CHECK (refunded BETWEEN 0 AND amount)
);
-- An application is bought once.
CREATE UNIQUE INDEX payments_settling ON payments (application_id) WHERE settles;
CREATE INDEX payments_by_state ON payments (state, created_at);
CREATE TABLE payment_shares (
    payment_id TEXT NOT NULL REFERENCES payments (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    PRIMARY KEY (payment_id, case_id)
);
CREATE TABLE refunds (
    id TEXT PRIMARY KEY,
    payment_id TEXT NOT NULL REFERENCES payments (id),
    -- Absent where a whole charge goes back.
    case_id TEXT REFERENCES cases (id),
    crossing_id TEXT REFERENCES crossings (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- A word of RefundGround.
    ground TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'sent', 'succeeded', 'failed')),
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
    settled_at BIGINT
);
-- A share is given back once, and so is a whole charge.
CREATE UNIQUE INDEX refunds_of_share ON refunds (payment_id, case_id) WHERE case_id IS NOT NULL;
CREATE UNIQUE INDEX refunds_of_charge ON refunds (payment_id) WHERE case_id IS NULL;
CREATE INDEX refunds_by_state ON refunds (state, requested_at, id);
CREATE TABLE provider_events (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    -- The payment at the provider that the object is about, where it names one.
    intent_id TEXT,
    handled_at BIGINT
);
CREATE INDEX provider_events_open ON provider_events (handled_at, received_at);
-- One row: up to which second of the provider's clock its events were swept.
CREATE TABLE provider_sweep (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    swept_until BIGINT NOT NULL
);
INSERT INTO provider_sweep (id, swept_until) VALUES (1, 0);
