-- A supervisor may decide that a fee is not given back, where a ground of Art. 23 stands beside Art. 7's.
ALTER TABLE refunds DROP CONSTRAINT refunds_state_check;
ALTER TABLE refunds ADD CONSTRAINT refunds_state_check
    CHECK (state IN ('requested', 'approved', 'declined', 'sent', 'succeeded', 'failed'));
ALTER TABLE refunds ADD COLUMN declined_by TEXT REFERENCES staff (id);
ALTER TABLE refunds ADD COLUMN declined_at BIGINT;
