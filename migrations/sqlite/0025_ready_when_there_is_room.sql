-- What `/readyz` writes, to find out whether a transaction can be kept: other bytes each time, since
-- nothing is written where a row stays as it was.
ALTER TABLE provider_sweep ADD COLUMN probe BLOB;
