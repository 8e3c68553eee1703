-- The hour of the arrival in Phnom Penh, 0 to 23, where the traveller said it on the arrival card.
ALTER TABLE applications ADD COLUMN arrival_hour BIGINT CHECK (arrival_hour BETWEEN 0 AND 23);
