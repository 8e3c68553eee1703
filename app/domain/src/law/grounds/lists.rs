//! Which grounds stand against what (Art. 23), how they may be recorded, and what follows.

use super::Ground;
use crate::text_enum::text_enum;

/// Art. 7: the grounds of refusal that give the e-visa fee back.
pub const REFUNDABLE: &[Ground] = &[Ground::TechnicalFault, Ground::InsufficientInformation];

/// Art. 23 a, points 1 to 12. Point 13 is no ground of its own, our reading: it asks that admitting
/// "individual under any of the above-described circumstance" would harm public order or security.
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

/// Art. 23 b. That point 6 is a ground of its own is our reading: see [`Ground::ExitMinister`].
pub const DEPARTURE: &[Ground] = &[
    Ground::ExitNoVisa,
    Ground::ExitCourtCase,
    Ground::ExitEvadingLaw,
    Ground::ExitForgedDocuments,
    Ground::ExitUnpaidFine,
    Ground::ExitMinister,
];

/// Art. 23 c. Our reading: the V-Pass is the entry stamp of point 4, and point 7 is a ground of its
/// own.
pub const STAY: &[Ground] = &[
    Ground::StayInvalidPassport,
    Ground::StayNoVisa,
    Ground::StayInsanity,
    Ground::StayNoEntryRecord,
    Ground::StayNoMeans,
    Ground::StayForgedDocuments,
    Ground::StayMinistry,
];

/// Why a list of grounds cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroundsError {
    /// Free text alone is not enough (our reading of Art. 23).
    #[error("at least one ground is needed")]
    NoGround,
    /// It stands against something else: entry, departure or stay (Art. 23 a, b, c).
    #[error("{} is not a ground for this", .0.article())]
    NotForThis(Ground),
    /// One ground is enough once (our reading).
    #[error("{} stands twice", .0.article())]
    Twice(Ground),
}

text_enum! {
    /// The three bans of Art. 23.
    Against {
        /// Art. 23 a.
        Entry = "entry",
        /// Art. 23 b.
        Departure = "departure",
        /// Art. 23 c.
        Stay = "stay",
    }
}

impl Against {
    /// Its grounds, in the order of the article.
    pub const fn grounds(self) -> &'static [Ground] {
        match self {
            Self::Entry => ENTRY,
            Self::Departure => DEPARTURE,
            Self::Stay => STAY,
        }
    }

    /// The part of Art. 23 whose closing paragraph says what follows.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Entry => "Art. 23 a, end",
            Self::Departure => "Art. 23 b, end",
            Self::Stay => "Art. 23 c, end",
        }
    }

    /// What follows for whoever falls under one of the grounds, by the closing paragraph.
    ///
    /// That of the entry ban prints "any applicant for exit visa"; a person is expelled "to their
    /// original point of departure" on entry, so our reading is whoever asks to enter.
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

/// Whether a decision has the note that is recorded with its grounds; blanks are none. The text asks
/// for no form; our reading of Art. 23: a ground and a note, and free text alone is not enough.
pub fn has_note(note: &str) -> bool {
    !note.trim().is_empty()
}

/// Whether these grounds may stand for a refusal of entry: at least one, each of Art. 23 a.1–12 or
/// of Art. 7's two, none twice.
///
/// # Errors
/// No ground, one that stands against something else, or one that stands twice.
pub fn check_refusal_of_entry(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| {
        ENTRY.contains(&ground) || ground.is_refundable()
    })
}

/// The grounds on which a request may be denied: the text names none (Art. 17). Our reading: what
/// would bar the entry that the visa is for (Art. 23 a), and insufficient information (Art. 7), as a
/// request cannot be decided on data that is missing. A technical fault is the system's and denies
/// nobody.
pub fn of_denial() -> impl Iterator<Item = Ground> {
    let information = std::iter::once(Ground::InsufficientInformation);
    ENTRY.iter().copied().chain(information)
}

/// Whether these grounds may stand for the denial of a request, see [`of_denial`]. A denial gives
/// nothing back (Art. 6).
///
/// # Errors
/// No ground, one that stands against something else, or one that stands twice.
pub fn check_denial(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| of_denial().any(|one| one == ground))
}

/// Whether these grounds may stand for barring a departure (Art. 23 b).
///
/// # Errors
/// No ground, one that stands against something else, or one that stands twice.
pub fn check_bar_of_departure(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| DEPARTURE.contains(&ground))
}

/// Whether these grounds may stand against staying, or against an extension (Art. 23 c).
///
/// # Errors
/// No ground, one that stands against something else, or one that stands twice.
pub fn check_ban_of_stay(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| STAY.contains(&ground))
}

fn check(grounds: &[Ground], allowed: impl Fn(Ground) -> bool) -> Result<(), GroundsError> {
    if grounds.is_empty() {
        return Err(GroundsError::NoGround);
    }
    for (position, &ground) in grounds.iter().enumerate() {
        if !allowed(ground) {
            return Err(GroundsError::NotForThis(ground));
        }
        if grounds[..position].contains(&ground) {
            return Err(GroundsError::Twice(ground));
        }
    }
    Ok(())
}
