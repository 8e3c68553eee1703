//! The extension of a temporary stay (Art. 10, 19–21).
//!
//! A new kind of extension is one more row in [`ExtensionKind::rule`].

use crate::calendar::{Period, last_day};
use crate::text_enum::text_enum;
use crate::visa::VisaType;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub mod application;
pub mod decision;
pub mod documents;

pub use application::{MissingItem, missing_items, transfer_to_new_passport};
pub use decision::{ExtensionRequest, NotExtended, decide};
pub use documents::SupportingDocument;

text_enum! {
    /// A kind of extension (Art. 10). (Points 11 and 12 both name `T_EX` in the translation.)
    ExtensionKind {
        /// Holders of A.
        AEx = "A_EX",
        /// Holders of B.
        BEx = "B_EX",
        /// Holders of C.
        CEx = "C_EX",
        /// Employees, business people, staff, workers and others.
        Eb = "EB",
        /// Holders of E in general.
        Eg = "EG",
        /// Exploring business opportunities.
        Ep = "EP",
        /// Retired.
        Er = "ER",
        /// Students.
        Es = "ES",
        /// Technical experts.
        Et = "ET",
        /// Business people with E1.
        E1Ex = "E1_EX",
        /// Business people with E2.
        E2Ex = "E2_EX",
        /// Business people with E3.
        E3Ex = "E3_EX",
        /// Holders of T, and of D when extremely necessary (Art. 19).
        TEx = "T_EX",
        /// Tourists with T1.
        T1Ex = "T1_EX",
        /// Tourists with T2.
        T2Ex = "T2_EX",
        /// Tourists with T3.
        T3Ex = "T3_EX",
    }
}

/// The length of an extension, as an applicant may choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// A number of months.
    Months(u32),
    /// Until the end of the mission (A, B).
    MissionEnd,
}

/// The number of extensions of one kind that a stay may have (Art. 19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// The article sets no limit.
    Unlimited,
    /// One extension, of any length.
    Once,
    /// One of the greatest length; the shorter ones without limit. The article says of `E_B` "… or
    /// twelve months for one time only"; our reading: that is said of the twelve months.
    LongestOnce,
    /// First one of the greatest length, then this number of the shorter ones, after which the
    /// holder must leave (`E_T`).
    LongestThen(u32),
}

/// The rule of Art. 19 and 20 for one kind of extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The visa types whose holders may apply for it (Art. 10).
    pub of: &'static [VisaType],
    /// The lengths to choose from, shortest first (Art. 19).
    pub choices: &'static [Choice],
    /// The number of extensions (Art. 19).
    pub times: Times,
    /// Whether the applicant comes in person to the General Department of Immigration: all but
    /// holders of A, B and C do (Art. 19, end).
    pub in_person: bool,
    /// The supporting documents, in addition to form, passport, photo and fee (Art. 20.5).
    pub documents: &'static [SupportingDocument],
}

/// The validity that the passport must have beyond the extension (Art. 20.2).
pub const PASSPORT_VALIDITY: Period = Period::Months(6);
/// The number of photos of 4 × 6 (Art. 20.3).
pub const PHOTOS: u32 = 1;

const ONE: Choice = Choice::Months(1);
const THREE: Choice = Choice::Months(3);
const SIX: Choice = Choice::Months(6);
const TWELVE: Choice = Choice::Months(12);
const TWENTY_FOUR: Choice = Choice::Months(24);
const UP_TO_A_YEAR: &[Choice] = &[ONE, THREE, SIX, TWELVE];

impl ExtensionKind {
    /// The rule of this kind (Art. 19, 20).
    pub const fn rule(self) -> Rule {
        match self {
            Self::AEx => mission(&[VisaType::A], &[ONE, Choice::MissionEnd]),
            Self::BEx => mission(&[VisaType::B], &[ONE, TWELVE, Choice::MissionEnd]),
            Self::CEx => mission(&[VisaType::C], &[ONE, TWELVE]),
            Self::Eb => business(UP_TO_A_YEAR, Times::LongestOnce, documents::EB),
            Self::Eg => business(UP_TO_A_YEAR, Times::Unlimited, documents::EG),
            Self::Ep => business(&[ONE, THREE, SIX], Times::Once, documents::EP),
            Self::Er => business(UP_TO_A_YEAR, Times::Unlimited, documents::ER),
            Self::Es => business(UP_TO_A_YEAR, Times::Unlimited, documents::ES),
            Self::Et => business(&[TWELVE, TWENTY_FOUR], Times::LongestThen(3), documents::ET),
            Self::E1Ex => plain(&[VisaType::E1], UP_TO_A_YEAR, Times::Unlimited),
            Self::E2Ex => plain(&[VisaType::E2], UP_TO_A_YEAR, Times::Unlimited),
            Self::E3Ex => plain(&[VisaType::E3], UP_TO_A_YEAR, Times::Unlimited),
            Self::TEx => plain(&[VisaType::T, VisaType::D], &[ONE], Times::Once),
            Self::T1Ex => plain(&[VisaType::T1], &[ONE, THREE], Times::Once),
            Self::T2Ex => plain(&[VisaType::T2], &[ONE, THREE], Times::Once),
            Self::T3Ex => plain(&[VisaType::T3], &[ONE, THREE], Times::Once),
        }
    }

    /// The kinds that holders of a visa type may apply for (Art. 10, and Art. 19 for D); none for
    /// K, KHM and exit visas.
    pub fn of(visa_type: VisaType) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|kind| kind.rule().of.contains(&visa_type))
            .collect()
    }

    /// The lengths that may still be chosen after the extensions `granted` so far (Art. 19).
    pub fn choices(self, granted: &[Choice]) -> Vec<Choice> {
        let rule = self.rule();
        let longest = rule.choices.last().copied();
        let open = |choice: &Choice| match rule.times {
            Times::Unlimited => true,
            Times::Once => granted.is_empty(),
            Times::LongestOnce => Some(*choice) != longest || !granted.contains(choice),
            Times::LongestThen(times) => {
                if granted.is_empty() {
                    Some(*choice) == longest
                } else {
                    Some(*choice) != longest && granted.len() <= times as usize
                }
            }
        };
        rule.choices.iter().copied().filter(open).collect()
    }
}

/// Whether an extension is granted under specific and extremely necessary circumstances only, as
/// for D (Art. 19).
pub const fn needs_necessity(visa_type: VisaType) -> bool {
    matches!(visa_type, VisaType::D)
}

/// The last permitted day of the extended stay (Art. 19). Our reading: the extension runs from the
/// last permitted day before it, by the convention of [`crate::calendar`]. `None` when the end of
/// the mission is chosen and is unknown, or would not extend the stay.
pub fn extended_until(
    last_permitted: NaiveDate,
    choice: Choice,
    mission_end: Option<NaiveDate>,
) -> Option<NaiveDate> {
    match choice {
        Choice::Months(months) => Some(last_day(last_permitted, Period::Months(months))),
        Choice::MissionEnd => mission_end.filter(|&end| end > last_permitted),
    }
}

/// Whether a passport that is valid until `expiry` is valid long enough for a stay extended to
/// `until` (Art. 20.2).
pub fn passport_is_valid_long_enough(expiry: NaiveDate, until: NaiveDate) -> bool {
    expiry >= last_day(until, PASSPORT_VALIDITY)
}

const fn mission(of: &'static [VisaType], choices: &'static [Choice]) -> Rule {
    Rule {
        in_person: false,
        ..plain(of, choices, Times::Unlimited)
    }
}

const fn business(
    choices: &'static [Choice],
    times: Times,
    documents: &'static [SupportingDocument],
) -> Rule {
    Rule {
        documents,
        ..plain(&[VisaType::E], choices, times)
    }
}

const fn plain(of: &'static [VisaType], choices: &'static [Choice], times: Times) -> Rule {
    Rule {
        of,
        choices,
        times,
        in_person: true,
        documents: &[],
    }
}

#[cfg(test)]
mod tests;
