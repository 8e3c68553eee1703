-- Of a refusal or an admission: the keyed hash of name, birth, sex and nationality, by which it is
-- found again when the same person comes with another passport. Unknown of crossings from before this
-- migration.
ALTER TABLE crossings ADD COLUMN person_hash BYTEA;
CREATE INDEX crossings_by_person ON crossings (person_hash) WHERE person_hash IS NOT NULL;
