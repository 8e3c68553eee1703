//! The visible digital seal (Doc 9303-13), its visa profile (Doc 9303-7, section 9), and the V-Pass
//! as a feature definition of our own in the same container.
//!
//! ```text
//! header        0xDC, version, issuer, signer and certificate, two dates, definition, category
//! message zone  features: tag, length, value
//! signature     0xFF, length, r and s of ECDSA
//! ```
//!
//! - [`Seal`]: the container, versions 3 and 4, decoded and encoded
//! - [`visa`], [`pass`]: the features of our two documents; [`profile`]: those of any state's visa
//! - [`keys`], [`verification`]: the verification, with the results of part 13, appendix D
//! - [`list`]: the list of replaced and revoked seals
//! - [`address`]: the seal as a URL, for QR codes
//!
//! A new kind of document is a new pair of category and definition in [`mod@definition`], a file
//! like [`pass`] and a variant of [`Document`].

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
pub mod verification;
pub mod visa;

pub use document::Document;
pub use features::Feature;
pub use header::{Header, Version};
pub use inspect::{Inspection, inspect};
pub use keys::{PublishedKey, SealKeys};
pub use list::{SealList, SealState};
pub use pass::PassSeal;
pub use profile::ProfileVisa;
pub use verification::{Status, SubIndication, TrustLevel, VerificationResult, verify};
pub use visa::VisaSeal;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// An error in decoding or writing a seal. In decoding, each is `WRONG_FORMAT` of part 13, appendix
/// D.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The bytes end before a header, length or value does.
    #[error("the seal ends too early")]
    TooShort,
    /// The bytes are not a seal: the first one is not the magic constant.
    #[error("the first byte of a seal is 0xDC")]
    Magic,
    /// The version is neither 3 (0x02) nor 4 (0x03).
    #[error("version {0} of the seal is not known")]
    Version(u8),
    /// Text outside the C40 alphabet (part 13, 2.6).
    #[error("text that is not in the C40 alphabet")]
    C40,
    /// A date that does not exist, or cannot be encoded (part 13, 2.3.1 d).
    #[error("no such date")]
    Date,
    /// A length that is not the shortest form of DER, or too great for the version (part 13,
    /// 2.3.1).
    #[error("a length that does not fit")]
    Length,
    /// A field of the header, named here, is malformed (part 13, 2.2).
    #[error("the header's {0} is not as part 13, 2.2 has it")]
    Header(&'static str),
    /// Bytes follow the signature, which ends a seal.
    #[error("bytes after the signature")]
    Trailing,
    /// There is no feature, although one at least, the MRZ, is mandatory (part 13, 3.1.2).
    #[error("the message zone is empty")]
    NoFeature,
    /// Two features have this tag (part 13, 2.3.1).
    #[error("feature {0} stands twice")]
    Twice(u8),
    /// The feature of this tag is missing.
    #[error("feature {0} is missing")]
    Missing(u8),
    /// The feature of this tag is malformed.
    #[error("feature {0} is not as its definition has it")]
    Feature(u8),
    /// The seal is of another kind of document than the one asked for.
    #[error("the document type category and feature definition are of another document")]
    OtherDocument,
    /// The signer could not sign.
    #[error("signing failed")]
    Signing,
}

/// The identity of the signer, as the header names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignerIdentity {
    /// The code of the issuing state, without fillers: `KHM`, in demonstrations `UTO`.
    pub issuer: String,
    /// The signer identifier, two letters of the country and two characters of the signer: `KHEV`.
    pub signer: String,
    /// The certificate reference, hexadecimal digits in capitals: `01`. One of nothing but zeros is
    /// for tests (part 13, 2.2.1), and is neither signed with nor verified here.
    pub certificate: String,
}

/// A signer of seals with ECDSA on P-256 and SHA-256 (part 13, 2.4).
pub trait SealSigner {
    /// The identity that the header names.
    fn identity(&self) -> SignerIdentity;

    /// The signature over `message`, r and s of 32 bytes each. The signer hashes the message.
    ///
    /// # Errors
    /// [`SealError::Signing`] when the key cannot be used.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SealError>;
}

/// The tag before the signature.
const SIGNATURE_TAG: u8 = 0xFF;

/// A decoded seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The header: signer, dates and kind of document.
    pub header: Header,
    /// The features of the message zone, in their order.
    pub features: Vec<Feature>,
    /// The signature: r and s, each of the key's length.
    pub signature: Vec<u8>,
    /// Header and message zone as they were encoded: the message of the signature.
    signed: Vec<u8>,
}

impl Seal {
    /// Decodes a seal.
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
            let (value, after) = features::read_value(after, version)?;
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

    /// Encodes and signs a seal of version 4.
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
        features::append(&mut bytes, SIGNATURE_TAG, &signature, Version::V4)?;
        Ok(bytes)
    }

    /// Encodes header and message zone: the message of the signature.
    ///
    /// # Errors
    /// A text or date cannot be encoded, there is no feature, or two have the same tag.
    pub fn unsigned(header: &Header, features: &[Feature]) -> Result<Vec<u8>, SealError> {
        if features.is_empty() {
            return Err(SealError::NoFeature);
        }
        for (index, feature) in features.iter().enumerate() {
            if features[..index]
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
            features::append(&mut bytes, feature.tag, &feature.value, header.version)?;
        }
        Ok(bytes)
    }

    /// The bytes of the seal, exactly as they were decoded.
    ///
    /// # Errors
    /// The signature is too long.
    pub fn encode(&self) -> Result<Vec<u8>, SealError> {
        let mut bytes = self.signed.clone();
        features::append(&mut bytes, SIGNATURE_TAG, &self.signature, Version::V4)?;
        Ok(bytes)
    }

    /// The encoded header and message zone: the message of the signature.
    pub fn signed_part(&self) -> &[u8] {
        &self.signed
    }

    /// The id by which a seal is listed as replaced or revoked: the SHA-256 of header and message
    /// zone. The signature is left out because another valid one can be made from it without the
    /// key.
    pub fn id(&self) -> SealId {
        SealId(Sha256::digest(&self.signed).into())
    }

    /// The value of the feature with this tag; `None` where there is none.
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

/// The id of a seal in lists: the SHA-256 of its header and message zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealId(pub [u8; 32]);

/// Encodes a date in three bytes: the number MMDDYYYY (part 13, 2.3.1 d).
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

/// Decodes a date of three bytes (part 13, 2.3.1 d).
///
/// # Errors
/// The bytes are not three, or there is no such date.
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
