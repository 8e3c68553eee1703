-- Who is expected at a port on a day: on a valid visa, or on an arrival card that is good, and not seen at a
-- desk yet. An admission that was undone was none.
CREATE VIEW expected_travellers AS
SELECT cases.id, applications.kind, applications.port, applications.entry_date, applications.arrival_hour
FROM applications
JOIN cases ON cases.application_id = applications.id AND cases.state = 'granted'
LEFT JOIN visas ON visas.case_id = cases.id AND visas.state = 'valid'
WHERE applications.erased_at IS NULL
  AND (visas.id IS NOT NULL OR applications.kind = 'card' AND applications.state = 'submitted')
  AND NOT EXISTS (SELECT 1 FROM crossings
                  WHERE crossings.case_id = cases.id AND crossings.undone_at IS NULL);
