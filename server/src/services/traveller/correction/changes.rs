//! What a traveller has changed since a correction was asked for. Answers that say the same are no change,
//! however they are written.

use crate::cases::corrections::Correction;
use crate::cases::records::CaseDocument;
use crate::services::traveller::draft::LoadedApplication;
use crate::services::traveller::reading::said;
use crate::state::Portal;
use crate::store::CaseRow;
use app::error::Result;
use domain::states::CorrectionPage;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How many answers of the opened pages are others now; none where it is not known.
pub async fn count(
    portal: &Portal,
    loaded: &LoadedApplication,
    (row, document): (&CaseRow, &CaseDocument),
    asked: &Correction,
) -> Result<Option<usize>> {
    let Some(before) = &asked.before else {
        return Ok(None);
    };
    let application = &loaded.document;
    let mut changed = 0;
    for page in &asked.pages {
        changed += match page {
            CorrectionPage::Passport => differing(&before.case.passport, &document.passport),
            CorrectionPage::Photo => {
                let is_other = asked.has_other_photo(portal, &loaded.key, row);
                usize::from(is_other.await?)
            }
            CorrectionPage::Trip => differing(&before.trip, &application.trip),
            CorrectionPage::Contact => differing(&before.contact, &application.contact),
        };
    }
    Ok(Some(changed))
}

/// In how many fields two forms differ.
fn differing<F: Serialize>(one: &F, other: &F) -> usize {
    let fields = |form: &F| match serde_json::to_value(form) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (one, other) = (fields(one), fields(other));
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let said = |fields: &Map<String, Value>, name: &str| match fields.get(name) {
        Some(Value::String(typed)) => said(name, typed),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let differs = |name: &&&String| said(&one, name) != said(&other, name);
    names.iter().filter(differs).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::contract::{ContactForm, PassportForm, TripForm};

    #[test]
    fn what_says_the_same_is_no_change() {
        let passport = PassportForm {
            surname: "ZWYCKA".to_owned(),
            birth_day: "18".to_owned(),
            birth_month: "12".to_owned(),
            passport_number: "XS9988776".to_owned(),
            mrz: "P<POL\nXS99".to_owned(),
            ..PassportForm::default()
        };
        let same = PassportForm {
            surname: " ZWYCKA ".to_owned(),
            birth_day: "018".to_owned(),
            birth_month: "Dec.".to_owned(),
            passport_number: "xs 9988-776".to_owned(),
            mrz: "p<pol\r\n xs99 ".to_owned(),
            ..passport.clone()
        };
        assert_eq!(differing(&passport, &same), 0);
        let other = PassportForm {
            birth_month: "Nov".to_owned(),
            passport_number: "XS9988775".to_owned(),
            ..same
        };
        assert_eq!(differing(&passport, &other), 2);

        let trip = |days: &str, address: &str| TripForm {
            stay_days: days.to_owned(),
            address: address.to_owned(),
            ..TripForm::default()
        };
        let hotel = trip("10", "Hotel Angkor, Siem Reap\nRoom 4");
        for (days, address) in [
            ("010", "Hotel Angkor , Siem Reap\r\nRoom 4"),
            ("10", "Hotel\u{200b} Angkor,Siem Reap \n\n Room 4."),
            ("10", "HOTEL Ａngkor, siem reap, room 4"),
        ] {
            assert_eq!(differing(&hotel, &trip(days, address)), 0, "{address}");
        }
        let other = trip("10", "Hotel Angkor, Siem Reap\nRoom 5");
        assert_eq!(differing(&hotel, &other), 1);

        let phone = |phone: &str| ContactForm {
            phone: phone.to_owned(),
            ..ContactForm::default()
        };
        for same in [
            "0033 6 12 34 56 78",
            "(+33) 6-12.34.56.78",
            "+33 (0)612345678",
        ] {
            assert_eq!(differing(&phone("+33 6 12 34 56 78"), &phone(same)), 0);
        }
        assert_eq!(differing(&phone("+33 6 12"), &phone("+34 6 12")), 1);
    }
}
