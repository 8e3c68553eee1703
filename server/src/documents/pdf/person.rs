//! The holder: photo, and what the passport says.

use super::contents::{GAP, LEFT};
use super::labels::{Label, sex};
use super::look::LINE;
use super::sheet::{Field, Lead, Sheet, WIDTH};
use super::type_set::{Face, TypeSet};
use crate::documents::{DocumentError, Holder};
use app::text::{birth_date, date, text};
use domain::doc9303::countries::name_with_code;
use krilla::geom::Rect;

/// 4 × 6 cm (Art. 6).
const PHOTO: (f32, f32) = (113.386, 170.079);
/// From one row of fields to the next; a name may take two lines.
const ROW: f32 = 39.0;
const NAME_ROW: f32 = 47.0;

/// Draws it from `top` on, with an empty frame for who has no photo; the baseline of what follows.
pub(super) fn draw(
    sheet: &mut Sheet,
    holder: &Holder,
    photo: &[u8],
    top: f32,
) -> Result<f32, DocumentError> {
    let area = Rect::from_xywh(LEFT, top, PHOTO.0, PHOTO.1).ok_or(DocumentError::Photo)?;
    if !photo.is_empty() {
        sheet.photo(area, photo, &text("document-photo"))?;
    }
    sheet.frame(area, LINE);
    let x = LEFT + PHOTO.0 + 20.0;
    let width = WIDTH - LEFT - x;
    let half = (width - GAP) / 2.0;
    let mut fields = Vec::new();
    let mut y = top + 7.0;
    for (label, value) in names(sheet.types, holder) {
        let lead = Lead::Name;
        fields.push(Field {
            x,
            y,
            width,
            label,
            value,
            lead,
        });
        y += NAME_ROW;
    }
    let passport = passport(sheet.types, holder);
    let has_single = passport.len() % 2 == 1;
    for (index, (label, value, lead)) in passport.into_iter().enumerate() {
        let is_second = index % 2 == 1;
        fields.push(Field {
            x: if is_second { x + half + GAP } else { x },
            y,
            width: half,
            label,
            value,
            lead,
        });
        if is_second {
            y += ROW;
        }
    }
    sheet.fields(&fields);
    // The last row of the passport is begun where it has one field only.
    Ok((top + PHOTO.1 + 18.0).max(y + if has_single { ROW } else { 0.0 } + 3.0))
}

/// A letter that the fonts lack would be an empty box: the MRZ's spelling is always there.
fn writable(types: &TypeSet, typed: &str, mrz: &str) -> String {
    if types.writes(Face::Bold, typed) {
        typed.to_owned()
    } else {
        mrz.trim().to_owned()
    }
}

fn names(types: &TypeSet, holder: &Holder) -> Vec<(Label, String)> {
    let mrz = &holder.zone_names;
    if holder.surname.is_empty() || holder.given_names.is_empty() {
        let only = format!("{}{}", holder.surname, holder.given_names);
        let mrz = format!("{} {}", mrz.surname, mrz.given_names);
        return vec![(Label::of("document-name"), writable(types, &only, &mrz))];
    }
    let surname = writable(types, &holder.surname, &mrz.surname);
    let given_names = writable(types, &holder.given_names, &mrz.given_names);
    vec![
        (Label::of("surname"), surname),
        (Label::of("given-names"), given_names),
    ]
}

/// The rest of the data page, two fields to a row.
fn passport(types: &TypeSet, holder: &Holder) -> Vec<(Label, String, Lead)> {
    let nationality = name_with_code(&holder.nationality);
    let number = holder.passport_number.clone();
    let expiry = date(holder.passport_expires_on);
    let mut fields = vec![
        (Label::of("passport-number"), number, Lead::Bold),
        (Label::of("document-passport-expiry"), expiry, Lead::Plain),
        (Label::of("nationality"), nationality, Lead::Plain),
        (
            Label::of("birth-date"),
            birth_date(&holder.birth_date),
            Lead::Plain,
        ),
        (Label::of("sex"), sex(holder.sex), Lead::Plain),
    ];
    if let Some(adult) = &holder.on_passport_of {
        let adult = writable(types, &adult.typed, &adult.mrz);
        fields.push((Label::of("document-passport-of"), adult, Lead::Plain));
    }
    fields
}
