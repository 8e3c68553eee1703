-- The second factor that a member of staff has asked for and not typed a code of yet: encrypted, with
-- its end. It belongs to the session that asked, and goes with it.
ALTER TABLE sessions ADD COLUMN pending_totp BYTEA;
ALTER TABLE sessions ADD COLUMN pending_totp_until BIGINT;
