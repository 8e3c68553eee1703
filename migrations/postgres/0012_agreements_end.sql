-- The last day of an agreement that frees from the visa (Art. 5); none while it has no end.
ALTER TABLE exemptions ADD COLUMN valid_until TEXT;
