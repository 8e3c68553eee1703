//! Applying for a visa (Art. 5, 6, 7): who needs one, whose passport is good enough, and what to
//! warn of before payment.

use super::visa_types::{PassportKind, Settings, VisaType, last_permitted_day, valid_until};
use crate::calendar::{Period, last_day};
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
    pub passport: PassportKind,
    /// Days of stay that it permits.
    pub days: u32,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The last day on which it holds; none while it has no end.
    pub valid_until: Option<NaiveDate>,
}

/// The exemption of a nationality and passport kind for an entry on `entry` (Art. 5). Where several
/// agreements hold, the longest stay counts.
pub fn exemption(
    agreements: &[Agreement],
    nationality: &str,
    passport: PassportKind,
    entry: NaiveDate,
) -> Option<Exemption> {
    agreements
        .iter()
        .filter(|agreement| {
            agreement.nationality == nationality
                && agreement.passport == passport
                && agreement.valid_from <= entry
                && agreement.valid_until.is_none_or(|until| entry <= until)
        })
        .map(|agreement| agreement.days)
        .max()
        .map(|days| Exemption { days })
}

/// Whether a visa is needed (Art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "need")]
pub enum VisaNeed {
    /// No visa for a stay of up to so many days.
    Exempt { days: u32 },
    /// Exempt for so many days, but the intended stay is longer: a visa is needed for it.
    LongerThanExemption { days: u32 },
    /// No agreement covers the traveller.
    Needed,
}

impl VisaNeed {
    /// Whether the traveller needs a visa for the trip as stated. An exempt traveller may still apply.
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
    ValidityEndsBeforeEntry { valid_until: NaiveDate },
    /// The intended departure is after the last permitted day (Art. 14): an extension or another
    /// type is needed.
    StayTooShort { last_permitted: NaiveDate },
    /// The intended departure is before the intended entry.
    LeavesBeforeEntry,
}

impl TripWarning {
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
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn article_7_3_six_months_from_the_intended_entry() {
        let entry = day(2026, 8, 31);
        assert_eq!(passport_must_be_valid_until(entry), day(2027, 2, 28));
        assert!(passport_is_valid_long_enough(day(2027, 2, 28), entry));
        assert!(!passport_is_valid_long_enough(day(2027, 2, 27), entry));
    }

    #[test]
    fn article_5_exempt_up_to_the_days_of_the_agreement() {
        let thirty = Some(Exemption { days: 30 });
        assert_eq!(visa_need(None, Some(1)), VisaNeed::Needed);
        assert_eq!(visa_need(thirty, None), VisaNeed::Exempt { days: 30 });
        assert_eq!(visa_need(thirty, Some(30)), VisaNeed::Exempt { days: 30 });
        let longer = visa_need(thirty, Some(31));
        assert_eq!(longer, VisaNeed::LongerThanExemption { days: 30 });
        assert!(longer.needs_visa() && VisaNeed::Needed.needs_visa());
        assert!(!visa_need(thirty, None).needs_visa());
    }

    #[test]
    fn article_5_by_nationality_passport_and_day() {
        let agreement = |passport, days, until| Agreement {
            nationality: "THA".into(),
            passport,
            days,
            valid_from: day(2026, 1, 1),
            valid_until: until,
        };
        let agreements = [
            agreement(PassportKind::Ordinary, 14, Some(day(2026, 12, 31))),
            agreement(PassportKind::Ordinary, 60, Some(day(2026, 6, 30))),
            agreement(PassportKind::Diplomatic, 30, None),
        ];
        let days = |nationality, passport, entry| {
            exemption(&agreements, nationality, passport, entry).map(|exemption| exemption.days)
        };
        let ordinary = |entry| days("THA", PassportKind::Ordinary, entry);
        assert_eq!(ordinary(day(2025, 12, 31)), None);
        assert_eq!(ordinary(day(2026, 1, 1)), Some(60));
        assert_eq!(ordinary(day(2026, 7, 1)), Some(14));
        assert_eq!(ordinary(day(2026, 12, 31)), Some(14));
        assert_eq!(ordinary(day(2027, 1, 1)), None);
        let late = day(2050, 1, 1);
        assert_eq!(days("THA", PassportKind::Diplomatic, late), Some(30));
        assert_eq!(days("LAO", PassportKind::Diplomatic, late), None);
    }

    #[test]
    fn article_13_and_14_warn_when_the_trip_is_not_covered() {
        let warn = |entry, departure| {
            trip_warnings(
                VisaType::T,
                day(2026, 11, 30),
                entry,
                departure,
                day(2033, 1, 1),
                &Settings::default(),
            )
        };
        assert_eq!(warn(day(2027, 2, 28), None), []);
        assert_eq!(warn(day(2027, 1, 10), Some(day(2027, 2, 10))), []);
        assert_eq!(
            warn(day(2027, 1, 10), Some(day(2027, 2, 11))),
            [TripWarning::StayTooShort {
                last_permitted: day(2027, 2, 10)
            }]
        );
        assert_eq!(
            warn(day(2027, 3, 1), Some(day(2027, 3, 1))),
            [TripWarning::ValidityEndsBeforeEntry {
                valid_until: day(2027, 2, 28)
            }]
        );
        assert_eq!(
            warn(day(2027, 1, 10), Some(day(2027, 1, 9))),
            [TripWarning::LeavesBeforeEntry]
        );
    }

    #[test]
    fn message_keys_differ() {
        let date = day(2027, 1, 1);
        assert_eq!(
            TripWarning::ValidityEndsBeforeEntry { valid_until: date }.message_key(),
            "trip-warning-validity"
        );
        assert_eq!(
            TripWarning::StayTooShort {
                last_permitted: date
            }
            .message_key(),
            "trip-warning-stay"
        );
        assert_eq!(
            TripWarning::LeavesBeforeEntry.message_key(),
            "trip-warning-order"
        );
    }
}
