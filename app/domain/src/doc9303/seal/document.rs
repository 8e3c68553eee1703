//! The documents whose seals can be read, by document type category and feature definition (part
//! 13, 2.2.2).

use super::definition::{Definition, V_PASS, VISA};
use super::pass::PassSeal;
use super::profile::ProfileVisa;
use super::visa::VisaSeal;
use super::{Seal, SealError};
use crate::doc9303::countries::SPECIMEN;
use crate::doc9303::mrz::{Century, MrzDate};
use chrono::NaiveDate;
use serde::Serialize;

/// The issuing states whose documents are ours: Cambodia, and in demonstrations ICAO's specimen
/// state. Visa types are the issuer's own (part 7, 9.1.3), and so is the meaning of an even
/// category (part 13, 2.2.2).
pub const OUR_ISSUERS: [&str; 2] = ["KHM", SPECIMEN];

/// The content of a seal, for the kinds of document that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "document")]
pub enum Document {
    /// A visa of ours ([`VISA`]).
    Visa(VisaSeal),
    /// A visa of any state ([`VISA`]), with the choices that the profile leaves to its issuer.
    ProfileVisa(ProfileVisa),
    /// A V-Pass ([`V_PASS`]).
    VPass(PassSeal),
}

impl Document {
    /// Reads the features of a seal.
    ///
    /// # Errors
    /// A mandatory feature is missing or malformed; or [`SealError::OtherDocument`] for a kind of
    /// document that is not known.
    pub fn of(seal: &Seal) -> Result<Self, SealError> {
        let definition = Definition {
            category: seal.header.category,
            definition: seal.header.definition,
        };
        let profile = || ProfileVisa::from_seal(seal).map(Self::ProfileVisa);
        let ours = OUR_ISSUERS.contains(&seal.header.issuer.as_str());
        match definition {
            VISA if ours => VisaSeal::from_seal(seal)
                .map(Self::Visa)
                .or_else(|_| profile()),
            VISA => profile(),
            V_PASS if ours => PassSeal::from_seal(seal).map(Self::VPass),
            _ => Err(SealError::OtherDocument),
        }
    }

    /// Whether the definition of this document has this feature.
    pub(super) const fn knows(&self, tag: u8) -> bool {
        match self {
            Self::Visa(_) => matches!(tag, 0x02..=0x07),
            Self::ProfileVisa(_) => matches!(tag, 0x01..=0x07),
            Self::VPass(_) => matches!(tag, 0x01..=0x06),
        }
    }

    /// The two lines of its MRZ: of an MRV-B, or in another state's visa of an MRV-A. A seal does
    /// not hold the optional data at the end, which are fillers here.
    pub const fn mrz(&self) -> &[String; 2] {
        match self {
            Self::Visa(visa) => &visa.mrv_b,
            Self::ProfileVisa(visa) => &visa.mrz,
            Self::VPass(pass) => &pass.mrv_b,
        }
    }

    /// The last day on which the document is in force, counted whole: of a visa the end of its
    /// validity, of a V-Pass the last permitted day. `None` where a visa's MRZ states no whole
    /// date. `today` settles the century of the two digits.
    pub fn last_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        if let Self::VPass(pass) = self {
            return Some(pass.last_permitted);
        }
        let expiry = self.mrz()[1].get(21..27)?;
        MrzDate::read(expiry, Century::Near, today)?.date()
    }

    /// The number of the passport that the document belongs to, without fillers at the end.
    pub fn passport_number(&self) -> &str {
        match self {
            Self::Visa(visa) => &visa.passport_number,
            Self::ProfileVisa(visa) => &visa.passport_number,
            Self::VPass(pass) => pass.mrv_b[1]
                .get(..9)
                .unwrap_or_default()
                .trim_end_matches('<'),
        }
    }
}
