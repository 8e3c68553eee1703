-- What people are told as time goes by, and when they were: each once.
-- That an application that is not paid ends soon.
ALTER TABLE applications ADD COLUMN end_noticed_at INTEGER;
-- The day by which a late decision is expected, as the traveller was told.
ALTER TABLE applications ADD COLUMN decision_expected_on TEXT;
-- The day on which a traveller asked to be told that they may apply for their trip (Art. 13).
ALTER TABLE applications ADD COLUMN remind_on TEXT;
CREATE INDEX applications_to_remind ON applications (remind_on) WHERE remind_on IS NOT NULL;
-- That a correction is still waited for.
ALTER TABLE corrections ADD COLUMN reminded_at INTEGER;
-- When it was waited for no longer.
ALTER TABLE corrections ADD COLUMN unanswered_at INTEGER;
