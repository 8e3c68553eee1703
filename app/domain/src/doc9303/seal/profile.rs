//! The seal of any state's visa, by the visa profile of Doc 9303-7, 9.1.3. Ours are written and
//! read more strictly: see [`super::visa`].
//!
//! MRZ, duration of stay and passport number are mandatory; number of entries and visa type are
//! optional.

use super::definition::VISA;
use super::visa::{ENTRIES, MRZ_B, PASSPORT_NUMBER, SECOND_LINE, STAY, VISA_TYPE, decode_number};
use super::{Seal, SealError, c40};
use chrono::NaiveDate;
use serde::Serialize;

const MRZ_A: u8 = 0x01;
/// The number of positions in a line of an MRV-A, and of an MRV-B.
const WIDTH_A: usize = 44;
const WIDTH_B: usize = 36;

/// The content of the seal of any state's visa.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileVisa {
    /// The MRZ, two lines of 44 (MRV-A) or 36 (MRV-B). The optional data, which no seal holds, are
    /// fillers.
    #[serde(rename = "zone")]
    pub mrz: [String; 2],
    /// The number of entries, 0 for any number; `None` where the issuer left it out.
    pub entries: Option<u8>,
    /// The duration of stay in days, months and years, to be added up; part 7, table 1 defines the
    /// special values of 0, 254 and 255.
    pub stay: [u8; 3],
    /// The passport number, without fillers at the end.
    pub passport_number: String,
    /// The visa type: the issuer's own 1 to 4 bytes, hexadecimal; `None` where the issuer left it
    /// out.
    pub visa_type: Option<String>,
    /// The day of issue.
    pub issued: NaiveDate,
}

impl ProfileVisa {
    /// Reads the features of a visa's seal.
    ///
    /// # Errors
    /// A mandatory feature is missing or malformed, or there is an MRZ of both formats.
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

    /// The document number of the MRZ, without fillers at the end: the visa's own or the
    /// passport's, as the issuer chose.
    pub fn document_number(&self) -> &str {
        let number = self.mrz[1].get(..9).unwrap_or_default();
        number.trim_end_matches('<')
    }
}

/// The two lines of an MRZ from its feature, the second one filled up.
fn decode_lines(tag: u8, bytes: &[u8], width: usize) -> Result<[String; 2], SealError> {
    let text = c40::decode(bytes)?.replace(' ', "<");
    if text.len() != width + SECOND_LINE {
        return Err(SealError::Feature(tag));
    }
    let (first, second) = text.split_at(width);
    Ok([first.to_owned(), format!("{second:<<width$}")])
}
