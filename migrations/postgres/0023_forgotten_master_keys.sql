-- Master keys that `portal keys forget` dropped. A machine with an old copy of the key folder learns
-- from here that it must wrap nothing by them.
CREATE TABLE forgotten_master_keys (
    key_id TEXT PRIMARY KEY,
    forgotten_at BIGINT NOT NULL
);
