-- Since when a hosted checkout is completed without a charge: the bank has not said yet what came of it.
ALTER TABLE payments ADD COLUMN confirming_since BIGINT;
