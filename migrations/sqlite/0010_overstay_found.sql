-- The day on which an overstay beyond thirty days was first found: from it run the seven days of
-- Art. 26.1.
ALTER TABLE stays ADD COLUMN overstay_found_on TEXT;
