//! The application for an extension (Art. 20), and the transfer of an extension to a new passport
//! (Art. 21).

use super::{ExtensionKind, PHOTOS, SupportingDocument, passport_is_valid_long_enough};
use crate::law::visa_types::Place;
use crate::money::Money;
use chrono::NaiveDate;

/// The contents of an application for an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application<'a> {
    /// Whether the form is filled in (Art. 20.1).
    pub form: bool,
    /// The last day on which the passport is valid; `None` without a passport (Art. 20.2).
    pub passport_expiry: Option<NaiveDate>,
    /// The number of 4 × 6 photos (Art. 20.3).
    pub photos: u32,
    /// Whether the fee is paid or the applicant exempted from it (Art. 20.4, 22).
    pub fee_settled: bool,
    /// The supporting documents (Art. 20.5).
    pub documents: &'a [SupportingDocument],
    /// Whether the applicant came to the General Department of Immigration (Art. 19, end).
    pub in_person: bool,
}

/// An item that an application for an extension lacks (Art. 19, 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingItem {
    /// The form (Art. 20.1).
    Form,
    /// A passport, valid for six months beyond the extension (Art. 20.2).
    Passport,
    /// The photo (Art. 20.3).
    Photo,
    /// The fee (Art. 20.4).
    Fee,
    /// A supporting document (Art. 20.5).
    Document(SupportingDocument),
    /// The presence of the applicant (Art. 19, end).
    InPerson,
}

/// The items that an application for an extension to `until` lacks, in the order of Art. 20; empty
/// when it is complete.
pub fn missing_items(
    kind: ExtensionKind,
    until: NaiveDate,
    application: Application<'_>,
) -> Vec<MissingItem> {
    let rule = kind.rule();
    let passport = application
        .passport_expiry
        .is_some_and(|expiry| passport_is_valid_long_enough(expiry, until));
    let mut missing: Vec<MissingItem> = [
        (application.form, MissingItem::Form),
        (passport, MissingItem::Passport),
        (application.photos >= PHOTOS, MissingItem::Photo),
        (application.fee_settled, MissingItem::Fee),
    ]
    .into_iter()
    .filter_map(|(present, item)| (!present).then_some(item))
    .collect();
    let documents = rule.documents.iter().copied();
    missing.extend(
        documents
            .filter(|document| !application.documents.contains(document))
            .map(MissingItem::Document),
    );
    if rule.in_person && !application.in_person {
        missing.push(MissingItem::InPerson);
    }
    missing
}

/// The fee of an extension (Art. 20.4, 22): that of the Prakas on the day, or 0 for an exempted
/// applicant, in its currency.
pub const fn fee(of_the_day: Money, exempted: bool) -> Money {
    if exempted {
        Money::new(0, of_the_day.currency)
    } else {
        of_the_day
    }
}

/// The transfer of an extension to a new passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// The last day of the extension, unchanged.
    pub until: NaiveDate,
    /// The place where the holder applies for the transfer.
    pub at: Place,
}

/// The transfer of an extension that ends on `until` to a new passport, after the old one was lost
/// or damaged (Art. 21): at the Ministry of Interior, free of charge, the last day unchanged.
/// `None` once the extension has ended, since the article is for one that is "still valid".
///
/// The translation prints "In case support is lost or damaged"; our reading: the passport.
pub fn transfer_to_new_passport(until: NaiveDate, today: NaiveDate) -> Option<Transfer> {
    (today <= until).then_some(Transfer {
        until,
        at: Place::MinistryOfInterior,
    })
}

/// The fee of a transfer, "free of charge" (Art. 21), in minor units of any currency.
pub const TRANSFER_FEE_MINOR: i64 = 0;
