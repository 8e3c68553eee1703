//! The seal of our e-visa, by the visa profile of Doc 9303-7, section 9.
//!
//! | tag | feature | value |
//! |---|---|---|
//! | 0x02 | MRZ of an MRV-B, its second line up to position 28 | C40, 44 bytes |
//! | 0x03 | number of entries, 0 for any | 1 byte |
//! | 0x04 | duration of stay: days, months, years | 3 bytes |
//! | 0x05 | passport number, filled up to nine positions | C40, 6 bytes |
//! | 0x06 | visa type | ASCII, 1 to 4 bytes |
//! | 0x07 | reserved by the profile; not written | |
//!
//! The document number of the MRZ is the visa number, which the profile allows for numbers of up to
//! nine characters; hence the passport number has its own feature.

use super::definition::VISA;
use super::{Feature, Seal, SealError, SealSigner, c40};
use crate::calendar::Period;
use crate::visa::{Entries, Length, VisaType};
use chrono::NaiveDate;
use serde::Serialize;

pub(super) const MRZ_B: u8 = 0x02;
pub(super) const ENTRIES: u8 = 0x03;
pub(super) const STAY: u8 = 0x04;
pub(super) const PASSPORT_NUMBER: u8 = 0x05;
pub(super) const VISA_TYPE: u8 = 0x06;

/// The number of positions of the second line that the seal holds: all but the optional data.
pub(super) const SECOND_LINE: usize = 28;
const WIDTH: usize = 36;

/// The content of our e-visa's seal. Another state's visa is a [`super::ProfileVisa`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VisaSeal {
    /// The visa number, at most nine capitals and digits; also the document number of the MRZ.
    pub visa_number: String,
    /// The MRZ of an MRV-B, two lines of 36. Decoded from a seal, its last eight positions are
    /// fillers.
    pub mrv_b: [String; 2],
    /// Single or multiple entry (Art. 18).
    pub entries: Entries,
    /// The permitted stay (Art. 14).
    pub stay: Length,
    /// The passport number, at most nine capitals and digits.
    pub passport_number: String,
    /// The visa type (Art. 9).
    pub visa_type: VisaType,
    /// The day of issue.
    pub issued: NaiveDate,
}

impl VisaSeal {
    /// Writes and signs the seal.
    ///
    /// # Errors
    /// A field does not fit its feature, the MRZ names another visa number, or signing failed.
    pub fn seal(
        &self,
        signed_on: NaiveDate,
        signer: &dyn SealSigner,
    ) -> Result<Vec<u8>, SealError> {
        if document_number(&self.mrv_b) != self.visa_number {
            return Err(SealError::Feature(MRZ_B));
        }
        let features = [
            Feature::new(MRZ_B, encode_mrz(&self.mrv_b)?),
            Feature::new(
                ENTRIES,
                [match self.entries {
                    Entries::Single => 1,
                    Entries::Multiple => 0,
                }],
            ),
            Feature::new(STAY, encode_stay(self.stay)?),
            Feature::new(PASSPORT_NUMBER, encode_number(&self.passport_number)?),
            Feature::new(VISA_TYPE, self.visa_type.as_str().as_bytes()),
        ];
        Seal::sign(VISA, self.issued, signed_on, &features, signer)
    }

    /// Reads the features of a visa's seal.
    ///
    /// # Errors
    /// A feature is missing, or not as the table above defines it. The seal may still be that of a
    /// [`super::ProfileVisa`].
    pub fn from_seal(seal: &Seal) -> Result<Self, SealError> {
        if (seal.header.category, seal.header.definition) != (VISA.category, VISA.definition) {
            return Err(SealError::OtherDocument);
        }
        let mrv_b = decode_mrz(seal)?;
        let visa_type = std::str::from_utf8(seal.required(VISA_TYPE)?)
            .ok()
            .and_then(|code| code.parse().ok())
            .ok_or(SealError::Feature(VISA_TYPE))?;
        let entries = match seal.required(ENTRIES)? {
            [1] => Entries::Single,
            [0] => Entries::Multiple,
            // The profile allows any count, which the sub-decree does not have.
            _ => return Err(SealError::Feature(ENTRIES)),
        };
        Ok(Self {
            visa_number: document_number(&mrv_b).to_owned(),
            entries,
            stay: decode_stay(seal.required(STAY)?)?,
            passport_number: decode_number(seal.required(PASSPORT_NUMBER)?)?,
            visa_type,
            issued: seal.header.issued,
            mrv_b,
        })
    }
}

fn document_number(mrz: &[String; 2]) -> &str {
    mrz[1].get(..9).unwrap_or_default().trim_end_matches('<')
}

/// The feature of the MRZ: the two lines as one text of 64 characters (part 7, 9.1.3).
pub(super) fn encode_mrz(lines: &[String; 2]) -> Result<Vec<u8>, SealError> {
    let error = SealError::Feature(MRZ_B);
    let [first, second] = lines;
    let kept = second.get(..SECOND_LINE).ok_or(error)?;
    if first.len() != WIDTH || second.len() != WIDTH || first.contains(' ') || kept.contains(' ') {
        return Err(error);
    }
    c40::encode(&format!("{first}{kept}"))
}

/// The two lines of the MRZ from its feature, the second one filled up.
pub(super) fn decode_mrz(seal: &Seal) -> Result<[String; 2], SealError> {
    let text = c40::decode(seal.required(MRZ_B)?)?.replace(' ', "<");
    if text.len() != WIDTH + SECOND_LINE {
        return Err(SealError::Feature(MRZ_B));
    }
    let (first, second) = text.split_at(WIDTH);
    Ok([first.to_owned(), format!("{second:<<WIDTH$}")])
}

fn encode_number(number: &str) -> Result<Vec<u8>, SealError> {
    // A filler may stand inside a number (part 4, 4.2.2), never at its ends.
    let whole = number.trim_matches('<') == number && !number.contains(' ');
    if number.is_empty() || number.len() > 9 || !whole {
        return Err(SealError::Feature(PASSPORT_NUMBER));
    }
    c40::encode(&format!("{number:<<9}"))
}

pub(super) fn decode_number(bytes: &[u8]) -> Result<String, SealError> {
    if bytes.len() != 6 {
        return Err(SealError::Feature(PASSPORT_NUMBER));
    }
    match c40::decode(bytes)?.trim_end() {
        "" => Err(SealError::Feature(PASSPORT_NUMBER)),
        number => Ok(number.replace(' ', "<")),
    }
}

/// The feature of the duration of stay: days, months, years. 0-0-0 says that the date of expiry in
/// the MRZ is the last day of the stay (part 7, table 1), as for a stay until the passport expires.
fn encode_stay(stay: Length) -> Result<[u8; 3], SealError> {
    let error = SealError::Feature(STAY);
    let byte = |n: u32| u8::try_from(n).ok().filter(|&n| n < 254).ok_or(error);
    match stay {
        Length::Period(Period::Days(0) | Period::Months(0)) | Length::None => Err(error),
        Length::Period(Period::Days(days)) => Ok([byte(days)?, 0, 0]),
        Length::Period(Period::Months(months)) => Ok([0, byte(months)?, 0]),
        Length::PassportExpiry => Ok([0, 0, 0]),
    }
}

fn decode_stay(bytes: &[u8]) -> Result<Length, SealError> {
    match *bytes {
        [0, 0, 0] => Ok(Length::PassportExpiry),
        [days, 0, 0] => Ok(Length::Period(Period::Days(days.into()))),
        [0, months, years] => Ok(Length::Period(Period::Months(
            u32::from(months) + 12 * u32::from(years),
        ))),
        // The profile allows sums of days and months, transit without entry and stays that the
        // border sets, none of which the sub-decree has.
        _ => Err(SealError::Feature(STAY)),
    }
}
