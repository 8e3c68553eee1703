//! Grounds against entry, departure and stay (Art. 23), and the two of Art. 7 that give the fee back.

use crate::text_enum::text_enum;

text_enum! {
    /// One ground, by article and point.
    Ground {
        TechnicalFault = "7.technical_fault",
        InsufficientInformation = "7.insufficient_information",
        EntryInvalidPassport = "23.a.1",
        EntryNoVisa = "23.a.2",
        EntryInsanity = "23.a.3",
        EntryListed = "23.a.4",
        EntryDisease = "23.a.5",
        EntryOffencesAbroad = "23.a.6",
        EntryUnclearHistory = "23.a.7",
        EntryUnclearPurpose = "23.a.8",
        EntryNoMeans = "23.a.9",
        EntryForgedDocuments = "23.a.10",
        EntryExpelledBefore = "23.a.11",
        EntryUnlawfulBoarding = "23.a.12",
        ExitNoVisa = "23.b.1",
        ExitCourtCase = "23.b.2",
        ExitEvadingLaw = "23.b.3",
        ExitForgedDocuments = "23.b.4",
        ExitUnpaidFine = "23.b.5",
        ExitMinister = "23.b.6",
        StayInvalidPassport = "23.c.1",
        StayNoVisa = "23.c.2",
        StayInsanity = "23.c.3",
        StayNoEntryRecord = "23.c.4",
        StayNoMeans = "23.c.5",
        StayForgedDocuments = "23.c.6",
        StayMinistry = "23.c.7",
    }
}

impl Ground {
    /// The article and point, as cited.
    pub const fn article(self) -> &'static str {
        match self {
            Self::TechnicalFault | Self::InsufficientInformation => "Art. 7",
            Self::EntryInvalidPassport => "Art. 23 a.1",
            Self::EntryNoVisa => "Art. 23 a.2",
            Self::EntryInsanity => "Art. 23 a.3",
            Self::EntryListed => "Art. 23 a.4",
            Self::EntryDisease => "Art. 23 a.5",
            Self::EntryOffencesAbroad => "Art. 23 a.6",
            Self::EntryUnclearHistory => "Art. 23 a.7",
            Self::EntryUnclearPurpose => "Art. 23 a.8",
            Self::EntryNoMeans => "Art. 23 a.9",
            Self::EntryForgedDocuments => "Art. 23 a.10",
            Self::EntryExpelledBefore => "Art. 23 a.11",
            Self::EntryUnlawfulBoarding => "Art. 23 a.12",
            Self::ExitNoVisa => "Art. 23 b.1",
            Self::ExitCourtCase => "Art. 23 b.2",
            Self::ExitEvadingLaw => "Art. 23 b.3",
            Self::ExitForgedDocuments => "Art. 23 b.4",
            Self::ExitUnpaidFine => "Art. 23 b.5",
            Self::ExitMinister => "Art. 23 b.6",
            Self::StayInvalidPassport => "Art. 23 c.1",
            Self::StayNoVisa => "Art. 23 c.2",
            Self::StayInsanity => "Art. 23 c.3",
            Self::StayNoEntryRecord => "Art. 23 c.4",
            Self::StayNoMeans => "Art. 23 c.5",
            Self::StayForgedDocuments => "Art. 23 c.6",
            Self::StayMinistry => "Art. 23 c.7",
        }
    }

    /// In plain words. Screens use the message of [`Self::message_key`], in the reader's language.
    pub const fn text(self) -> &'static str {
        match self {
            Self::TechnicalFault => "technical fault in the e-visa system",
            Self::InsufficientInformation => "insufficient information from the traveller",
            Self::EntryInvalidPassport | Self::StayInvalidPassport => {
                "invalid passport or travel document"
            }
            Self::EntryNoVisa | Self::StayNoVisa => {
                "no visa, where no agreement makes an exception"
            }
            Self::EntryInsanity | Self::StayInsanity => "insanity",
            Self::EntryListed => "listed as banned by the Ministry of Interior",
            Self::EntryDisease => "severe disease that the Royal Government has declared",
            Self::EntryOffencesAbroad => "involved in offences outside the Kingdom",
            Self::EntryUnclearHistory => "unclear travel history",
            Self::EntryUnclearPurpose => "unclear purpose of travel",
            Self::EntryNoMeans | Self::StayNoMeans => {
                "no means of self-support, and no family to turn to"
            }
            Self::EntryForgedDocuments | Self::ExitForgedDocuments | Self::StayForgedDocuments => {
                "data in the travel document or other papers forged or altered"
            }
            Self::EntryExpelledBefore => "expelled from the Kingdom before",
            Self::EntryUnlawfulBoarding => {
                "boarded a ship, car, train or aircraft unlawfully to enter the Kingdom"
            }
            Self::ExitNoVisa => "no exit visa",
            Self::ExitCourtCase => "involved in a criminal or civil court case",
            Self::ExitEvadingLaw => "evading conviction or responsibility before the law",
            Self::ExitUnpaidFine => "fine for overstay not paid",
            Self::ExitMinister => {
                "the Minister of Interior has grounds to believe that the departure harms the public"
            }
            Self::StayNoEntryRecord => "no stamp that confirms the entry; the V-Pass is that stamp",
            Self::StayMinistry => {
                "the Ministry of Interior regards the conduct as harmful to public order or security"
            }
        }
    }

    /// The id of the message that says the ground in plain words: `ground-23-a-4`.
    pub fn message_key(self) -> String {
        format!("ground-{}", self.as_str().replace(['.', '_'], "-"))
    }

    /// Whether the ground is one of the two of Art. 7 that give the fee back.
    pub fn is_refundable(self) -> bool {
        REFUNDABLE.contains(&self)
    }
}

/// Art. 7: the grounds of refusal that give the e-visa fee back.
pub const REFUNDABLE: &[Ground] = &[Ground::TechnicalFault, Ground::InsufficientInformation];

/// Art. 23 a, points 1 to 12. Point 13 is no ground of its own: it asks that admitting a person
/// under one of these would harm public order or security.
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

/// Art. 23 b.
pub const DEPARTURE: &[Ground] = &[
    Ground::ExitNoVisa,
    Ground::ExitCourtCase,
    Ground::ExitEvadingLaw,
    Ground::ExitForgedDocuments,
    Ground::ExitUnpaidFine,
    Ground::ExitMinister,
];

/// Art. 23 c. The V-Pass is the entry stamp of point 4.
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
    /// Free text alone is not enough.
    #[error("at least one ground is needed")]
    NoGround,
    #[error("{} is not a ground for this", .0.article())]
    NotForThis(Ground),
    #[error("{} stands twice", .0.article())]
    Twice(Ground),
}

/// Whether these grounds may stand for a refusal of entry: at least one, each of Art. 23 a.1–12 or
/// of Art. 7's two, none twice.
pub fn check_refusal_of_entry(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| {
        ENTRY.contains(&ground) || ground.is_refundable()
    })
}

/// Whether these grounds may stand for the denial of a request. A visa is denied on what would bar
/// the entry that it is for (Art. 17, 23 a), or for insufficient information (Art. 7).
pub fn check_denial(grounds: &[Ground]) -> Result<(), GroundsError> {
    check_refusal_of_entry(grounds)
}

/// Whether these grounds may stand for barring a departure (Art. 23 b).
pub fn check_bar_of_departure(grounds: &[Ground]) -> Result<(), GroundsError> {
    check(grounds, |ground| DEPARTURE.contains(&ground))
}

/// Whether these grounds may stand against staying, or against an extension (Art. 23 c).
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_23_every_point_is_listed_once_and_cited_as_stored() {
        let listed: Vec<_> = [REFUNDABLE, ENTRY, DEPARTURE, STAY].concat();
        assert_eq!(listed, Ground::ALL);
        assert_eq!((ENTRY.len(), DEPARTURE.len(), STAY.len()), (12, 6, 7));
        for ground in [ENTRY, DEPARTURE, STAY].concat() {
            let mut parts = ground.as_str().split('.');
            let cited = format!(
                "Art. {} {}.{}",
                parts.next().unwrap(),
                parts.next().unwrap(),
                parts.next().unwrap()
            );
            assert_eq!(ground.article(), cited);
        }
        assert!(REFUNDABLE.iter().all(|ground| ground.article() == "Art. 7"));
    }

    #[test]
    fn message_keys_are_fluent_ids() {
        assert_eq!(Ground::EntryListed.message_key(), "ground-23-a-4");
        assert_eq!(
            Ground::TechnicalFault.message_key(),
            "ground-7-technical-fault"
        );
    }

    #[test]
    fn article_23_a_and_7_only_for_a_refusal_of_entry() {
        assert_eq!(check_refusal_of_entry(&[]), Err(GroundsError::NoGround));
        for &ground in Ground::ALL {
            let allowed = ground.as_str().starts_with("7.") || ground.as_str().starts_with("23.a.");
            assert_eq!(check_refusal_of_entry(&[ground]).is_ok(), allowed);
            assert_eq!(check_denial(&[ground]).is_ok(), allowed);
            let exit = ground.as_str().starts_with("23.b.");
            assert_eq!(check_bar_of_departure(&[ground]).is_ok(), exit);
            let stay = ground.as_str().starts_with("23.c.");
            assert_eq!(check_ban_of_stay(&[ground]).is_ok(), stay);
        }
        assert_eq!(
            check_refusal_of_entry(&[Ground::EntryListed, Ground::EntryListed]),
            Err(GroundsError::Twice(Ground::EntryListed))
        );
        assert_eq!(
            check_refusal_of_entry(&[Ground::EntryListed, Ground::ExitMinister]),
            Err(GroundsError::NotForThis(Ground::ExitMinister))
        );
    }
}
