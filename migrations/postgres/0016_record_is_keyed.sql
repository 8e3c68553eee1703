-- HMAC of the event's number and hash under a key that is not in the database; nothing for events
-- from before this migration, and for those that an older version adds while both run.
ALTER TABLE audit_events ADD COLUMN mac BYTEA;
CREATE INDEX audit_unkeyed ON audit_events (sequence) WHERE mac IS NULL;
