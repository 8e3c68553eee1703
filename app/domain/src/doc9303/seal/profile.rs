//! A visa's seal as the profile of Doc 9303-7, 9.1.3 allows it, whoever issued it. Ours are written
//! and read more strictly, see [`super::visa`].
//!
//! Zone, stay and passport number must be there; number of entries and visa type may be left out.

use super::definition::VISA;
use super::visa::{ENTRIES, MRZ_B, PASSPORT_NUMBER, SECOND_LINE, STAY, VISA_TYPE, decode_number};
use super::{Seal, SealError, c40};
use chrono::NaiveDate;
use serde::Serialize;

const MRZ_A: u8 = 0x01;
/// Positions of a line of an MRV-A, and of an MRV-B.
const WIDTH_A: usize = 44;
const WIDTH_B: usize = 36;

/// What the seal of any state's visa says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileVisa {
    /// Two lines of 44 (MRV-A) or 36 (MRV-B); the optional data, which no seal holds, as fillers.
    #[serde(rename = "zone")]
    pub mrz: [String; 2],
    /// 0 for any number; none where the issuer does not say.
    pub entries: Option<u8>,
    /// Days, months and years, to be added up; see part 7, table 1 for 0, 254 and 255.
    pub stay: [u8; 3],
    /// As in the passport, without fillers at the end.
    pub passport_number: String,
    /// The issuer's own 1 to 4 bytes, hexadecimal.
    pub visa_type: Option<String>,
    /// The day of issue.
    pub issued: NaiveDate,
}

impl ProfileVisa {
    /// Reads the features of a visa's seal.
    ///
    /// # Errors
    /// A mandatory feature is missing, both MRZs are there, or one is not as the profile has it.
    pub fn from_seal(seal: &Seal) -> Result<Self, SealError> {
        if (seal.header.category, seal.header.definition) != (VISA.category, VISA.definition) {
            return Err(SealError::OtherDocument);
        }
        let mrz = match (seal.feature(MRZ_A), seal.feature(MRZ_B)) {
            (Some(bytes), None) => decode_lines(MRZ_A, bytes, WIDTH_A)?,
            (None, Some(bytes)) => decode_lines(MRZ_B, bytes, WIDTH_B)?,
            (Some(_), Some(_)) => return Err(SealError::Feature(MRZ_A)),
            (None, None) => return Err(SealError::Missing(MRZ_B)),
        };
        let entries = match seal.feature(ENTRIES) {
            None => None,
            Some(&[entries]) => Some(entries),
            Some(_) => return Err(SealError::Feature(ENTRIES)),
        };
        let visa_type = match seal.feature(VISA_TYPE) {
            None => None,
            Some(bytes) if (1..=4).contains(&bytes.len()) => {
                Some(data_encoding::HEXUPPER.encode(bytes))
            }
            Some(_) => return Err(SealError::Feature(VISA_TYPE)),
        };
        let stay = seal.required(STAY)?;
        Ok(Self {
            mrz,
            entries,
            stay: stay.try_into().map_err(|_| SealError::Feature(STAY))?,
            passport_number: decode_number(seal.required(PASSPORT_NUMBER)?)?,
            visa_type,
            issued: seal.header.issued,
        })
    }

    /// The document number of the MRZ, without fillers: the visa's or the passport's, as the
    /// issuer chose.
    pub fn document_number(&self) -> &str {
        let number = self.mrz[1].get(..9).unwrap_or_default();
        number.trim_end_matches('<')
    }
}

/// The first line and the kept part of the second, from one text.
fn decode_lines(tag: u8, bytes: &[u8], width: usize) -> Result<[String; 2], SealError> {
    let text = c40::decode(bytes)?.replace(' ', "<");
    if text.len() != width + SECOND_LINE {
        return Err(SealError::Feature(tag));
    }
    let (first, second) = text.split_at(width);
    Ok([first.to_owned(), format!("{second:<<width$}")])
}
