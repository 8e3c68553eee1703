-- An admission that was pressed by mistake, and undone: it stays in the record and counts for nothing,
-- and neither does the stay that it began.
ALTER TABLE crossings ADD COLUMN undone_at BIGINT;
ALTER TABLE stays ADD COLUMN undone_at BIGINT;
-- What an officer recorded, newest first.
CREATE INDEX crossings_by_officer ON crossings (officer_id, recorded_at);
