//! One row for each visa type: use (Art. 9, 11), validity (Art. 13), stay (Art. 14), entries
//! (Art. 18), where it can be had (Art. 4, 7, 17) and who decides (Art. 17).

use super::{Entries, Length, VisaType};
use crate::calendar::Period;
use crate::text_enum::text_enum;
use serde::Serialize;

text_enum! {
    /// Where a visa can be had (Art. 4, 8, 17).
    Place {
        EVisaWebsite = "e_visa_website",
        /// Diplomatic missions, general consulates and honorary consulates abroad.
        Mission = "mission",
        /// International entry points.
        EntryPoint = "entry_point",
        MinistryOfInterior = "ministry_of_interior",
    }
}

text_enum! {
    /// Who may issue or deny a visa (Art. 17).
    Competence {
        /// Art. 17 a.
        Mission = "mission",
        /// Art. 17 b. The article excepts the tourist e-visa from everyone's competence; from
        /// Art. 7.1, whose website is this ministry's, the project reads that this ministry decides it.
        ForeignAffairs = "foreign_affairs",
        /// Art. 17 c; the exit visa by Art. 8 and 23.
        Interior = "interior",
    }
}

/// What the law says of one visa type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Row {
    pub visa_type: VisaType,
    /// The name of Art. 9 or 11.
    pub name: &'static str,
    /// Whom it is for, in plain words (Art. 9, 11).
    pub purpose: &'static str,
    /// Art. 13. For the exit visa the default of the settings.
    pub validity: Length,
    /// "Not more than" in Art. 13: the issuer may give less.
    pub validity_is_at_most: bool,
    /// Art. 14.
    pub stay: Length,
    /// Art. 18.
    pub entries: Entries,
    /// Art. 4, 7, 17.
    pub places: &'static [Place],
    /// Art. 17.
    pub competence: &'static [Competence],
}

const ABROAD_AND_BORDER: &[Place] = &[Place::Mission, Place::EntryPoint];
const ALL_THREE: &[Competence] = &[
    Competence::Mission,
    Competence::ForeignAffairs,
    Competence::Interior,
];

const THREE_MONTHS: Length = Length::Period(Period::Months(3));
const ONE_MONTH: Length = Length::Period(Period::Months(1));

/// A row for a type that is had at missions and entry points, valid at most `validity`.
const fn row(
    visa_type: VisaType,
    name: &'static str,
    purpose: &'static str,
    validity: Length,
    stay: Length,
    entries: Entries,
) -> Row {
    Row {
        visa_type,
        name,
        purpose,
        validity,
        validity_is_at_most: true,
        stay,
        entries,
        places: ABROAD_AND_BORDER,
        competence: ALL_THREE,
    }
}

/// A row for a long-term type: valid exactly so many years, one month a stay, multiple entries.
const fn long_term(
    visa_type: VisaType,
    name: &'static str,
    purpose: &'static str,
    years: u32,
) -> Row {
    Row {
        validity_is_at_most: false,
        ..row(
            visa_type,
            name,
            purpose,
            Length::Period(Period::Months(12 * years)),
            ONE_MONTH,
            Entries::Multiple,
        )
    }
}

const LONG_BUSINESS: &str = "Business people who wish to enter and leave many times";
const LONG_TOURIST: &str = "Tourists who plan to enter and leave many times";

impl VisaType {
    /// The row of this type.
    pub const fn row(self) -> Row {
        match self {
            Self::A => row(
                self,
                "Diplomatic visa",
                "Holders of a diplomatic passport and their family",
                THREE_MONTHS,
                THREE_MONTHS,
                Entries::Multiple,
            ),
            Self::B => row(
                self,
                "Official visa",
                "Holders of an official passport on a mission for a state or an international organisation",
                THREE_MONTHS,
                THREE_MONTHS,
                Entries::Single,
            ),
            Self::C => row(
                self,
                "Courtesy visa",
                "Persons and their family whose visit a ministry regards as one of cooperation or courtesy",
                THREE_MONTHS,
                THREE_MONTHS,
                Entries::Single,
            ),
            Self::D => row(
                self,
                "Transit visa",
                "Persons in transit, and crews of vehicles, trains, ships and aircraft",
                Length::Period(Period::Months(7)),
                Length::Period(Period::Days(5)),
                Entries::Single,
            ),
            Self::E => row(
                self,
                "Business visa",
                "Persons who do not fall under any other type",
                THREE_MONTHS,
                ONE_MONTH,
                Entries::Single,
            ),
            Self::E1 => long_term(self, "Long-term business visa, one year", LONG_BUSINESS, 1),
            Self::E2 => long_term(self, "Long-term business visa, two years", LONG_BUSINESS, 2),
            Self::E3 => long_term(
                self,
                "Long-term business visa, three years",
                LONG_BUSINESS,
                3,
            ),
            Self::Ex => Row {
                validity_is_at_most: false,
                places: &[Place::MinistryOfInterior],
                competence: &[Competence::Interior],
                ..row(
                    self,
                    "Exit visa",
                    "Persons with a new passport or travel document who wish to leave, or who are required to leave",
                    Length::Period(Period::Days(7)),
                    Length::None,
                    Entries::Single,
                )
            },
            Self::K => Row {
                validity_is_at_most: false,
                ..row(
                    self,
                    "Special visa",
                    "Persons of Khmer birth with a foreign passport, proof attached",
                    Length::PassportExpiry,
                    Length::PassportExpiry,
                    Entries::Multiple,
                )
            },
            Self::Khm => Row {
                places: &[Place::Mission],
                competence: &[Competence::Mission],
                ..row(
                    self,
                    "ACMECS visa",
                    "Tourists who visit countries of the Ayeyawady–Chao Phraya–Mekong region",
                    THREE_MONTHS,
                    ONE_MONTH,
                    Entries::Single,
                )
            },
            Self::T => Row {
                places: &[Place::EVisaWebsite, Place::Mission, Place::EntryPoint],
                ..row(
                    self,
                    "Tourist visa",
                    "Tourists",
                    THREE_MONTHS,
                    ONE_MONTH,
                    Entries::Single,
                )
            },
            Self::T1 => long_term(self, "Long-term tourist visa, one year", LONG_TOURIST, 1),
            Self::T2 => long_term(self, "Long-term tourist visa, two years", LONG_TOURIST, 2),
            Self::T3 => long_term(self, "Long-term tourist visa, three years", LONG_TOURIST, 3),
        }
    }
}
