use super::*;
use chrono::NaiveDate;
use domain::doc9303::mrz::{MrzDate, Sex};
use domain::doc9303::names::MrzNames;
use domain::doc9303::seal::{Document, SealList, SealState, SubIndication, verify};
use domain::port::PortKind;
use domain::visa::{Entries, VisaType};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn documents() -> Documents {
    let key = SigningKey::from_slice(&[7; 32]).unwrap();
    Documents::new(key, "UTO", "https://evisa.example.org", true).unwrap()
}

fn holder() -> Holder {
    Holder {
        surname: "Eriksson".into(),
        given_names: "Anna Maria".into(),
        zone_names: MrzNames::of("Eriksson", "Anna Maria").unwrap(),
        sex: Sex::Female,
        birth_date: MrzDate::of(date(1974, 8, 12)),
        nationality: "UTO".into(),
        passport_number: "L898902C3".into(),
        passport_expires_on: date(2031, 4, 15),
        on_passport_of: None,
    }
}

pub fn visa() -> VisaFacts {
    VisaFacts {
        holder: holder(),
        reference: "KV-7F3K-92QX".into(),
        number: "T26000017".into(),
        visa_type: VisaType::T,
        entries: Entries::Single,
        stay: VisaType::T.stay(),
        issued_on: date(2026, 11, 30),
        valid_until: date(2027, 2, 28),
        entry_points: EntryPoints {
            on: date(2026, 11, 30),
            ports: [
                (PortKind::Air, "Techo International Airport"),
                (PortKind::Air, "Siem Reap Angkor International Airport"),
                (PortKind::Air, "Sihanouk International Airport"),
                (PortKind::Land, "Bavet"),
                (PortKind::Land, "Poipet"),
                (PortKind::Land, "Cham Yeam"),
                (PortKind::Land, "Tropaeng Kreal"),
                (PortKind::Sea, "Sihanoukville Autonomous Port"),
            ]
            .map(|(kind, name)| (kind, name.to_owned()))
            .to_vec(),
        },
    }
}

pub fn pass() -> PassFacts {
    PassFacts {
        holder: holder(),
        reference: "KV-7F3K-92QX".into(),
        number: "P26000008".into(),
        edition: 1,
        entered_on: date(2027, 1, 10),
        last_permitted_day: date(2027, 2, 10),
        port_code: "KTI".into(),
        port_name: "Techo International Airport".into(),
        issued_on: date(2027, 1, 10),
    }
}

/// Draws the modules as a printer would, `scale` pixels each, and reads the picture.
fn read_back(matrix: &QrMatrix, scale: usize) -> String {
    let whole = (matrix.side + 8) * scale;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(whole, whole, |x, y| {
        let dark = (x / scale)
            .checked_sub(4)
            .zip((y / scale).checked_sub(4))
            .is_some_and(|(x, y)| matrix.is_dark(x, y));
        if dark { 0 } else { 255 }
    });
    let grids = picture.detect_grids();
    let (_, text) = grids.first().unwrap().decode().unwrap();
    text
}

#[test]
fn the_seal_of_a_visa_verifies_and_says_what_the_visa_says() {
    let documents = documents();
    let facts = visa();
    let issued = documents.issue_visa(&facts, facts.issued_on).unwrap();
    assert_eq!(
        issued,
        documents.issue_visa(&facts, facts.issued_on).unwrap()
    );
    let keys = documents.keys(facts.issued_on);
    let result = verify(&issued.bytes, &keys, date(2027, 1, 1), None);
    assert!(result.is_valid(), "{result:?}");
    let Some(Document::Visa(said)) = result.document else {
        panic!("a visa");
    };
    assert_eq!(said.visa_number, facts.number);
    assert_eq!(said.passport_number, "L898902C3");
    assert_eq!(said.mrv_b[0], "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<");
    let mut changed = issued.bytes.clone();
    changed[40] ^= 1;
    assert!(!verify(&changed, &keys, date(2027, 1, 1), None).is_valid());
}

#[test]
fn a_pass_verifies_until_it_is_withdrawn() {
    let documents = documents();
    let facts = pass();
    let today = facts.entered_on;
    let issued = documents.issue_pass(&facts, today).unwrap();
    let (bytes, hash) = Documents::seal_of(&issued.url).unwrap();
    assert_eq!((&bytes, &hash), (&issued.bytes, &issued.hash));
    let keys = documents.keys(today);
    let visa = documents.issue_visa(&visa(), today).unwrap();
    let list = documents
        .seal_list(
            today,
            &[(issued.hash.clone(), SealState::Replaced)],
            std::slice::from_ref(&visa.hash),
        )
        .unwrap();
    let list = SealList::decode(&list, &keys, today).unwrap();
    let outcome = |seal: &[u8], list| verify(seal, &keys, today, list).sub_indication;
    assert_eq!(outcome(&issued.bytes, None), None);
    assert_eq!(
        outcome(&issued.bytes, Some(&list)),
        Some(SubIndication::Replaced)
    );
    assert_eq!(outcome(&visa.bytes, Some(&list)), None);
    // Seals that were signed after the list was made are not taken for listed ones.
    for number in 0..200 {
        let mut later = pass();
        later.number = format!("P3{number:07}");
        let later = documents.issue_pass(&later, today).unwrap();
        assert_eq!(outcome(&later.bytes, Some(&list)), None, "{number}");
    }
    let own = documents.list_of_one(&hash, Some(SealState::Revoked), today);
    assert_eq!(
        outcome(&issued.bytes, own.as_ref()),
        Some(SubIndication::Revoked)
    );
    assert!(documents.list_of_one(&hash, None, today).is_none());
}

#[test]
fn another_key_is_published_under_another_name() {
    let today = date(2026, 11, 30);
    let first = documents().published_keys(today);
    let key = SigningKey::from_slice(&[8; 32]).unwrap();
    let other = Documents::new(key, "KHM", "https://evisa.example.org", false).unwrap();
    let second = other.published_keys(today);
    assert!(first[0].certificate_reference.starts_with("UTEV"));
    assert!(second[0].certificate_reference.starts_with("KHEV"));
    assert_ne!(
        first[0].certificate_reference[4..],
        second[0].certificate_reference[4..]
    );
}

#[test]
fn codes_are_read_back_from_their_modules_and_stay_coarse() {
    let documents = documents();
    let (visa, pass) = (visa(), pass());
    for issued in [
        documents.issue_visa(&visa, visa.issued_on).unwrap(),
        documents.issue_pass(&pass, pass.issued_on).unwrap(),
    ] {
        let matrix = QrMatrix::of(&issued.url).unwrap();
        // Version 10 at most: 57 modules.
        assert!(matrix.side <= 57, "{}", matrix.side);
        for scale in [4, 7] {
            assert_eq!(read_back(&matrix, scale), issued.url);
        }
        let code = documents.qr_code(&issued.url).unwrap();
        assert_eq!(code.side, matrix.side + 8);
        assert_eq!(from_path(&code.path, matrix.side), matrix);
    }
}

/// The modules that the lines of an SVG's path cover.
fn from_path(path: &str, side: usize) -> QrMatrix {
    let mut dark = vec![false; side * side];
    for row in path.split('M').filter(|row| !row.is_empty()) {
        let (start, runs) = row.split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let y: usize = y.strip_suffix(".5").unwrap().parse().unwrap();
        let mut x: usize = x.parse().unwrap();
        for run in runs.split('m') {
            let (gap, length) = run.split_once(" 0h").unwrap_or(("0", run));
            x += gap.parse::<usize>().unwrap();
            for _ in 0..length.parse().unwrap() {
                dark[(y - 4) * side + x - 4] = true;
                x += 1;
            }
        }
    }
    QrMatrix { side, dark }
}
