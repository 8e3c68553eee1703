-- What an arrival card asks of health and customs: of a code the row counts that began last.
CREATE TABLE card_questions (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    subject TEXT NOT NULL CHECK (subject IN ('health', 'customs')),
    valid_from TEXT NOT NULL,
    -- The last day on which it is asked.
    valid_until TEXT,
    position BIGINT NOT NULL,
    source TEXT NOT NULL,
    source_date TEXT NOT NULL,
    specimen BOOLEAN NOT NULL
);
-- The words by language; the portal has those of the specimens itself.
CREATE TABLE card_question_words (
    question_id TEXT NOT NULL REFERENCES card_questions (id),
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (question_id, language)
);
-- Specimen rows for the demonstration; a ministry replaces them with its own.
INSERT INTO card_questions (id, code, subject, valid_from, position, source, source_date, specimen) VALUES
    ('specimen-fever', 'fever', 'health', '2016-06-10', 1, 'Demonstration data of this project; not an official list', '2026-11-28', TRUE),
    ('specimen-contact', 'contact', 'health', '2016-06-10', 2, 'Demonstration data of this project; not an official list', '2026-11-28', TRUE),
    ('specimen-cash', 'cash', 'customs', '2016-06-10', 3, 'Demonstration data of this project; not an official list', '2026-11-28', TRUE),
    ('specimen-goods', 'goods', 'customs', '2016-06-10', 4, 'Demonstration data of this project; not an official list', '2026-11-28', TRUE),
    ('specimen-restricted', 'restricted', 'customs', '2016-06-10', 5, 'Demonstration data of this project; not an official list', '2026-11-28', TRUE);
