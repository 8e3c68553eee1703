//! The numbers of the law, for the texts: `{ LAW("adult_years") }` in a message is the number that
//! the library applies, so that no text can say another.
//!
//! A new number is a row in [`number`].

use domain::calendar::Period;
use domain::law::application::{MAX_TRAVELLERS, PASSPORT_VALIDITY, PHOTO_CENTIMETRES};
use domain::law::extension::{Choice, ExtensionKind};
use domain::law::grounds::LEAST_REASON;
use domain::law::group::ADULT;
use domain::law::visa_types::SOLD_ONLINE;
use domain::visa::Length;
use fluent_bundle::{FluentArgs, FluentValue};

const PASSPORT_MONTHS: u32 = months(PASSPORT_VALIDITY);
const STAY_MONTHS: u32 = months_of(SOLD_ONLINE.stay());
const VALIDITY_MONTHS: u32 = months_of(SOLD_ONLINE.validity());
const ADULT_YEARS: u32 = months(ADULT) / 12;

/// Months of the one extension of a T visa (Art. 19).
const EXTENSION_MONTHS: u32 = match ExtensionKind::TEx.rule().choices {
    [Choice::Months(months)] => *months,
    _ => panic!("the texts say one length, in months"),
};

/// The number of this name.
fn number(name: &str) -> Option<u32> {
    Some(match name {
        "passport_months" => PASSPORT_MONTHS,
        "stay_months" => STAY_MONTHS,
        "validity_months" => VALIDITY_MONTHS,
        "extension_months" => EXTENSION_MONTHS,
        "adult_years" => ADULT_YEARS,
        "least_reason" => u32::try_from(LEAST_REASON).ok()?,
        "travellers" => u32::try_from(MAX_TRAVELLERS).ok()?,
        "photo_width" => PHOTO_CENTIMETRES.0,
        "photo_height" => PHOTO_CENTIMETRES.1,
        _ => return None,
    })
}

/// The function `LAW` of the messages.
pub fn law<'a>(positional: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    match positional {
        [FluentValue::String(name)] => number(name).map_or(FluentValue::Error, FluentValue::from),
        _ => FluentValue::Error,
    }
}

/// The texts say months; a law that says days does not compile until they do.
const fn months(period: Period) -> u32 {
    match period {
        Period::Months(months) => months,
        Period::Days(_) => panic!("the texts say months"),
    }
}

const fn months_of(length: Length) -> u32 {
    match length {
        Length::Period(period) => months(period),
        Length::PassportExpiry | Length::None => panic!("the texts say months"),
    }
}
