-- Money that goes back without the portal: by hand at the card provider, by the bank of who disputes a
-- part of a charge, or by another way than the card. `refunded` holds all of it, `refunded_elsewhere` the
-- part that the portal did not send, `elsewhere_reviewed` the part on which a supervisor has decided.
ALTER TABLE payments ADD COLUMN refunded_elsewhere BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payments ADD COLUMN elsewhere_reviewed BIGINT NOT NULL DEFAULT 0;
-- The currency of a charge that cannot be booked.
ALTER TABLE payments ADD COLUMN unknown_currency TEXT;
CREATE INDEX payments_to_review ON payments (created_at, id)
    WHERE refunded_elsewhere > elsewhere_reviewed OR unknown_currency IS NOT NULL;
-- What of a refund had gone back by other means, and the receipt of another way than the card.
ALTER TABLE refunds ADD COLUMN elsewhere BIGINT NOT NULL DEFAULT 0;
ALTER TABLE refunds ADD COLUMN receipt TEXT;
