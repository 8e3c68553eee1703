//! The lower half of a document: MRZ, code, what to do, and where it is taken.

use super::contents::{Below, GAP, INNER, LEFT, Sheetful};
use super::labels::Label;
use super::look::{ACCENT, INK, LINE, PANEL, SOFT, look};
use super::sheet::{Field, Lead, Sheet, WIDTH};
use super::type_set::{Face, TypeSet};
use crate::documents::Documents;
use crate::documents::qr::{QUIET, QrMatrix};
use app::text::{date, text, text_with};
use krilla::geom::Rect;
use std::num::NonZeroU16;

/// Ten characters an inch, as Doc 9303-3, 4.1 asks of OCR-B.
const MRZ_SIZE: f32 = 9.96;
const MRZ_HIGH: f32 = 50.0;
/// 0.78 mm a module.
const MODULE: f32 = 2.2;
/// White around the code (ISO/IEC 18004); it may reach into the margin: the code itself keeps the edge.
const QUIET_ZONE: f32 = 4.0 * MODULE;
const _: () = assert!(QUIET == 4);
/// Where the text beside the code begins.
const BESIDE: f32 = LEFT + 150.0;
/// Where what stands below begins, and the baseline of the last lines.
const BELOW: f32 = 695.0;
const LAST: f32 = 806.0;

/// Draws it from `top` on.
pub(super) fn draw(
    sheet: &mut Sheet,
    sheetful: &Sheetful,
    documents: &Documents,
    code: (&str, &QrMatrix),
    top: f32,
) {
    let y = mrz(sheet, &sheetful.mrz, top - 4.0) + 18.0;
    what_to_do(sheet, sheetful, documents, code, y);
    let (url, matrix) = code;
    sheet.code(
        LEFT - QUIET_ZONE,
        y - QUIET_ZONE,
        MODULE,
        matrix,
        url,
        &sheetful.code,
    );
    if !sheetful.below.columns.is_empty() {
        below(sheet, &sheetful.below);
    }
    last_lines(sheet, sheetful);
}

/// The MRZ; where it ends.
fn mrz(sheet: &mut Sheet, lines: &[String; 2], top: f32) -> f32 {
    if let Some(area) = Rect::from_xywh(LEFT, top, INNER, MRZ_HIGH) {
        sheet.panel(area, PANEL);
    }
    for (line, y) in lines.iter().zip([top + 21.0, top + 40.0]) {
        sheet.line(LEFT + 16.0, y, look(Face::Mrz, MRZ_SIZE, INK), line);
    }
    top + MRZ_HIGH
}

fn what_to_do(
    sheet: &mut Sheet,
    sheetful: &Sheetful,
    documents: &Documents,
    (url, _): (&str, &QrMatrix),
    y: f32,
) {
    let width = WIDTH - LEFT - BESIDE;
    let label = Label::of("document-to-do");
    if let Some(two) = NonZeroU16::new(2) {
        sheet.heading(two, (BESIDE, y + 22.0), (13.0, INK), &label);
    }
    let top = y + 40.0;
    // Two lines follow the steps, or three.
    let high = BELOW - 24.0 - 36.0 - top;
    let sizes = [9.0, 8.5, 8.0, 7.5, 7.0];
    let size = sheet.steps_size((width, high), &sizes, &sheetful.steps);
    let next = sheet.steps(BESIDE, top, width, size, &sheetful.steps);
    let plain = look(Face::Regular, size, INK);
    let next = sheet.paragraph(BESIDE, next + 4.0, width, plain, &text("document-genuine"));
    let page = format!("{}/verify", documents.public_url);
    let sizes = [(size, 1), (8.5, 1), (7.5, 1), (6.5, 1)];
    let (size, _) = sheet.types.fitting_lines(Face::Bold, &sizes, width, &page);
    let bold = look(Face::Bold, size, ACCENT);
    sheet.link_line(BESIDE, next, bold, &page, url, &sheetful.verify);
}

/// What stands below a line across the page, in columns.
fn below(sheet: &mut Sheet, below: &Below) {
    if let Some(area) = Rect::from_xywh(LEFT, BELOW - 24.0, INNER, 0.75) {
        sheet.panel(area, LINE);
    }
    if let Some(two) = NonZeroU16::new(2) {
        sheet.heading(two, (LEFT, BELOW + 6.0), (11.0, INK), &below.heading);
    }
    let widths = widths(sheet.types, &below.columns);
    let mut x = LEFT;
    let mut fields = Vec::new();
    for ((label, value), width) in below.columns.iter().zip(widths) {
        fields.push(Field {
            x,
            y: BELOW + 25.0,
            width: width - GAP,
            label: label.clone(),
            value: value.clone(),
            lead: Lead::List,
        });
        x += width;
    }
    sheet.fields(&fields);
}

/// The widths of columns with their gaps: the same, unless one of them holds too much for that.
fn widths(types: &TypeSet, columns: &[(Label, String)]) -> Vec<f32> {
    const NARROWEST: f32 = 110.0;
    const LINES: f32 = 4.0;
    let whole = INNER + GAP;
    let count = f32::from(u16::try_from(columns.len()).unwrap_or(u16::MAX));
    let long = |(_, value): &(Label, String)| types.width(Face::Regular, 8.5, value);
    let equal = whole / count;
    if columns
        .iter()
        .all(|column| long(column) <= (equal - GAP) * LINES * 0.85)
    {
        return vec![equal; columns.len()];
    }
    let all: f32 = columns.iter().map(long).sum();
    let free = whole - NARROWEST * count;
    columns
        .iter()
        .map(|column| NARROWEST + free * long(column) / all)
        .collect()
}

fn last_lines(sheet: &mut Sheet, sheetful: &Sheetful) {
    sheet.woven_line(LEFT, LAST - 19.0, INNER);
    let small = look(Face::Regular, 7.5, SOFT);
    let next = sheet.paragraph(LEFT, LAST, INNER, small, &sheetful.issuer);
    sheet.line(
        LEFT,
        next,
        small,
        &text_with(
            "document-foot",
            &[
                ("document", sheetful.name.english.clone()),
                ("number", sheetful.number.to_owned()),
                ("reference", sheetful.reference.to_owned()),
                ("date", date(sheetful.dated)),
            ],
        ),
    );
}
