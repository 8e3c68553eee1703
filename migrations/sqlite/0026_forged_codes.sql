-- Codes that were not ours, and were shown at the border with data of this passport: for a day every
-- officer is told, however the passport is looked up.
CREATE TABLE forged_codes (
    id TEXT PRIMARY KEY,
    -- The keyed hash of number and nationality, as of cases.
    passport_hash BLOB NOT NULL,
    -- The officer's own port, where they have one.
    port TEXT,
    officer_id TEXT NOT NULL REFERENCES staff (id),
    shown_at BIGINT NOT NULL
);
CREATE INDEX forged_codes_by_passport ON forged_codes (passport_hash, shown_at);
CREATE INDEX forged_codes_by_time ON forged_codes (shown_at);
