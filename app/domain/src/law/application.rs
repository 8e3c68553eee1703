//! Applying for a visa (Art. 5, 6, 7): who needs one, whose passport is good enough, and what to
//! warn of before payment.

use crate::calendar::{Period, last_day};
use crate::law::visa_types::{Settings, last_permitted_day, valid_until};
use crate::person::PassportKind;
use crate::visa::VisaType;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most travellers in one application. The law sets no number; the project does.
pub const MAX_TRAVELLERS: usize = 20;

/// How long a passport must be valid after entry (Art. 6.2, 7.3).
pub const PASSPORT_VALIDITY: Period = Period::Months(6);

/// The photo of Art. 6.3, 8.3 and 20.3, width by height in centimetres: 2 to 3. Art. 7.2 only says
/// "a photo"; the project asks for the same shape online.
pub const PHOTO_CENTIMETRES: (u32, u32) = (4, 6);

/// The day until which, this day included, the passport must be valid for an entry on `entry`.
///
/// Art. 7.3 says "validity of at least six months" without saying from when; the project counts from
/// the intended date of entry.
pub fn passport_must_be_valid_until(entry: NaiveDate) -> NaiveDate {
    last_day(entry, PASSPORT_VALIDITY)
}

/// Whether a passport that expires on `expiry` is good enough for an entry on `entry` (Art. 7.3).
pub fn passport_is_valid_long_enough(expiry: NaiveDate, entry: NaiveDate) -> bool {
    expiry >= passport_must_be_valid_until(entry)
}

/// An agreement that frees a nationality and passport kind from the visa (Art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Days of stay that the agreement permits, counted by the convention of [`crate::calendar`].
    pub days: u32,
}

/// One agreement, as the table of exemptions has it (Art. 5). The agreements change, so they are
/// data that come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Code without fillers, as in [`crate::doc9303::countries`].
    pub nationality: String,
    /// The passports that it frees.
    pub passport: PassportKind,
    /// Days of stay that it permits.
    pub days: u32,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The last day on which it holds; none while it has no end.
    pub valid_until: Option<NaiveDate>,
}

/// The agreement that a nationality and passport kind enters under on `entry` (Art. 5).
///
/// Our reading, as the article does not speak of several: of those in force on the day of entry the
/// one with the longest stay counts. One without an end is in force until a later such one for the
/// same nationality and passport kind begins, so that a shorter stay can be agreed on too.
pub fn agreement_in_force<'a>(
    agreements: &'a [Agreement],
    nationality: &str,
    passport: PassportKind,
    entry: NaiveDate,
) -> Option<&'a Agreement> {
    let begun = || {
        agreements.iter().filter(|agreement| {
            agreement.nationality == nationality
                && agreement.passport == passport
                && agreement.valid_from <= entry
        })
    };
    let latest_endless = begun()
        .filter(|agreement| agreement.valid_until.is_none())
        .map(|agreement| agreement.valid_from)
        .max();
    begun()
        .filter(|agreement| match agreement.valid_until {
            Some(until) => entry <= until,
            None => Some(agreement.valid_from) == latest_endless,
        })
        .max_by_key(|agreement| agreement.days)
}

/// The exemption of a nationality and passport kind for an entry on `entry` (Art. 5), by
/// [`agreement_in_force`].
pub fn exemption(
    agreements: &[Agreement],
    nationality: &str,
    passport: PassportKind,
    entry: NaiveDate,
) -> Option<Exemption> {
    agreement_in_force(agreements, nationality, passport, entry).map(|agreement| Exemption {
        days: agreement.days,
    })
}

/// Whether a visa is needed (Art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "need")]
pub enum VisaNeed {
    /// No visa for a stay of up to so many days.
    Exempt {
        /// Days after the day of entry.
        days: u32,
    },
    /// Exempt for so many days, but the intended stay is longer: a visa is needed for it.
    LongerThanExemption {
        /// Days after the day of entry.
        days: u32,
    },
    /// No agreement covers the traveller.
    Needed,
}

impl VisaNeed {
    /// Whether the traveller needs a visa for the trip as stated (Art. 5). An exempt traveller may still
    /// apply.
    pub const fn needs_visa(self) -> bool {
        !matches!(self, Self::Exempt { .. })
    }
}

/// Whether a visa is needed for a stay of `intended_stay_days` days after the day of entry (Art. 5).
/// Not knowing the length of stay counts as a stay that the exemption covers.
pub const fn visa_need(exemption: Option<Exemption>, intended_stay_days: Option<u32>) -> VisaNeed {
    match (exemption, intended_stay_days) {
        (None, _) => VisaNeed::Needed,
        (Some(Exemption { days }), Some(stay)) if stay > days => {
            VisaNeed::LongerThanExemption { days }
        }
        (Some(Exemption { days }), _) => VisaNeed::Exempt { days },
    }
}

/// Why a visa would not cover the trip as stated. It does not stop the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "warning")]
pub enum TripWarning {
    /// A visa issued today would be void before the intended entry (Art. 13): apply later.
    ValidityEndsBeforeEntry {
        /// Its last day.
        valid_until: NaiveDate,
    },
    /// The intended departure is after the last permitted day (Art. 14): an extension or another
    /// type is needed.
    StayTooShort {
        /// The last day of the stay.
        last_permitted: NaiveDate,
    },
    /// The intended departure is before the intended entry.
    LeavesBeforeEntry,
}

impl TripWarning {
    /// The article that the warning is from, as cited.
    pub const fn article(self) -> &'static str {
        match self {
            Self::ValidityEndsBeforeEntry { .. } => "Art. 13",
            Self::StayTooShort { .. } | Self::LeavesBeforeEntry => "Art. 14",
        }
    }

    /// The id of the message in plain words.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::ValidityEndsBeforeEntry { .. } => "trip-warning-validity",
            Self::StayTooShort { .. } => "trip-warning-stay",
            Self::LeavesBeforeEntry => "trip-warning-order",
        }
    }
}

/// What to warn of when a visa of this type, issued on `issued`, is to serve an entry on `entry` and
/// a departure on `departure` (Art. 13, 14).
pub fn trip_warnings(
    visa_type: VisaType,
    issued: NaiveDate,
    entry: NaiveDate,
    departure: Option<NaiveDate>,
    passport_expiry: NaiveDate,
    settings: &Settings,
) -> Vec<TripWarning> {
    let mut warnings = Vec::new();
    let valid_until = valid_until(visa_type, issued, passport_expiry, settings);
    if valid_until < entry {
        warnings.push(TripWarning::ValidityEndsBeforeEntry { valid_until });
    }
    if let Some(departure) = departure {
        let last_permitted = last_permitted_day(visa_type, entry, passport_expiry);
        if departure < entry {
            warnings.push(TripWarning::LeavesBeforeEntry);
        } else if departure > last_permitted {
            warnings.push(TripWarning::StayTooShort { last_permitted });
        }
    }
    warnings
}

#[cfg(test)]
mod tests;
