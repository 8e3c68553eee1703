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
