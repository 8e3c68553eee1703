-- The state of the visa at the moment of the crossing, before what the crossing does to it; nothing
-- for crossings from before this migration, and where there was no visa.
ALTER TABLE crossings ADD COLUMN visa_state TEXT
    CHECK (visa_state IN ('valid', 'used', 'expired', 'void', 'replaced'));
