-- Applications and the cases of their travellers. Personal data lies in the sealed documents;
-- clear columns are only what queues and reports need.
CREATE TABLE applications (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'paid', 'closed', 'expired')),
    version BIGINT NOT NULL,
    email_hash BLOB NOT NULL,
    key_id TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    document BLOB NOT NULL,
    entry_date TEXT,
    port TEXT,
    created_at BIGINT NOT NULL,
    submitted_at BIGINT,
    paid_at BIGINT,
    promised_on TEXT,
    closed_at BIGINT,
    -- When a draft or an unpaid application ends.
    expires_at BIGINT NOT NULL
);
CREATE INDEX applications_by_email ON applications (email_hash);
CREATE INDEX applications_by_expiry ON applications (state, expires_at);
CREATE TABLE links (
    token_hash BLOB PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX links_by_application ON links (application_id);
CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'in_review', 'needs_correction', 'granted', 'denial_proposed', 'denied', 'withdrawn')),
    version BIGINT NOT NULL,
    -- The case of the adult on whose passport this person travels.
    adult_id TEXT REFERENCES cases (id),
    document BLOB NOT NULL,
    -- Keyed hash of passport number and nationality.
    passport_hash BLOB,
    nationality TEXT NOT NULL DEFAULT '',
    photo TEXT,
    photo_version BIGINT NOT NULL DEFAULT 0,
    reviewer_id TEXT REFERENCES staff (id),
    -- Set when the payment settles; from then on the case is in the queue.
    queued_at BIGINT,
    decided_at BIGINT,
    UNIQUE (application_id, position)
);
CREATE INDEX cases_by_passport ON cases (passport_hash);
CREATE INDEX cases_queue ON cases (state, queued_at, id);
CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL CHECK (kind IN ('granted', 'correction_asked', 'denial_proposed', 'denial_confirmed', 'denial_rejected')),
    ground TEXT,
    -- Sealed by the application's key.
    note BLOB,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL
);
CREATE INDEX decisions_by_case ON decisions (case_id, at);
