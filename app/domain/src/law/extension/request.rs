//! Asking for an extension (Art. 20), and moving it into a new passport (Art. 21).

use super::{ExtensionKind, PHOTOS, Paper, passport_is_valid_long_enough};
use crate::law::visa_types::Place;
use crate::money::Money;
use chrono::NaiveDate;

/// What an applicant has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought<'a> {
    /// The form, filled in (Art. 20.1).
    pub form: bool,
    /// The last day on which the passport attached is valid; none without one (Art. 20.2).
    pub passport_expiry: Option<NaiveDate>,
    /// How many 4 × 6 photos (Art. 20.3).
    pub photos: u32,
    /// The fee is paid, or the applicant is exempted from it (Art. 20.4, 22).
    pub fee_settled: bool,
    /// The papers of Art. 20.5.
    pub papers: &'a [Paper],
    /// The applicant came to the General Department of Immigration (Art. 19, end).
    pub in_person: bool,
}

/// What an application for an extension still lacks (Art. 19, 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// Art. 20.1.
    Form,
    /// Art. 20.2: none, or not valid for six months beyond the extension.
    Passport,
    /// Art. 20.3.
    Photo,
    /// Art. 20.4.
    Fee,
    /// Art. 20.5.
    Paper(Paper),
    /// Art. 19, end.
    InPerson,
}

/// What is lacking for an extension to `until`, in the order of Art. 20; nothing when the
/// application is complete.
pub fn lacking(kind: ExtensionKind, until: NaiveDate, brought: Brought<'_>) -> Vec<Lacking> {
    let rule = kind.rule();
    let passport = brought
        .passport_expiry
        .is_some_and(|expiry| passport_is_valid_long_enough(expiry, until));
    let mut lacking: Vec<Lacking> = [
        (brought.form, Lacking::Form),
        (passport, Lacking::Passport),
        (brought.photos >= PHOTOS, Lacking::Photo),
        (brought.fee_settled, Lacking::Fee),
    ]
    .into_iter()
    .filter_map(|(present, lacking)| (!present).then_some(lacking))
    .collect();
    let papers = rule.papers.iter().copied();
    lacking.extend(
        papers
            .filter(|paper| !brought.papers.contains(paper))
            .map(Lacking::Paper),
    );
    if rule.in_person && !brought.in_person {
        lacking.push(Lacking::InPerson);
    }
    lacking
}

/// What an extension costs (Art. 20.4, 22): the fee of the Prakas, or nothing for whoever is exempted
/// from it. In minor units of the fee's currency.
pub const fn fee(of_the_day: Money, exempted: bool) -> Money {
    if exempted {
        Money::new(0, of_the_day.currency)
    } else {
        of_the_day
    }
}

/// An extension in a new passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// Its last day: the one that it had.
    pub until: NaiveDate,
    /// Where the holder presents themselves.
    pub at: Place,
}

/// Moves an extension that ends on `until` into a new passport, after the old one was lost or damaged
/// (Art. 21): at the Ministry of Interior, free of charge, its last day unchanged. `None` once the
/// extension is over: the article is for one that is "still valid".
///
/// The translation prints "In case support is lost or damaged"; our reading: the passport.
pub fn transfer_to_new_passport(until: NaiveDate, today: NaiveDate) -> Option<Transfer> {
    (today <= until).then_some(Transfer {
        until,
        at: Place::MinistryOfInterior,
    })
}

/// What moving an extension costs: it is "free of charge" (Art. 21). Minor units, in any currency.
pub const TRANSFER_FEE_MINOR: i64 = 0;
