-- When the personal data of an application was erased; what is left is the skeleton.
ALTER TABLE applications ADD COLUMN erased_at BIGINT;
CREATE INDEX applications_to_erase ON applications (erased_at, state, closed_at);
