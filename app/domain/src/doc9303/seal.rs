//! The visible digital seal (Doc 9303-13), its visa profile (Doc 9303-7, section 9), and the V-Pass
//! as a second feature set in the same container.
//!
//! ```text
//! header        0xDC, version, issuer, signer and certificate, two dates, definition, category
//! message zone  features: tag, length, value
//! signature     0xFF, length, r and s of ECDSA
//! ```
//!
//! - [`Seal`]: the container, versions 3 and 4, decoded and encoded
//! - [`visa`], [`pass`]: what our two documents put into it; [`profile`]: any state's visa
//! - [`keys`], [`verdict`]: verification, with the results as part 13, appendix D names them
//! - [`list`]: which seals have been replaced or revoked
//! - [`address`]: the seal as an address for a QR code
//!
//! A new document is a new pair of category and definition in [`mod definition`], with a file beside
//! [`pass`].

pub mod address;
pub mod c40;
pub mod definition;
pub mod document;
mod features;
mod header;
pub mod inspect;
pub mod keys;
pub mod list;
pub mod pass;
pub mod profile;
pub mod verdict;
pub mod visa;

pub use document::Document;
pub use features::Feature;
pub use header::{Header, Version};
pub use inspect::{Inspection, inspect};
pub use keys::{PublishedKey, SealKeys};
pub use list::{SealList, SealState};
pub use pass::PassSeal;
pub use profile::ProfileVisa;
pub use verdict::{Status, SubIndication, TrustLevel, Verdict, verify};
pub use visa::VisaSeal;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Why bytes are no seal, or a seal cannot be written. Each is `WRONG_FORMAT` in part 13, appendix D.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A header, length or value promises more bytes than there are.
    #[error("the seal ends too early")]
    TooShort,
    /// The bytes are something else.
    #[error("the first byte of a seal is 0xDC")]
    Magic,
    /// Only 0x02 (version 3) and 0x03 (version 4) are read.
    #[error("version {0} of the seal is not known")]
    Version(u8),
    /// Part 13, 2.6.
    #[error("text that is not in the C40 alphabet")]
    C40,
    /// Part 13, 2.3.1 d.
    #[error("no such date")]
    Date,
    /// Part 13, 2.3.1: not the shortest form of DER, or more than the version can say.
    #[error("a length that does not fit")]
    Length,
    /// Names the field.
    #[error("the header's {0} is not as part 13, 2.2 has it")]
    Header(&'static str),
    /// A seal ends with its signature.
    #[error("bytes after the signature")]
    Trailing,
    /// Part 13, 3.1.2: the MRZ at least has to be there.
    #[error("the message zone is empty")]
    NoFeature,
    /// Its tag (part 13, 2.3.1: no two features have the same).
    #[error("feature {0} stands twice")]
    Twice(u8),
    /// Its tag.
    #[error("feature {0} is missing")]
    Missing(u8),
    /// Its tag.
    #[error("feature {0} is not as its definition has it")]
    Feature(u8),
    /// Whoever reads a document asked for another.
    #[error("the document type category and feature definition are of another document")]
    OtherDocument,
    /// The key refused.
    #[error("signing failed")]
    Signing,
}

/// Who signs: what the header names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignerIdentity {
    /// The issuing state, without fillers: `KHM`, in demonstrations `UTO`.
    pub issuer: String,
    /// Two letters of the country and two characters of the signer: `KHEV`.
    pub signer: String,
    /// Hexadecimal digits in capitals that name the signer's certificate: `01`. Nothing but zeros is
    /// for tests (part 13, 2.2.1): neither signed with nor verified here.
    pub certificate: String,
}

/// Signs seals with ECDSA on P-256 and SHA-256 (part 13, 2.4).
pub trait SealSigner {
    /// What the header names.
    fn identity(&self) -> SignerIdentity;

    /// The signature over `message`, r and s of 32 bytes each. The signer hashes.
    ///
    /// # Errors
    /// [`SealError::Signing`] when the key cannot be used.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SealError>;
}

/// The mark before the signature.
const SIGNATURE_TAG: u8 = 0xFF;

/// A seal taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Who signed what kind of document, and when.
    pub header: Header,
    /// The message zone, in its order.
    pub features: Vec<Feature>,
    /// r and s, each of the key's length.
    pub signature: Vec<u8>,
    /// Header and message zone as they stand, which is what was signed.
    signed: Vec<u8>,
}

impl Seal {
    /// Takes a seal apart.
    ///
    /// # Errors
    /// The bytes are not a seal of version 3 or 4.
    pub fn decode(bytes: &[u8]) -> Result<Self, SealError> {
        let (header, length) = Header::decode(bytes)?;
        let mut rest = bytes.get(length..).ok_or(SealError::TooShort)?;
        let mut features = Vec::new();
        loop {
            let (&tag, after) = rest.split_first().ok_or(SealError::TooShort)?;
            // The signature's length is in DER in every version (part 13, 2.4).
            let version = if tag == SIGNATURE_TAG {
                Version::V4
            } else {
                header.version
            };
            let (value, after) = features::take(after, version)?;
            if tag == SIGNATURE_TAG {
                if !after.is_empty() {
                    return Err(SealError::Trailing);
                }
                if features.is_empty() {
                    return Err(SealError::NoFeature);
                }
                return Ok(Self {
                    header,
                    features,
                    signature: value.to_vec(),
                    signed: bytes
                        .strip_suffix(rest)
                        .ok_or(SealError::TooShort)?
                        .to_vec(),
                });
            }
            let feature = Feature::new(tag, value);
            if features.iter().any(|other: &Feature| other.tag == tag) {
                return Err(SealError::Twice(tag));
            }
            features.push(feature);
            rest = after;
        }
    }

    /// Writes and signs a seal of version 4.
    ///
    /// # Errors
    /// A text or date cannot be encoded, there is no feature, the certificate is one for tests, or
    /// signing failed.
    pub fn sign(
        document: definition::Definition,
        issued: NaiveDate,
        signed_on: NaiveDate,
        features: &[Feature],
        signer: &dyn SealSigner,
    ) -> Result<Vec<u8>, SealError> {
        let identity = signer.identity();
        if header::is_for_tests(&identity.certificate) {
            return Err(SealError::Header("certificate reference"));
        }
        let header = Header {
            version: Version::V4,
            issuer: identity.issuer,
            signer: identity.signer,
            certificate: identity.certificate,
            issued,
            signed: signed_on,
            definition: document.definition,
            category: document.category,
        };
        let mut bytes = Self::unsigned(&header, features)?;
        let signature = signer.sign(&bytes)?;
        features::put(&mut bytes, SIGNATURE_TAG, &signature, Version::V4)?;
        Ok(bytes)
    }

    /// Header and message zone, which is what gets signed.
    ///
    /// # Errors
    /// A text or date cannot be encoded, there is no feature, or one stands twice.
    pub fn unsigned(header: &Header, features: &[Feature]) -> Result<Vec<u8>, SealError> {
        if features.is_empty() {
            return Err(SealError::NoFeature);
        }
        for (place, feature) in features.iter().enumerate() {
            if features[..place]
                .iter()
                .any(|other| other.tag == feature.tag)
            {
                return Err(SealError::Twice(feature.tag));
            }
        }
        let mut bytes = header.encode()?;
        for feature in features {
            if feature.tag == SIGNATURE_TAG {
                return Err(SealError::Feature(feature.tag));
            }
            features::put(&mut bytes, feature.tag, &feature.value, header.version)?;
        }
        Ok(bytes)
    }

    /// The seal as bytes again, exactly as it was decoded.
    ///
    /// # Errors
    /// The signature is too long.
    pub fn encode(&self) -> Result<Vec<u8>, SealError> {
        let mut bytes = self.signed.clone();
        features::put(&mut bytes, SIGNATURE_TAG, &self.signature, Version::V4)?;
        Ok(bytes)
    }

    /// Header and message zone as they stand: the message of the signature.
    pub fn signed_part(&self) -> &[u8] {
        &self.signed
    }

    /// The SHA-256 of header and message zone, by which a seal is listed as replaced or revoked. The
    /// signature is left out because another valid one can be made from it without the key.
    pub fn id(&self) -> SealId {
        SealId(Sha256::digest(&self.signed).into())
    }

    /// The value of the feature with this tag.
    pub fn feature(&self, tag: u8) -> Option<&[u8]> {
        self.features
            .iter()
            .find(|feature| feature.tag == tag)
            .map(|feature| feature.value.as_slice())
    }

    fn required(&self, tag: u8) -> Result<&[u8], SealError> {
        self.feature(tag).ok_or(SealError::Missing(tag))
    }
}

/// The name of a seal in lists: the SHA-256 of its header and message zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealId(pub [u8; 32]);

/// A date in three bytes: the number MMDDYYYY (part 13, 2.3.1 d).
///
/// # Errors
/// The year has not four digits.
pub fn encode_date(date: NaiveDate) -> Result<[u8; 3], SealError> {
    let year = u32::try_from(date.year()).map_err(|_| SealError::Date)?;
    if year > 9999 {
        return Err(SealError::Date);
    }
    let [_, bytes @ ..] = (date.month() * 1_000_000 + date.day() * 10_000 + year).to_be_bytes();
    Ok(bytes)
}

/// Reads a date of three bytes.
///
/// # Errors
/// There is no such date.
pub fn decode_date(bytes: &[u8]) -> Result<NaiveDate, SealError> {
    let &[a, b, c] = bytes else {
        return Err(SealError::Date);
    };
    let number = u32::from_be_bytes([0, a, b, c]);
    let year = i32::try_from(number % 10_000).map_err(|_| SealError::Date)?;
    NaiveDate::from_ymd_opt(year, number / 1_000_000, number / 10_000 % 100).ok_or(SealError::Date)
}

#[cfg(test)]
mod tests;
