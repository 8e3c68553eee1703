//! Applying for a visa (Art. 5, 6, 7): the need for one, the validity of the passport, and warnings
//! before payment.

use crate::calendar::{Period, last_day};
use crate::law::visa_types::{Settings, last_permitted_day, valid_until};
use crate::person::PassportKind;
use crate::visa::VisaType;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The greatest number of travellers in an application. The law sets none; our reading.
pub const MAX_TRAVELLERS: usize = 20;

/// The validity that a passport must have after entry (Art. 6.2, 7.3).
pub const PASSPORT_VALIDITY: Period = Period::Months(6);

/// The size of a photo, width and height in centimetres (Art. 6.3, 8.3, 20.3). Art. 7.2 only says
/// "a photo"; our reading: online it has the same shape, 2 to 3.
pub const PHOTO_CENTIMETRES: (u32, u32) = (4, 6);

/// The last day on which the passport must still be valid for an entry on `entry`.
///
/// Art. 7.3 requires "validity of at least six months" without saying from when; our reading counts
/// from the intended date of entry.
pub fn passport_must_be_valid_until(entry: NaiveDate) -> NaiveDate {
    last_day(entry, PASSPORT_VALIDITY)
}

/// Whether a passport that is valid until `expiry` is valid long enough for an entry on `entry`
/// (Art. 7.3).
pub fn passport_is_valid_long_enough(expiry: NaiveDate, entry: NaiveDate) -> bool {
    expiry >= passport_must_be_valid_until(entry)
}

/// Whether a nationality is Cambodian. The sub-decree is about foreigners; our reading: a citizen
/// needs no visa, on whatever passport of their own state.
pub fn is_citizen(nationality: &str) -> bool {
    nationality == "KHM"
}

/// The exemption from the visa for a nationality and kind of passport (Art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// The number of days of stay that the agreement permits, counted by the convention of
    /// [`crate::calendar`].
    pub days: u32,
}

/// An exemption agreement (Art. 5). Since agreements change, they are an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The nationality, by its code in [`crate::doc9303::countries`], without fillers.
    pub nationality: String,
    /// The kind of passport that it covers.
    pub passport: PassportKind,
    /// The number of days of stay that it permits.
    pub days: u32,
    /// The first day on which it is in force.
    pub valid_from: NaiveDate,
    /// The last day on which it is in force; `None` without an end.
    pub valid_until: Option<NaiveDate>,
}

/// The agreement in force for a nationality and kind of passport on the day `entry` (Art. 5).
///
/// Our reading, since the article does not speak of several: of those in force, the one with the
/// longest stay counts. An agreement without an end is in force until a later one without an end
/// begins for the same nationality and kind of passport, so that a shorter stay can be agreed on
/// too.
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

/// The exemption of a nationality and kind of passport for an entry on `entry` (Art. 5), by
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

/// The need for a visa (Art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "need")]
pub enum VisaNeed {
    /// No visa is needed for a stay of up to this number of days.
    Exempt {
        /// The number of days after the day of entry.
        days: u32,
    },
    /// A visa is needed, since the intended stay is longer than the exemption.
    LongerThanExemption {
        /// The number of days after the day of entry.
        days: u32,
    },
    /// A visa is needed, since no agreement covers the traveller.
    Needed,
}

impl VisaNeed {
    /// Whether a visa is needed for the trip as stated (Art. 5). An exempt traveller may still
    /// apply.
    pub const fn needs_visa(self) -> bool {
        !matches!(self, Self::Exempt { .. })
    }
}

/// The need for a visa for a stay of `intended_stay_days` days after the day of entry (Art. 5). An
/// unknown length of stay counts as covered by the exemption.
pub const fn visa_need(exemption: Option<Exemption>, intended_stay_days: Option<u32>) -> VisaNeed {
    match (exemption, intended_stay_days) {
        (None, _) => VisaNeed::Needed,
        (Some(Exemption { days }), Some(stay)) if stay > days => {
            VisaNeed::LongerThanExemption { days }
        }
        (Some(Exemption { days }), _) => VisaNeed::Exempt { days },
    }
}

/// A warning that a visa would not cover the trip as stated. The application may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "warning")]
pub enum TripWarning {
    /// The validity of a visa issued now ends before the intended entry (Art. 13): apply later.
    ValidityEndsBeforeEntry {
        /// The last day of the validity.
        valid_until: NaiveDate,
    },
    /// The intended departure is after the last permitted day (Art. 14): an extension or another
    /// visa type is needed.
    StayTooShort {
        /// The last permitted day of the stay.
        last_permitted: NaiveDate,
    },
    /// The intended departure is before the intended entry.
    LeavesBeforeEntry,
}

impl TripWarning {
    /// The article of the warning, as cited.
    pub const fn article(self) -> &'static str {
        match self {
            Self::ValidityEndsBeforeEntry { .. } => "Art. 13",
            Self::StayTooShort { .. } | Self::LeavesBeforeEntry => "Art. 14",
        }
    }

    /// The key of the message in plain words.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::ValidityEndsBeforeEntry { .. } => "trip-warning-validity",
            Self::StayTooShort { .. } => "trip-warning-stay",
            Self::LeavesBeforeEntry => "trip-warning-order",
        }
    }
}

/// The warnings for a trip with an entry on `entry` and a departure on `departure`, on a visa of
/// this type that is issued on `issued` (Art. 13, 14).
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

/// The first day on which a visa of this type may be issued to be still valid on `entry` (Art. 13):
/// one that is issued earlier is over before the trip.
pub fn earliest_issue(
    visa_type: VisaType,
    entry: NaiveDate,
    passport_expiry: NaiveDate,
    settings: &Settings,
) -> NaiveDate {
    entry
        .iter_days()
        .rev()
        .take_while(|issued| valid_until(visa_type, *issued, passport_expiry, settings) >= entry)
        .last()
        .unwrap_or(entry)
}

#[cfg(test)]
mod tests;
