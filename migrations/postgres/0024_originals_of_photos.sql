-- While a photo may still be changed, the picture it was cut from is kept beside it.
-- Its name in the object store; nothing once the photo is final.
ALTER TABLE cases ADD COLUMN photo_original TEXT;
-- Its size and the part that the photo is, with the version of the photo that is meant, as JSON.
ALTER TABLE cases ADD COLUMN photo_crop TEXT;
CREATE INDEX cases_with_original ON cases (photo_original) WHERE photo_original IS NOT NULL;
