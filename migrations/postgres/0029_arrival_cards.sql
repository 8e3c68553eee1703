-- An arrival card is an application that asks for no visa: nothing is paid and nothing is decided.
ALTER TABLE applications ADD COLUMN kind TEXT NOT NULL DEFAULT 'visa'
    CHECK (kind IN ('visa', 'card'));
-- Who is exempt by an agreement stays without a visa (Art. 5).
ALTER TABLE stays ALTER COLUMN visa_id DROP NOT NULL;
