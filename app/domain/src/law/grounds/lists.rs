//! The lists of grounds for each decision (Art. 23), their validation, and the consequences.

use super::Ground;
use crate::text_enum::text_enum;

/// The grounds of refusal on which the e-visa fee is refunded (Art. 7).
pub const REFUNDABLE: &[Ground] = &[Ground::TechnicalFault, Ground::InsufficientInformation];

/// The grounds against entry: Art. 23 a, points 1 to 12. Our reading: point 13 is no ground of its
/// own, since it requires that admitting "individual under any of the above-described circumstance"
/// would harm public order or security.
pub const ENTRY: &[Ground] = &[
    Ground::EntryInvalidPassport,
    Ground::EntryNoVisa,
    Ground::EntryInsanity,
    Ground::EntryListed,
    Ground::EntryDisease,
    Ground::EntryOffencesAbroad,
    Ground::EntryUnclearHistory,
    Ground::EntryUnclearPurpose,
    Ground::EntryNoMeans,
    Ground::EntryForgedDocuments,
    Ground::EntryExpelledBefore,
    Ground::EntryUnlawfulBoarding,
];

/// The grounds against departure: Art. 23 b. That point 6 is a ground of its own is our reading:
/// see [`Ground::ExitMinister`].
pub const DEPARTURE: &[Ground] = &[
    Ground::ExitNoVisa,
    Ground::ExitCourtCase,
    Ground::ExitEvadingLaw,
    Ground::ExitForgedDocuments,
    Ground::ExitUnpaidFine,
    Ground::ExitMinister,
];

/// The grounds against a stay: Art. 23 c. Our reading: the V-Pass is the entry stamp of point 4,
/// and point 7 is a ground of its own.
pub const STAY: &[Ground] = &[
    Ground::StayInvalidPassport,
    Ground::StayNoVisa,
    Ground::StayInsanity,
    Ground::StayNoEntryRecord,
    Ground::StayNoMeans,
    Ground::StayForgedDocuments,
    Ground::StayMinistry,
];

/// The reason why a list of grounds is not valid for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroundsError {
    /// The list is empty: free text alone is not enough (our reading of Art. 23).
    #[error("at least one ground is needed")]
    NoGround,
    /// The ground is for another decision: on entry, departure or stay (Art. 23 a, b, c).
    #[error("{} is not a ground for this", .0.article())]
    NotForThis(Ground),
    /// The ground is given twice (our reading).
    #[error("{} stands twice", .0.article())]
    Twice(Ground),
}

text_enum! {
    /// A ban of Art. 23.
    Ban {
        /// The ban of entry, Art. 23 a.
        Entry = "entry",
        /// The ban of departure, Art. 23 b.
        Departure = "departure",
        /// The ban of stay, Art. 23 c.
        Stay = "stay",
    }
}

impl Ban {
    /// The grounds of the ban, in the order of the article.
    pub const fn grounds(self) -> &'static [Ground] {
        match self {
            Self::Entry => ENTRY,
            Self::Departure => DEPARTURE,
            Self::Stay => STAY,
        }
    }

    /// The closing paragraph of the part of Art. 23, as cited, which states the consequence.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Entry => "Art. 23 a, end",
            Self::Departure => "Art. 23 b, end",
            Self::Stay => "Art. 23 c, end",
        }
    }

    /// The consequence for a person to whom one of the grounds applies, by the closing paragraph,
    /// in plain English.
    ///
    /// The paragraph on entry prints "any applicant for exit visa"; since a person is expelled "to
    /// their original point of departure" on entry, our reading is any person who asks to enter.
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::Entry => {
                "the Ministry of Interior expels the person to the original point of departure"
            }
            Self::Departure => "the person is dealt with by the law in force",
            Self::Stay => {
                "the Ministry of Interior expels whoever asks for an extension and falls under one of these grounds"
            }
        }
    }
}

/// Whether a decision has a note, which is more than blanks. The text requires no form; our reading
/// of Art. 23: a ground and a note.
pub fn has_note(note: &str) -> bool {
    !note.trim().is_empty()
}

/// The fewest letters and digits of a reason. The text requires no form; our reading of Art. 23:
/// whoever confirms or follows a decision must be able to see why.
pub const LEAST_REASON: usize = 10;

/// Whether a reason explains something to a second person.
pub fn is_explained(reason: &str) -> bool {
    reason.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST_REASON
}

/// Checks the grounds of a refusal of entry: at least one, each of Art. 23 a.1–12 or one of the two
/// of Art. 7, none twice.
///
/// # Errors
/// There is no ground, one for another decision, or one twice.
pub fn check_refusal_of_entry(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| {
        ENTRY.contains(&ground) || ground.is_refundable()
    })
}

/// The grounds on which a request may be denied, of which the text names none (Art. 17). Our
/// reading: those against the entry that the visa is for (Art. 23 a), and insufficient information
/// (Art. 7), since missing data permit no decision. A technical fault is the system's and is no
/// ground for a denial.
pub fn of_denial() -> impl Iterator<Item = Ground> {
    let information = std::iter::once(Ground::InsufficientInformation);
    ENTRY.iter().copied().chain(information)
}

/// Checks the grounds of the denial of a request: see [`of_denial`]. A denied request is not
/// refunded (Art. 6).
///
/// # Errors
/// There is no ground, one for another decision, or one twice.
pub fn check_denial(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| of_denial().any(|one| one == ground))
}

/// Checks the grounds for barring a departure (Art. 23 b).
///
/// # Errors
/// There is no ground, one for another decision, or one twice.
pub fn check_bar_of_departure(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| DEPARTURE.contains(&ground))
}

/// Checks the grounds against a stay or its extension (Art. 23 c).
///
/// # Errors
/// There is no ground, one for another decision, or one twice.
pub fn check_ban_of_stay(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| STAY.contains(&ground))
}

fn check(grounds: &[Ground], allowed: impl Fn(Ground) -> bool) -> Result<(), GroundsError> {
    if grounds.is_empty() {
        return Err(GroundsError::NoGround);
    }
    for (index, &ground) in grounds.iter().enumerate() {
        if !allowed(ground) {
            return Err(GroundsError::NotForThis(ground));
        }
        if grounds[..index].contains(&ground) {
            return Err(GroundsError::Twice(ground));
        }
    }
    Ok(())
}
