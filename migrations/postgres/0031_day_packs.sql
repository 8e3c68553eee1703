-- Lists that desks keep for the time without a network, each signed and made for one officer at one port;
-- and whose data they carried.
CREATE TABLE day_packs (
    id TEXT PRIMARY KEY,
    port TEXT NOT NULL REFERENCES ports (code),
    officer_id TEXT NOT NULL REFERENCES staff (id),
    made_at BIGINT NOT NULL,
    -- Nobody is admitted from it afterwards.
    good_until BIGINT NOT NULL
);
CREATE INDEX day_packs_by_time ON day_packs (made_at);
CREATE TABLE day_pack_cases (
    pack_id TEXT NOT NULL REFERENCES day_packs (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    PRIMARY KEY (pack_id, case_id)
);
-- Admissions by such a list, as they were handed in: each once, by the id that its desk gave it.
CREATE TABLE provisional_admissions (
    id TEXT PRIMARY KEY,
    pack_id TEXT NOT NULL REFERENCES day_packs (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    port TEXT NOT NULL REFERENCES ports (code),
    -- Whose list it was, and who handed it in.
    officer_id TEXT NOT NULL REFERENCES staff (id),
    handed_in_by TEXT NOT NULL REFERENCES staff (id),
    event_at BIGINT NOT NULL,
    handed_in_at BIGINT NOT NULL,
    -- The admission that was recorded; or the key of the message that says why none was.
    crossing_id TEXT REFERENCES crossings (id),
    reason TEXT,
    -- Who has looked into one that was not accepted.
    seen_by TEXT REFERENCES staff (id),
    seen_at BIGINT
);
CREATE INDEX provisional_admissions_open ON provisional_admissions (handed_in_at, id)
    WHERE reason IS NOT NULL AND seen_at IS NULL;
-- Who is expected at a port.
CREATE INDEX applications_by_arrival ON applications (port, entry_date);
