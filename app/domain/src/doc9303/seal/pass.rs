//! The seal of a V-Pass: a feature definition of our own in the visible digital seal of Doc
//! 9303-13.
//!
//! Document type category 0x56 (even, so national), feature definition 1. All features are
//! mandatory; their order is free.
//!
//! | tag | feature | value |
//! |---|---|---|
//! | 0x01 | pass number | C40, capitals and digits, 1 to 12 characters |
//! | 0x02 | MRZ of an MRV-B, its second line up to position 28 | C40, 44 bytes |
//! | 0x03 | date of entry | 3 bytes, MMDDYYYY |
//! | 0x04 | last permitted day, in Phnom Penh | 3 bytes, MMDDYYYY |
//! | 0x05 | port of entry | C40, capitals and digits, 1 to 6 characters |
//! | 0x06 | version: 1, and one more with each new issue of the same pass | 1 byte |
//!
//! The document number of the MRZ is the passport number, its date of expiry the last permitted
//! day. The document issue date of the header is the day on which the pass was issued.

use super::definition::V_PASS;
use super::visa::{decode_mrz, encode_mrz};
use super::{Feature, Seal, SealError, SealSigner, c40, decode_date, encode_date};
use chrono::NaiveDate;
use serde::Serialize;

const NUMBER: u8 = 0x01;
const MRZ: u8 = super::visa::MRZ_B;
const ENTRY: u8 = 0x03;
const LAST_PERMITTED: u8 = 0x04;
const PORT: u8 = 0x05;
const VERSION: u8 = 0x06;

/// The content of a V-Pass's seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassSeal {
    /// The pass number, 1 to 12 capitals and digits.
    pub pass_number: String,
    /// The MRZ of an MRV-B, two lines of 36. Decoded from a seal, its last eight positions are
    /// fillers.
    pub mrv_b: [String; 2],
    /// The day of entry.
    pub entry: NaiveDate,
    /// The last day of the permitted stay, counted whole.
    pub last_permitted: NaiveDate,
    /// The code of the port of entry, 1 to 6 capitals and digits.
    pub port: String,
    /// The version of the pass, from 1.
    pub version: u8,
    /// The day of issue.
    pub issued: NaiveDate,
}

impl PassSeal {
    /// Writes and signs the seal.
    ///
    /// # Errors
    /// A field does not fit its feature, or signing failed.
    pub fn seal(
        &self,
        signed_on: NaiveDate,
        signer: &dyn SealSigner,
    ) -> Result<Vec<u8>, SealError> {
        let features = [
            Feature::new(NUMBER, encode_text(NUMBER, &self.pass_number, 12)?),
            Feature::new(MRZ, encode_mrz(&self.mrv_b)?),
            Feature::new(ENTRY, encode_date(self.entry)?),
            Feature::new(LAST_PERMITTED, encode_date(self.last_permitted)?),
            Feature::new(PORT, encode_text(PORT, &self.port, 6)?),
            Feature::new(VERSION, [self.version]),
        ];
        Seal::sign(V_PASS, self.issued, signed_on, &features, signer)
    }

    /// Reads the features of a V-Pass's seal.
    ///
    /// # Errors
    /// A feature is missing, or not as the table above defines it.
    pub fn from_seal(seal: &Seal) -> Result<Self, SealError> {
        if (seal.header.category, seal.header.definition) != (V_PASS.category, V_PASS.definition) {
            return Err(SealError::OtherDocument);
        }
        let &[version] = seal.required(VERSION)? else {
            return Err(SealError::Feature(VERSION));
        };
        Ok(Self {
            pass_number: decode_text(NUMBER, seal, 12)?,
            mrv_b: decode_mrz(seal)?,
            entry: decode_date(seal.required(ENTRY)?)?,
            last_permitted: decode_date(seal.required(LAST_PERMITTED)?)?,
            port: decode_text(PORT, seal, 6)?,
            version,
            issued: seal.header.issued,
        })
    }
}

fn is_alphanumeric(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn encode_text(tag: u8, text: &str, longest: usize) -> Result<Vec<u8>, SealError> {
    if !is_alphanumeric(text, longest) {
        return Err(SealError::Feature(tag));
    }
    c40::encode(text)
}

fn decode_text(tag: u8, seal: &Seal, longest: usize) -> Result<String, SealError> {
    let text = c40::decode(seal.required(tag)?)?;
    if is_alphanumeric(&text, longest) {
        Ok(text)
    } else {
        Err(SealError::Feature(tag))
    }
}
