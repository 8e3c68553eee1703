-- An arrival card is an application that asks for no visa: nothing is paid and nothing is decided.
ALTER TABLE applications ADD COLUMN kind TEXT NOT NULL DEFAULT 'visa'
    CHECK (kind IN ('visa', 'card'));
-- Who is exempt by an agreement stays without a visa (Art. 5). SQLite cannot make a column nullable, so
-- the table is made anew under its name; those that refer to it are looked at when all is done.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE stays_before AS SELECT * FROM stays;
DROP TABLE stays;
CREATE TABLE stays (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    visa_id TEXT REFERENCES visas (id),
    admission_id TEXT NOT NULL UNIQUE REFERENCES crossings (id),
    departure_id TEXT UNIQUE REFERENCES crossings (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'departed')),
    version BIGINT NOT NULL,
    port TEXT NOT NULL REFERENCES ports (code),
    entered_on TEXT NOT NULL,
    last_permitted_day TEXT NOT NULL,
    departed_on TEXT,
    overstay_found_on TEXT,
    undone_at BIGINT
);
INSERT INTO stays (id, case_id, visa_id, admission_id, departure_id, state, version, port, entered_on,
                   last_permitted_day, departed_on, overstay_found_on, undone_at)
SELECT id, case_id, visa_id, admission_id, departure_id, state, version, port, entered_on,
       last_permitted_day, departed_on, overstay_found_on, undone_at FROM stays_before;
DROP TABLE stays_before;
CREATE UNIQUE INDEX stays_open ON stays (case_id) WHERE state = 'open';
CREATE INDEX stays_by_case ON stays (case_id, entered_on);
