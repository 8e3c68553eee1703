-- V-Passes in the wallets of phones, by their stay: a pass that is issued anew stays one there.
CREATE TABLE wallet_passes (
    stay_id TEXT PRIMARY KEY REFERENCES stays (id),
    -- The keyed hash by which wallets name it.
    serial TEXT NOT NULL UNIQUE,
    -- The last change that wallets are told of, in whole seconds, each later than the one before.
    changed_at BIGINT NOT NULL,
    -- Since when Google has it, which its holder asked for.
    google_since BIGINT
);
-- Devices that ask to be told of changes (Apple).
CREATE TABLE wallet_registrations (
    id TEXT PRIMARY KEY,
    stay_id TEXT NOT NULL REFERENCES wallet_passes (stay_id),
    -- Keyed hash of the device's library identifier.
    device_hash BYTEA NOT NULL,
    -- Where a push reaches the device; encrypted by the application's key.
    push_token BYTEA NOT NULL,
    registered_at BIGINT NOT NULL,
    UNIQUE (device_hash, stay_id)
);
CREATE INDEX wallet_registrations_by_stay ON wallet_registrations (stay_id);
