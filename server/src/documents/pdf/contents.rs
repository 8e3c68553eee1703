//! What stands on a page, and the columns in which it stands.

use super::labels::Label;
use super::sheet::{Lead, WIDTH};
use crate::documents::Holder;
use chrono::NaiveDate;

/// The edge of everything, and the gap between two columns.
pub(super) const LEFT: f32 = 48.0;
pub(super) const INNER: f32 = WIDTH - 2.0 * LEFT;
pub(super) const GAP: f32 = 16.0;
/// The page has twelve columns.
const COLUMN: f32 = (INNER + GAP) / 12.0;

/// Where a field begins that leaves so many columns free, and how wide it is over so many.
pub(super) fn column(before: u16) -> f32 {
    LEFT + f32::from(before) * COLUMN
}

pub(super) fn columns(over: u16) -> f32 {
    f32::from(over) * COLUMN - GAP
}

/// The contents that differ between the two documents.
pub(super) struct Sheetful<'a> {
    /// `e-Visa`, `V-Pass`.
    pub name: Label,
    pub number: &'a str,
    pub holder: &'a Holder,
    /// Above the photo and below it.
    pub first: Vec<Detail>,
    pub details: Vec<Detail>,
    pub mrz: [String; 2],
    /// In order.
    pub steps: Vec<String>,
    pub below: Below,
    pub issuer: String,
    /// Read out in the place of the address and of the code.
    pub verify: String,
    pub code: String,
    pub reference: &'a str,
    pub dated: NaiveDate,
}

/// Labelled texts side by side, under a heading.
pub(super) struct Below {
    pub heading: Label,
    pub columns: Vec<(Label, String)>,
}

/// A labelled value over so many of the twelve columns.
pub(super) struct Detail {
    pub label: Label,
    pub value: String,
    pub lead: Lead,
    pub columns: u16,
}
