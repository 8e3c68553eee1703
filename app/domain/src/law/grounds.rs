//! The legal grounds against entry, departure and stay (Art. 23), and the two of Art. 7 on which
//! the fee is refunded.
//!
//! The lists of grounds for each decision, and its consequences, are in [`lists`].

pub mod lists;

pub use lists::{
    Ban, DEPARTURE, ENTRY, GroundsError, LEAST_REASON, REFUNDABLE, STAY, check_ban_of_stay,
    check_bar_of_departure, check_denial, check_refusal_of_entry, has_note, is_explained,
    of_denial,
};

use crate::text_enum::text_enum;

text_enum! {
    /// A ground of Art. 7 or 23, by article and point.
    Ground {
        /// Art. 7: a technical fault in the e-Visa system.
        TechnicalFault = "7.technical_fault",
        /// Art. 7: insufficient information from the traveller.
        InsufficientInformation = "7.insufficient_information",
        /// Art. 23 a.1.
        EntryInvalidPassport = "23.a.1",
        /// Art. 23 a.2.
        EntryNoVisa = "23.a.2",
        /// Art. 23 a.3.
        EntryInsanity = "23.a.3",
        /// Art. 23 a.4: listed by the Ministry of Interior.
        EntryListed = "23.a.4",
        /// Art. 23 a.5.
        EntryDisease = "23.a.5",
        /// Art. 23 a.6.
        EntryOffencesAbroad = "23.a.6",
        /// Art. 23 a.7.
        EntryUnclearHistory = "23.a.7",
        /// Art. 23 a.8.
        EntryUnclearPurpose = "23.a.8",
        /// Art. 23 a.9.
        EntryNoMeans = "23.a.9",
        /// Art. 23 a.10.
        EntryForgedDocuments = "23.a.10",
        /// Art. 23 a.11. Whether a visa is issued again is for a Prakas of the Minister of
        /// Interior.
        EntryExpelledBefore = "23.a.11",
        /// Art. 23 a.12.
        EntryUnlawfulBoarding = "23.a.12",
        /// Art. 23 b.1: no exit visa where one is needed (Art. 11).
        ExitNoVisa = "23.b.1",
        /// Art. 23 b.2.
        ExitCourtCase = "23.b.2",
        /// Art. 23 b.3.
        ExitEvadingLaw = "23.b.3",
        /// Art. 23 b.4.
        ExitForgedDocuments = "23.b.4",
        /// Art. 23 b.5: unless the Minister of Interior states otherwise (Art. 28).
        ExitUnpaidFine = "23.b.5",
        /// Art. 23 b.6: the Minister's decision. Its wording is that of a.13 ("under any of the
        /// above-described circumstance"), which is no ground of its own; our reading: this one is,
        /// since the Minister decides it and no ministry's list precedes it.
        ExitMinister = "23.b.6",
        /// Art. 23 c.1.
        StayInvalidPassport = "23.c.1",
        /// Art. 23 c.2.
        StayNoVisa = "23.c.2",
        /// Art. 23 c.3.
        StayInsanity = "23.c.3",
        /// Art. 23 c.4: no stamp of entry. Our reading: the V-Pass is that stamp.
        StayNoEntryRecord = "23.c.4",
        /// Art. 23 c.5.
        StayNoMeans = "23.c.5",
        /// Art. 23 c.6.
        StayForgedDocuments = "23.c.6",
        /// Art. 23 c.7: the Ministry's decision. It speaks of "such behavior", which may refer to
        /// the points before it; our reading: it is a ground of its own.
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

    /// The ground in plain English. Pages use the message of [`Self::message_key`] in the reader's
    /// language.
    pub const fn text(self) -> &'static str {
        match self {
            Self::TechnicalFault => "technical fault in the e-Visa system",
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
            Self::EntryExpelledBefore => {
                "expelled from the Kingdom before; a Prakas of the Minister of Interior determines whether a visa is issued again"
            }
            Self::EntryUnlawfulBoarding => {
                "boarded a ship, car, train or aircraft unlawfully to enter the Kingdom"
            }
            Self::ExitNoVisa => "no exit visa",
            Self::ExitCourtCase => "involved in a criminal or civil court case",
            Self::ExitEvadingLaw => "evading conviction or responsibility before the law",
            Self::ExitUnpaidFine => {
                "fine for overstay not paid, unless the Minister of Interior states otherwise"
            }
            Self::ExitMinister => {
                "the Minister of Interior has enough grounds to believe that the departure harms the interests of the public or the Khmer people"
            }
            Self::StayNoEntryRecord => "no stamp that confirms the entry; the V-Pass is that stamp",
            Self::StayMinistry => {
                "the Ministry of Interior regards the conduct as harmful to public order, social morality or security"
            }
        }
    }

    /// The key of the message that states the ground in plain words: `ground-23-a-4`.
    pub fn message_key(self) -> String {
        format!("ground-{}", self.as_str().replace(['.', '_'], "-"))
    }

    /// Whether the ground is one of the two of Art. 7 on which the fee is refunded.
    pub fn is_refundable(self) -> bool {
        REFUNDABLE.contains(&self)
    }
}

#[cfg(test)]
mod tests;
