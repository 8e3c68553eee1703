-- Staff, sessions and mailed links. Only hashes of secrets are stored.
CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Words of Role, separated by spaces.
    roles TEXT NOT NULL,
    port TEXT REFERENCES ports (code),
    password_hash TEXT NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    -- Sealed by the vault; absent in a demonstration.
    totp_secret BLOB,
    -- The last time step that was accepted, so that a code counts once.
    totp_step BIGINT NOT NULL DEFAULT 0,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('traveller', 'staff')),
    -- The application or the member of staff.
    subject TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_subject ON sessions (subject);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
