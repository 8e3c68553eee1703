//! The table of visa types: purpose (Art. 9, 11), validity (Art. 13), stay (Art. 14), entries (Art.
//! 18), where the visa can be had (Art. 4, 7, 17) and who decides (Art. 17).

use crate::calendar::Period;
use crate::law::visa_types::Settings;
use crate::text_enum::text_enum;
use crate::visa::{Entries, Length, VisaType};
use serde::Serialize;

text_enum! {
    /// A place where a visa can be had (Art. 4, 8, 17).
    Place {
        /// The website of the Ministry of Foreign Affairs and International Cooperation.
        EVisaWebsite = "e_visa_website",
        /// Diplomatic missions, general consulates and honorary consulates abroad.
        Mission = "mission",
        /// International entry points.
        EntryPoint = "entry_point",
        /// The Ministry of Interior, for exit visas (Art. 8.4).
        MinistryOfInterior = "ministry_of_interior",
    }
}

text_enum! {
    /// An authority that may issue or deny a visa, or extend a stay (Art. 17).
    Competence {
        /// Diplomatic missions and consulates (Art. 17 a).
        Mission = "mission",
        /// The Ministry of Foreign Affairs and International Cooperation (Art. 17 b).
        ForeignAffairs = "foreign_affairs",
        /// The Ministry of Interior (Art. 17 c; for the exit visa, Art. 8 and 23).
        Interior = "interior",
    }
}

/// The authorities that may extend a stay on a visa of this type and set its number of entries
/// (Art. 17 b, c): either ministry; none for A, B and C, for which the article names nobody.
pub const fn extended_by(visa_type: VisaType) -> &'static [Competence] {
    match visa_type {
        VisaType::A | VisaType::B | VisaType::C => &[],
        _ => BOTH_MINISTRIES,
    }
}

/// The rules of one visa type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The visa type.
    pub visa_type: VisaType,
    /// Its name (Art. 9, 11).
    pub name: &'static str,
    /// The persons whom it is for, in plain words (Art. 9, 11).
    pub purpose: &'static str,
    /// The validity from the day of issue (Art. 13); for the exit visa that of the settings.
    pub validity: Length,
    /// Whether the validity is "not more than" that (Art. 13), so that the issuer may give less.
    pub validity_is_at_most: bool,
    /// The permitted stay from the day of entry (Art. 14).
    pub stay: Length,
    /// The number of entries (Art. 18).
    pub entries: Entries,
    /// The places where it can be had (Art. 4, 7, 17).
    pub places: &'static [Place],
}

impl Row {
    /// The authorities that may issue or deny the visa at a place (Art. 17); none where it cannot
    /// be had.
    ///
    /// The article excepts "tourist E visa", the e-visa, from the competence of all three. Our
    /// reading: the Ministry of Foreign Affairs and International Cooperation decides on it, since
    /// the website of Art. 7.1 is that ministry's; and the exception does not concern T at missions
    /// and entry points. The Ministry of Interior decides on the exit visa, since Art. 8.4 has its
    /// documents sent there.
    pub fn competence(&self, place: Place) -> &'static [Competence] {
        if !self.places.contains(&place) {
            return &[];
        }
        match place {
            Place::EVisaWebsite => &[Competence::ForeignAffairs],
            Place::Mission => &[Competence::Mission],
            Place::EntryPoint => BOTH_MINISTRIES,
            Place::MinistryOfInterior => &[Competence::Interior],
        }
    }
}

const ABROAD_AND_BORDER: &[Place] = &[Place::Mission, Place::EntryPoint];
const BOTH_MINISTRIES: &[Competence] = &[Competence::ForeignAffairs, Competence::Interior];

const THREE_MONTHS: Length = Length::Period(Period::Months(3));
const ONE_MONTH: Length = Length::Period(Period::Months(1));

/// The row of a type that can be had at missions and entry points, valid at most `validity`.
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
    }
}

/// The row of a long-term type: valid exactly `years` years, stays of one month, multiple entries.
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

/// Art. 9.1.
const A: Row = row(
    VisaType::A,
    "Diplomatic visa",
    "Holders of a diplomatic passport and their family",
    THREE_MONTHS,
    THREE_MONTHS,
    Entries::Multiple,
);

/// Art. 9.2.
const B: Row = row(
    VisaType::B,
    "Official visa",
    "Holders of an official passport on a mission for a state or an international organisation",
    THREE_MONTHS,
    THREE_MONTHS,
    Entries::Single,
);

/// Art. 9.3.
const C: Row = row(
    VisaType::C,
    "Courtesy visa",
    "Persons and their family whose visit a ministry regards as one of cooperation or courtesy",
    THREE_MONTHS,
    THREE_MONTHS,
    Entries::Single,
);

/// Art. 9.4.
const D: Row = row(
    VisaType::D,
    "Transit visa",
    "Persons in transit, and crews of vehicles, trains, ships and aircraft",
    Length::Period(Period::Months(7)),
    Length::Period(Period::Days(5)),
    Entries::Single,
);

/// Art. 9.5.
const E: Row = row(
    VisaType::E,
    "Business visa",
    "Persons who do not fall under any other type",
    THREE_MONTHS,
    ONE_MONTH,
    Entries::Single,
);

/// Art. 9.6.
const E1: Row = long_term(
    VisaType::E1,
    "Long-term business visa, one year",
    LONG_BUSINESS,
    1,
);
/// Art. 9.6.
const E2: Row = long_term(
    VisaType::E2,
    "Long-term business visa, two years",
    LONG_BUSINESS,
    2,
);
/// Art. 9.6.
const E3: Row = long_term(
    VisaType::E3,
    "Long-term business visa, three years",
    LONG_BUSINESS,
    3,
);

/// Art. 11: valid as long as the ministry sets.
const fn exit(validity: Period) -> Row {
    Row {
        validity_is_at_most: false,
        places: &[Place::MinistryOfInterior],
        ..row(
            VisaType::Ex,
            "Exit visa",
            "Persons with a new passport or travel document who wish to leave, or who are required to leave",
            Length::Period(validity),
            Length::None,
            Entries::Single,
        )
    }
}

/// Art. 9.7.
const K: Row = Row {
    validity_is_at_most: false,
    ..row(
        VisaType::K,
        "Special visa",
        "Persons of Khmer birth with a foreign passport, proof attached",
        Length::PassportExpiry,
        Length::PassportExpiry,
        Entries::Multiple,
    )
};

/// Art. 9.8.
const KHM: Row = Row {
    places: &[Place::Mission],
    ..row(
        VisaType::Khm,
        "ACMECS visa",
        "Tourists who visit countries of the Ayeyawady–Chao Phraya–Mekong region",
        THREE_MONTHS,
        ONE_MONTH,
        Entries::Single,
    )
};

/// Art. 9.9.
const T: Row = Row {
    places: &[Place::EVisaWebsite, Place::Mission, Place::EntryPoint],
    ..row(
        VisaType::T,
        "Tourist visa",
        "Tourists",
        THREE_MONTHS,
        ONE_MONTH,
        Entries::Single,
    )
};

/// Art. 9.10.
const T1: Row = long_term(
    VisaType::T1,
    "Long-term tourist visa, one year",
    LONG_TOURIST,
    1,
);
/// Art. 9.10.
const T2: Row = long_term(
    VisaType::T2,
    "Long-term tourist visa, two years",
    LONG_TOURIST,
    2,
);
/// Art. 9.10.
const T3: Row = long_term(
    VisaType::T3,
    "Long-term tourist visa, three years",
    LONG_TOURIST,
    3,
);

impl VisaType {
    /// The row of this type, with the default settings.
    pub const fn row(self) -> Row {
        self.row_by(&Settings::DEFAULT)
    }

    /// The row of this type, with the ministry's settings.
    pub const fn row_by(self, settings: &Settings) -> Row {
        match self {
            Self::A => A,
            Self::B => B,
            Self::C => C,
            Self::D => D,
            Self::E => E,
            Self::E1 => E1,
            Self::E2 => E2,
            Self::E3 => E3,
            Self::Ex => exit(settings.exit_visa_validity),
            Self::K => K,
            Self::Khm => KHM,
            Self::T => T,
            Self::T1 => T1,
            Self::T2 => T2,
            Self::T3 => T3,
        }
    }
}
