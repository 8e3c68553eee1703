-- Visas, crossings of the border, stays with their V-Passes, fines.
CREATE TABLE visas (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    edition BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    visa_type TEXT NOT NULL,
    entries TEXT NOT NULL CHECK (entries IN ('single', 'multiple')),
    state TEXT NOT NULL CHECK (state IN ('valid', 'used', 'expired', 'void', 'replaced')),
    version BIGINT NOT NULL,
    issued_on TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    -- Sealed by the application's key: the visible digital seal, for the document.
    seal BLOB NOT NULL,
    -- SHA-256 of the seal, for the list of replaced and revoked seals.
    seal_hash BLOB NOT NULL,
    issued_at BIGINT NOT NULL,
    UNIQUE (case_id, edition)
);
CREATE INDEX visas_by_validity ON visas (state, valid_until);
CREATE INDEX visas_by_seal ON visas (seal_hash);
CREATE TABLE crossings (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    visa_id TEXT REFERENCES visas (id),
    kind TEXT NOT NULL CHECK (kind IN ('admission', 'refusal', 'departure')),
    port TEXT NOT NULL REFERENCES ports (code),
    officer_id TEXT NOT NULL REFERENCES staff (id),
    event_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    note BLOB
);
CREATE INDEX crossings_by_case ON crossings (case_id, event_at);
CREATE TABLE crossing_grounds (
    crossing_id TEXT NOT NULL REFERENCES crossings (id),
    ground TEXT NOT NULL,
    PRIMARY KEY (crossing_id, ground)
);
CREATE TABLE stays (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    visa_id TEXT NOT NULL REFERENCES visas (id),
    admission_id TEXT NOT NULL UNIQUE REFERENCES crossings (id),
    departure_id TEXT UNIQUE REFERENCES crossings (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'departed')),
    version BIGINT NOT NULL,
    port TEXT NOT NULL REFERENCES ports (code),
    entered_on TEXT NOT NULL,
    last_permitted_day TEXT NOT NULL,
    departed_on TEXT
);
-- Nobody is in the country twice on one case.
CREATE UNIQUE INDEX stays_open ON stays (case_id) WHERE state = 'open';
CREATE INDEX stays_by_case ON stays (case_id, entered_on);
CREATE TABLE passes (
    id TEXT PRIMARY KEY,
    stay_id TEXT NOT NULL REFERENCES stays (id),
    edition BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    -- Hash of the secret in the pass's address; the secret is derived from the id and a key.
    link_hash BLOB NOT NULL UNIQUE,
    -- Sealed by the application's key.
    seal BLOB NOT NULL,
    seal_hash BLOB NOT NULL,
    issued_at BIGINT NOT NULL,
    UNIQUE (stay_id, edition)
);
CREATE INDEX passes_by_seal ON passes (seal_hash);
CREATE TABLE fines (
    id TEXT PRIMARY KEY,
    stay_id TEXT NOT NULL UNIQUE REFERENCES stays (id),
    days BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'paid', 'exempted')),
    settled_by TEXT REFERENCES staff (id),
    settled_at BIGINT,
    note BLOB
);
-- Seals that no longer hold, for the signed list.
CREATE TABLE withdrawn_seals (
    seal_hash BLOB PRIMARY KEY,
    reason TEXT NOT NULL CHECK (reason IN ('replaced', 'revoked')),
    at BIGINT NOT NULL
);
