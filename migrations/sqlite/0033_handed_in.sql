-- Whether a crossing was handed in by a desk.
CREATE INDEX provisional_admissions_by_crossing ON provisional_admissions (crossing_id)
    WHERE crossing_id IS NOT NULL;
-- What was sent with the press that recorded a crossing, as a keyed hash: by it a second press of the same
-- button is told from another one.
ALTER TABLE crossings ADD COLUMN press_hash BLOB;
