//! The layouts of the e-visa and of the V-Pass.

use super::file::{Title, write};
use super::labels::{entries, sex, stay, visa_type};
use super::look::{ACCENT, INK, LINE, PANEL, SOFT, WARNING, look};
use super::sheet::{Field, Sheet, WIDTH};
use super::type_set::Face;
use crate::documents::qr::QrMatrix;
use crate::documents::{DocumentError, Documents, Holder, PassFacts, VisaFacts};
use app::text::{birth_date, date, text, text_with};
use chrono::NaiveDate;
use domain::doc9303::countries::country;
use krilla::geom::Rect;
use std::num::NonZeroU16;

const LEFT: f32 = 48.0;
const INNER: f32 = WIDTH - 2.0 * LEFT;
/// 4 × 6 cm (Art. 6).
const PHOTO: (f32, f32) = (113.386, 170.079);
/// Ten characters an inch, as Doc 9303-3, 4.1 asks of OCR-B.
const MRZ_SIZE: f32 = 9.96;
/// 0.78 mm a module.
const MODULE: f32 = 2.2;
const STEP: f32 = 36.0;

/// The contents that differ between the two documents.
struct Sheetful<'a> {
    /// `e-Visa`, `V-Pass`.
    name: String,
    number_label: String,
    number: &'a str,
    holder: &'a Holder,
    details: Vec<Detail>,
    mrz: [String; 2],
    /// Message keys.
    to_do: [&'static str; 2],
    issuer: String,
    /// Read out in the place of the address and of the code.
    verify: String,
    code: String,
    reference: &'a str,
    dated: NaiveDate,
}

/// Message key of the label, value, and whether it is the one that must be seen first.
type Detail = (&'static str, String, bool);

pub(in crate::documents) fn visa(
    documents: &Documents,
    facts: &VisaFacts,
    seal: &[u8],
    photo: &[u8],
) -> Result<Vec<u8>, DocumentError> {
    let state = documents.signer.issuing_state();
    let sheetful = Sheetful {
        name: text("document-visa"),
        number_label: text("document-visa-number"),
        number: &facts.number,
        holder: &facts.holder,
        details: vec![
            ("document-enter-by", date(facts.valid_until), true),
            ("document-stay", stay(facts.stay), false),
            ("document-visa-type", visa_type(facts.visa_type), false),
            ("document-entries", entries(facts.entries), false),
            ("document-issued-on", date(facts.issued_on), false),
            ("document-application", facts.reference.clone(), false),
        ],
        mrz: facts.mrz(state)?,
        to_do: ["document-visa-keep", "document-visa-compare"],
        issuer: text("document-visa-issuer"),
        verify: text("document-visa-verify"),
        code: text("document-visa-code"),
        reference: &facts.reference,
        dated: facts.issued_on,
    };
    page(documents, &sheetful, seal, photo)
}

pub(in crate::documents) fn pass(
    documents: &Documents,
    facts: &PassFacts,
    seal: &[u8],
    photo: &[u8],
) -> Result<Vec<u8>, DocumentError> {
    let state = documents.signer.issuing_state();
    let sheetful = Sheetful {
        name: text("document-pass"),
        number_label: text("document-pass-number"),
        number: &facts.number,
        holder: &facts.holder,
        details: vec![
            ("document-last-day", date(facts.last_permitted_day), true),
            ("document-entered-on", date(facts.entered_on), false),
            ("document-port", facts.port_name.clone(), false),
            ("document-application", facts.reference.clone(), false),
        ],
        mrz: facts.mrz(state)?,
        to_do: ["document-pass-keep", "document-pass-stamp"],
        issuer: text("document-pass-issuer"),
        verify: text("document-pass-verify"),
        code: text("document-pass-code"),
        reference: &facts.reference,
        dated: facts.issued_on,
    };
    page(documents, &sheetful, seal, photo)
}

fn page(
    documents: &Documents,
    sheetful: &Sheetful,
    seal: &[u8],
    photo: &[u8],
) -> Result<Vec<u8>, DocumentError> {
    let url = documents.seal_url(seal);
    let matrix = QrMatrix::of(&url)?;
    let heading = text_with("document-heading", &[("document", sheetful.name.clone())]);
    let title = Title {
        text: &heading,
        id: format!("{} {}", sheetful.name, sheetful.number),
        dated: sheetful.dated,
    };
    write(&documents.type_set, &title, |sheet| {
        head(sheet, sheetful, &heading, documents.demo);
        let y = person(sheet, sheetful, photo)?;
        let y = details(sheet, &sheetful.details, y);
        let y = mrz(sheet, &sheetful.mrz, y);
        foot(sheet, sheetful, documents, &url, &matrix, y);
        Ok(())
    })
}

fn head(sheet: &mut Sheet, sheetful: &Sheetful, heading: &str, demo: bool) {
    if demo {
        sheet.watermark(&text("document-watermark"));
        if let Some(area) = Rect::from_xywh(0.0, 0.0, WIDTH, 30.0) {
            sheet.panel(area, WARNING);
        }
        sheet.line(
            LEFT,
            19.5,
            look(Face::Bold, 9.5, INK),
            &text("document-specimen"),
        );
    }
    sheet.line(
        LEFT,
        64.0,
        look(Face::Khmer, 15.0, ACCENT),
        &text("country-khmer"),
    );
    sheet.heading(
        NonZeroU16::MIN,
        LEFT,
        94.0,
        look(Face::Bold, 21.0, INK),
        heading,
    );
    if let Some(area) = Rect::from_xywh(LEFT, 106.0, INNER, 2.5) {
        sheet.panel(area, ACCENT);
    }
    sheet.fields(&[Field {
        x: LEFT,
        y: 124.0,
        width: INNER,
        label: sheetful.number_label.clone(),
        value: sheetful.number.to_owned(),
        face: Face::Bold,
        sizes: &[(15.0, 1)],
    }]);
}

/// Photo and passport; where it ends.
fn person(sheet: &mut Sheet, sheetful: &Sheetful, photo: &[u8]) -> Result<f32, DocumentError> {
    const TOP: f32 = 160.0;
    let holder = sheetful.holder;
    let area = Rect::from_xywh(LEFT, TOP, PHOTO.0, PHOTO.1).ok_or(DocumentError::Photo)?;
    sheet.photo(area, photo, &text("document-photo"))?;
    sheet.frame(area, LINE);
    let x = LEFT + PHOTO.0 + 24.0;
    let width = WIDTH - LEFT - x;
    let half = (width - 16.0) / 2.0;
    let writable = |typed: &str, mrz: &str| {
        // A letter that the fonts lack would be an empty box: the MRZ's spelling is always there.
        if sheet.types.writes(Face::Bold, typed) {
            typed.to_owned()
        } else {
            mrz.to_owned()
        }
    };
    let names = if holder.surname.is_empty() || holder.given_names.is_empty() {
        let only = format!("{}{}", holder.surname, holder.given_names);
        let mrz = format!(
            "{} {}",
            holder.zone_names.surname, holder.zone_names.given_names
        );
        vec![("document-name", writable(&only, mrz.trim()))]
    } else {
        vec![
            (
                "surname",
                writable(&holder.surname, &holder.zone_names.surname),
            ),
            (
                "given-names",
                writable(&holder.given_names, &holder.zone_names.given_names),
            ),
        ]
    };
    let mut fields = Vec::new();
    let mut y = TOP + 8.0;
    for (label, value) in names {
        fields.push(Field {
            x,
            y,
            width,
            label: text(label),
            value,
            face: Face::Bold,
            sizes: &[(15.0, 1), (13.0, 1), (11.0, 2), (8.5, 2), (7.0, 3)],
        });
        y += STEP + 6.0;
    }
    let nationality = country(&holder.nationality).map_or_else(
        || holder.nationality.clone(),
        |country| format!("{} ({})", country.name, country.code),
    );
    let rest = [
        (
            "passport-number",
            holder.passport_number.clone(),
            Face::Bold,
        ),
        ("nationality", nationality, Face::Regular),
        ("birth-date", birth_date(&holder.birth_date), Face::Regular),
        ("sex", sex(holder.sex), Face::Regular),
    ];
    for (index, (label, value, face)) in rest.into_iter().enumerate() {
        let second = index % 2 == 1;
        fields.push(Field {
            x: if second { x + half + 16.0 } else { x },
            y,
            width: half,
            label: text(label),
            value,
            face,
            sizes: &[(12.0, 1), (10.0, 1), (8.5, 2)],
        });
        if second {
            y += STEP + 6.0;
        }
    }
    sheet.fields(&fields);
    Ok(TOP + PHOTO.1)
}

/// The document's own dates and words, two to a row; where they end.
fn details(sheet: &mut Sheet, details: &[Detail], top: f32) -> f32 {
    let half = (INNER - 16.0) / 2.0;
    let mut fields = Vec::new();
    let mut y = top + 34.0;
    for (index, (label, value, first)) in details.iter().enumerate() {
        let second = index % 2 == 1;
        fields.push(Field {
            x: if second { LEFT + half + 16.0 } else { LEFT },
            y,
            width: half,
            label: text(label),
            value: value.clone(),
            face: if *first { Face::Bold } else { Face::Regular },
            sizes: if *first {
                &[(15.0, 1)]
            } else {
                &[(12.0, 1), (10.0, 1), (8.5, 2)]
            },
        });
        if second {
            y += STEP;
        }
    }
    sheet.fields(&fields);
    y
}

/// The MRZ; where it ends.
fn mrz(sheet: &mut Sheet, lines: &[String; 2], top: f32) -> f32 {
    const HIGH: f32 = 58.0;
    if let Some(area) = Rect::from_xywh(LEFT, top, INNER, HIGH) {
        sheet.panel(area, PANEL);
    }
    for (line, y) in lines.iter().zip([top + 24.0, top + 44.0]) {
        sheet.line(LEFT + 16.0, y, look(Face::Mrz, MRZ_SIZE, INK), line);
    }
    top + HIGH
}

fn foot(
    sheet: &mut Sheet,
    sheetful: &Sheetful,
    documents: &Documents,
    url: &str,
    matrix: &QrMatrix,
    top: f32,
) {
    const SIDE_BY_SIDE: f32 = 180.0;
    let y = top + 20.0;
    let x = LEFT + SIDE_BY_SIDE;
    let width = WIDTH - LEFT - x;
    if let Some(two) = NonZeroU16::new(2) {
        sheet.heading(
            two,
            x,
            y + 18.0,
            look(Face::Bold, 13.0, INK),
            &text("document-to-do"),
        );
    }
    let plain = look(Face::Regular, 10.5, INK);
    let mut next = y + 38.0;
    for key in sheetful.to_do {
        next = sheet.paragraph(x, next, width, plain, &text(key)) + 4.0;
    }
    next = sheet.paragraph(x, next, width, plain, &text("document-genuine"));
    let page = format!("{}/verify", documents.public_url);
    let sizes = [(10.5, 1), (9.0, 1), (7.5, 1), (6.5, 1)];
    let (size, _) = sheet.types.fitting_lines(Face::Bold, &sizes, width, &page);
    sheet.link_line(
        x,
        next,
        look(Face::Bold, size, ACCENT),
        &page,
        url,
        &sheetful.verify,
    );
    sheet.code(
        // The quiet zone may reach into the margin: the code itself keeps the edge.
        LEFT - 4.0 * MODULE,
        y - 4.0 * MODULE + 8.0,
        MODULE,
        matrix,
        url,
        &sheetful.code,
    );
    let small = look(Face::Regular, 8.0, SOFT);
    let next = sheet.paragraph(LEFT, 780.0, INNER, small, &sheetful.issuer);
    sheet.line(
        LEFT,
        next,
        small,
        &text_with(
            "document-foot",
            &[
                ("document", sheetful.name.clone()),
                ("number", sheetful.number.to_owned()),
                ("reference", sheetful.reference.to_owned()),
                ("date", date(sheetful.dated)),
            ],
        ),
    );
}
