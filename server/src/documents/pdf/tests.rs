use crate::documents::tests::{documents, pass, visa};
use crate::documents::{DocumentError, Documents, WrittenName};
use domain::doc9303::names::MrzNames;
use domain::port::PortKind;
use p256::ecdsa::SigningKey;

const PORTRAIT: &[u8] = include_bytes!("../../../testdata/portrait.png");

fn photo() -> Vec<u8> {
    let portrait = image::load_from_memory(PORTRAIT).unwrap();
    let enlarged = portrait.resize_exact(1200, 1200, image::imageops::FilterType::Triangle);
    let mut png = Vec::new();
    enlarged
        .write_with_encoder(image::codecs::png::PngEncoder::new(&mut png))
        .unwrap();
    crate::photos::intake(&png).unwrap().jpeg
}

/// For looking at it: `PORTAL_TEST_PAGES=FOLDER cargo test -p server --lib documents`.
fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("PORTAL_TEST_PAGES") {
        std::fs::write(std::path::PathBuf::from(folder).join(name), pdf).unwrap();
    }
}

fn count(pdf: &[u8], text: &str) -> usize {
    let windows = pdf.windows(text.len());
    windows.filter(|window| *window == text.as_bytes()).count()
}

#[test]
fn the_pages_carry_link_languages_fonts_and_tags() {
    let documents = documents();
    let photo = photo();
    let (visa, pass) = (visa(), pass());
    let visa_seal = documents.issue_visa(&visa, visa.issued_on).unwrap();
    let pass_seal = documents.issue_pass(&pass, pass.issued_on).unwrap();
    let visa_pdf = documents.visa_pdf(&visa, &visa_seal.bytes, &photo).unwrap();
    let pass_pdf = documents.pass_pdf(&pass, &pass_seal.bytes, &photo).unwrap();
    for (pdf, url, name) in [
        (&visa_pdf, &visa_seal.url, "e-Visa"),
        (&pass_pdf, &pass_seal.url, "V-Pass"),
    ] {
        assert_eq!(count(pdf, &format!("/URI({url})")), 2, "{name}");
        for text in ["/StructTreeRoot", "pdfaid:part", "pdfuaid:part"] {
            assert!(count(pdf, text) > 0, "{text}");
        }
        assert_eq!(count(pdf, "/Type/Page/"), 1);
        // Each label, the names of state and document, and the two headings.
        assert!(count(pdf, "/Lang(km)") >= 18, "{name}");
        assert!(pdf.len() < 500_000, "{} bytes", pdf.len());
    }
    assert_eq!(
        visa_pdf,
        documents.visa_pdf(&visa, &visa_seal.bytes, &photo).unwrap()
    );
    let title = "e-Visa T26000017 \u{2013} Eriksson, Anna Maria";
    assert!(count(&visa_pdf, title) > 0, "the title in the metadata");
    keep("visa.pdf", &visa_pdf);
    keep("pass.pdf", &pass_pdf);
}

#[test]
fn names_that_the_fonts_lack_or_that_are_long_still_make_a_page() {
    let documents = documents();
    let photo = photo();
    let long = "Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrt";
    for (surname, given) in [
        ("王", "小明"),
        ("", "Suharto"),
        ("", "O"),
        ("Nguyễn", "Thị Phương Thảo"),
        ("محمد", ""),
        ("Er\u{202e}ik\nsson", "Anna"),
        (
            long,
            "Adolph Blaine Charles David Earl Frederick Gerald Hubert Irvin John Kenneth Lloyd",
        ),
        (&"W".repeat(109), &"Å".repeat(109)),
    ] {
        let mut facts = visa();
        facts.holder.surname = surname.into();
        facts.holder.given_names = given.into();
        facts.holder.zone_names = MrzNames::of(surname, given)
            .unwrap_or_else(|_| MrzNames::of("Wang", "Xiaoming").unwrap());
        let issued = documents.issue_visa(&facts, facts.issued_on).unwrap();
        let pdf = documents.visa_pdf(&facts, &issued.bytes, &photo).unwrap();
        let name = format!("name-{}-{}.pdf", surname.len(), given.len());
        keep(&name, &pdf);
    }
}

#[test]
fn a_child_on_an_adults_passport_names_the_adult_and_many_ports_stay_on_the_page() {
    let public_url = format!("https://{}.example.org", "e-visa-portal-".repeat(4) + "x");
    let key = SigningKey::from_slice(&[7; 32]).unwrap();
    let documents = Documents::new(key, "UTO", &public_url, false).unwrap();
    let mut facts = visa();
    facts.holder.given_names = "Nils".into();
    facts.holder.on_passport_of = Some(WrittenName {
        typed: "Eriksson, Anna Maria Wolfeschlegelsteinhausen".into(),
        mrz: "ERIKSSON, ANNA MARIA".into(),
    });
    let ports = (1..=40).map(|number| (PortKind::Land, format!("Border crossing {number}")));
    facts.entry_points.ports.extend(ports);
    let issued = documents.issue_visa(&facts, facts.issued_on).unwrap();
    let pdf = documents.visa_pdf(&facts, &issued.bytes, &photo()).unwrap();
    assert_eq!(count(&pdf, "/Type/Page/"), 1);
    keep("child.pdf", &pdf);
}

#[test]
fn what_is_no_photo_makes_no_page() {
    let documents = documents();
    let facts = visa();
    let issued = documents.issue_visa(&facts, facts.issued_on).unwrap();
    assert!(matches!(
        documents.visa_pdf(&facts, &issued.bytes, b"no picture"),
        Err(DocumentError::Photo)
    ));
}
