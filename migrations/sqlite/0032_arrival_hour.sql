-- The hour of the day (0 to 23) at which an arrival card says that its travellers come; none where it does
-- not say. It lies beside the day and the port, so that a desk can list whom it expects.
ALTER TABLE applications ADD COLUMN arrival_hour BIGINT CHECK (arrival_hour BETWEEN 0 AND 23);
