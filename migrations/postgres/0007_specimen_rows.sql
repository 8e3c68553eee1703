-- Specimen rows for the demonstration; a ministry replaces them with what its Prakas and agreements say.
INSERT INTO fees (id, visa_type, amount, currency, valid_from, source, source_date, specimen) VALUES
    ('specimen-t', 'T', 3000, 'USD', '2016-06-10', 'Demonstration data of this project; Art. 16 leaves the fee to a Prakas', '2026-11-22', TRUE);
INSERT INTO ports (code, name, kind, evisa, position, source, source_date, specimen) VALUES
    ('PNH', 'Phnom Penh International Airport', 'air', FALSE, 1, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('KTI', 'Techo International Airport', 'air', TRUE, 2, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('SAI', 'Siem Reap Angkor International Airport', 'air', TRUE, 3, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('KOS', 'Sihanouk International Airport', 'air', TRUE, 4, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('BVT', 'Bavet', 'land', TRUE, 5, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('PPT', 'Poipet', 'land', TRUE, 6, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('CYM', 'Cham Yeam', 'land', TRUE, 7, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('TPK', 'Tropaeng Kreal', 'land', TRUE, 8, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('KHM', 'Khaam Samnor', 'land', FALSE, 9, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE),
    ('SHV', 'Sihanoukville Autonomous Port', 'sea', TRUE, 10, 'Demonstration data of this project; not an official list', '2026-11-22', TRUE);
INSERT INTO exemptions (id, nationality, passport_kind, days, valid_from, source, source_date, specimen) VALUES
    ('specimen-sgp-ordinary', 'SGP', 'ordinary', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-mys-ordinary', 'MYS', 'ordinary', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-tha-ordinary', 'THA', 'ordinary', 14, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-vnm-ordinary', 'VNM', 'ordinary', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-lao-ordinary', 'LAO', 'ordinary', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-idn-ordinary', 'IDN', 'ordinary', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-phl-ordinary', 'PHL', 'ordinary', 21, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-brn-ordinary', 'BRN', 'ordinary', 14, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-mmr-ordinary', 'MMR', 'ordinary', 14, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-tls-ordinary', 'TLS', 'ordinary', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-syc-ordinary', 'SYC', 'ordinary', 14, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-jpn-diplomatic', 'JPN', 'diplomatic', 90, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-jpn-official', 'JPN', 'official', 90, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-chn-diplomatic', 'CHN', 'diplomatic', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-chn-official', 'CHN', 'official', 30, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-kor-diplomatic', 'KOR', 'diplomatic', 60, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-kor-official', 'KOR', 'official', 60, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-rus-diplomatic', 'RUS', 'diplomatic', 90, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-ind-diplomatic', 'IND', 'diplomatic', 60, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-fra-diplomatic', 'FRA', 'diplomatic', 90, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE),
    ('specimen-d-diplomatic', 'D', 'diplomatic', 90, '2016-06-10', 'Demonstration data of this project; not an official agreement', '2026-11-22', TRUE);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '');
