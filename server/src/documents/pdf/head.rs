//! The head of a document: the state's name, the document's, and the details that come first.

use super::contents::{Detail, INNER, LEFT, Sheetful, column, columns};
use super::labels::Label;
use super::look::{ACCENT, INK, WARNING, look};
use super::sheet::{Field, Sheet, WIDTH};
use super::type_set::Face;
use app::text::text;
use krilla::geom::Rect;
use std::num::NonZeroU16;

/// Where the first details begin, and how much room a row of them takes.
const FIRST: f32 = 114.0;
const ROW: f32 = 42.0;
/// Side of the mark.
const MARK: f32 = 38.0;

/// Draws it; where it ends.
pub(super) fn draw(sheet: &mut Sheet, sheetful: &Sheetful, demo: bool) -> f32 {
    if demo {
        specimen(sheet);
    }
    let state = Label::of("country");
    sheet.mark(LEFT, 40.0, MARK);
    let x = LEFT + MARK + 10.0;
    sheet.line(x, 58.0, look(Face::Khmer, 14.5, ACCENT), &state.khmer);
    sheet.line(x, 76.0, look(Face::Bold, 11.5, INK), &state.english);
    let at = (column(8), 76.0);
    sheet.heading(NonZeroU16::MIN, at, (20.0, ACCENT), &sheetful.name);
    sheet.woven_line(LEFT, 88.0, INNER);
    details(sheet, &sheetful.first, FIRST)
}

/// That it is no real document.
fn specimen(sheet: &mut Sheet) {
    sheet.watermark(&text("document-watermark"));
    if let Some(area) = Rect::from_xywh(0.0, 0.0, WIDTH, 26.0) {
        sheet.panel(area, WARNING);
    }
    let bold = look(Face::Bold, 9.0, INK);
    sheet.line(LEFT, 17.0, bold, &text("document-specimen"));
}

/// One row of details from the baseline of their labels on; where it ends.
pub(super) fn details(sheet: &mut Sheet, details: &[Detail], y: f32) -> f32 {
    let mut before = 0;
    let mut fields = Vec::new();
    for detail in details {
        fields.push(Field {
            x: column(before),
            y,
            width: columns(detail.columns),
            label: detail.label.clone(),
            value: detail.value.clone(),
            lead: detail.lead,
        });
        before += detail.columns;
    }
    sheet.fields(&fields);
    y + ROW
}
