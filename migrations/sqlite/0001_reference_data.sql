-- What the law leaves to a Prakas or an agreement. Every row carries its source and date; rows of
-- the demonstration are marked specimen, and production refuses them.
CREATE TABLE fees (
    id TEXT PRIMARY KEY,
    visa_type TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    source TEXT NOT NULL,
    source_date TEXT NOT NULL,
    specimen BOOLEAN NOT NULL
);
CREATE TABLE exemptions (
    id TEXT PRIMARY KEY,
    nationality TEXT NOT NULL,
    passport_kind TEXT NOT NULL,
    days BIGINT NOT NULL CHECK (days > 0),
    valid_from TEXT NOT NULL,
    source TEXT NOT NULL,
    source_date TEXT NOT NULL,
    specimen BOOLEAN NOT NULL
);
CREATE INDEX exemptions_by_nationality ON exemptions (nationality, passport_kind, valid_from);
CREATE TABLE ports (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('air', 'land', 'sea')),
    evisa BOOLEAN NOT NULL,
    position BIGINT NOT NULL,
    source TEXT NOT NULL,
    source_date TEXT NOT NULL,
    specimen BOOLEAN NOT NULL
);
