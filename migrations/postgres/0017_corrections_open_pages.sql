-- What a correction opens, and what the traveller had answered when it was asked for. Corrections of
-- an earlier version have no row: they open passport and photo.
CREATE TABLE corrections (
    decision_id TEXT PRIMARY KEY REFERENCES decisions (id),
    -- Codes with blanks between them.
    pages TEXT NOT NULL,
    -- Encrypted by the application's key.
    answers BYTEA NOT NULL
);
