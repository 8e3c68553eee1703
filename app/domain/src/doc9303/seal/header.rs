//! The header of a seal (part 13, 2.2, table 1).

use super::{SealError, c40, decode_date, encode_date};
use chrono::NaiveDate;
use serde::Serialize;

const MAGIC: u8 = 0xDC;

/// The version of a seal. Its byte in the header is the version less one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Version {
    /// Version 3, byte 0x02: a certificate reference of five characters, lengths in one byte.
    #[serde(rename = "3")]
    V3,
    /// Version 4, byte 0x03: a certificate reference of any length, lengths in DER.
    #[serde(rename = "4")]
    V4,
}

/// The header of a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The version of the seal.
    pub version: Version,
    /// The code of the issuing state or organisation, without fillers.
    pub issuer: String,
    /// The signer identifier: two letters of the country and two characters of the signer.
    pub signer: String,
    /// The certificate reference: hexadecimal digits in capitals, exactly five in version 3.
    pub certificate: String,
    /// The document issue date.
    pub issued: NaiveDate,
    /// The signature creation date.
    pub signed: NaiveDate,
    /// The document feature definition reference, 1 to 254.
    pub definition: u8,
    /// The document type category: odd ones are ICAO's, even ones national.
    pub category: u8,
}

/// Whether a certificate reference is nothing but zeros, which is for tests and must not be used in
/// production (part 13, 2.2.1).
pub(super) fn is_for_tests(certificate: &str) -> bool {
    certificate.bytes().all(|b| b == b'0')
}

impl Header {
    /// Signer identifier and certificate reference in one text, by which a key is found: `KHEV01`.
    pub fn certificate_reference(&self) -> String {
        format!("{}{}", self.signer, self.certificate)
    }

    /// Decodes a header; returns it with its length in bytes.
    pub(super) fn decode(bytes: &[u8]) -> Result<(Self, usize), SealError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.byte()? != MAGIC {
            return Err(SealError::Magic);
        }
        let version = match reader.byte()? {
            0x02 => Version::V3,
            0x03 => Version::V4,
            other => return Err(SealError::Version(other.saturating_add(1))),
        };
        let issuer = c40::decode(reader.bytes(2)?)?.trim_end().to_owned();
        let (signer, certificate) = match version {
            Version::V3 => {
                let text = c40::decode(reader.bytes(6)?)?;
                let (signer, certificate) = text
                    .split_at_checked(4)
                    .ok_or(SealError::Header("signer"))?;
                (signer.to_owned(), certificate.trim_end().to_owned())
            }
            Version::V4 => reader.variable_reference()?,
        };
        let header = Self {
            version,
            issuer,
            signer,
            certificate,
            issued: decode_date(reader.bytes(3)?)?,
            signed: decode_date(reader.bytes(3)?)?,
            definition: reader.byte()?,
            category: reader.byte()?,
        };
        header.check()?;
        Ok((header, reader.at))
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, SealError> {
        self.check()?;
        let mut bytes = vec![
            MAGIC,
            match self.version {
                Version::V3 => 0x02,
                Version::V4 => 0x03,
            },
        ];
        bytes.extend(c40::encode(&format!("{:<<3}", self.issuer))?);
        let reference = match self.version {
            Version::V3 => format!("{}{}", self.signer, self.certificate),
            Version::V4 => format!(
                "{}{:02X}{}",
                self.signer,
                self.certificate.len(),
                self.certificate
            ),
        };
        bytes.extend(c40::encode(&reference)?);
        bytes.extend(encode_date(self.issued)?);
        bytes.extend(encode_date(self.signed)?);
        bytes.push(self.definition);
        bytes.push(self.category);
        Ok(bytes)
    }

    fn check(&self) -> Result<(), SealError> {
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase());
        let both = |text: &str| {
            text.bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        if !(1..=3).contains(&self.issuer.len()) || !letters(&self.issuer) {
            return Err(SealError::Header("issuing country"));
        }
        if self.signer.len() != 4 || !both(&self.signer) || !letters(&self.signer[..2]) {
            return Err(SealError::Header("signer identifier"));
        }
        let length = self.certificate.len();
        let fits = match self.version {
            Version::V3 => length == 5,
            Version::V4 => (1..=255).contains(&length),
        };
        let hexadecimal =
            |b: u8| b.is_ascii_hexdigit() && (b.is_ascii_digit() || b.is_ascii_uppercase());
        if !fits || !self.certificate.bytes().all(hexadecimal) {
            return Err(SealError::Header("certificate reference"));
        }
        if !(1..=254).contains(&self.definition) {
            return Err(SealError::Header("document feature definition reference"));
        }
        Ok(())
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Result<&'a [u8], SealError> {
        let read = self
            .bytes
            .get(self.at..self.at + count)
            .ok_or(SealError::TooShort)?;
        self.at += count;
        Ok(read)
    }

    fn byte(&mut self) -> Result<u8, SealError> {
        self.bytes(1)?.first().copied().ok_or(SealError::TooShort)
    }

    /// Signer identifier and certificate reference of version 4. Characters 5 and 6 are the length
    /// of the certificate reference, hexadecimal.
    fn variable_reference(&mut self) -> Result<(String, String), SealError> {
        let error = SealError::Header("certificate reference");
        let start = self.at;
        let begin = c40::decode(self.bytes(4)?)?;
        let count = begin
            .get(4..6)
            .and_then(|digits| usize::from_str_radix(digits, 16).ok())
            .ok_or(error)?;
        self.at = start;
        let text = c40::decode(self.bytes(c40::encoded_length(6 + count))?)?;
        // A reference holds no blanks, so they are padding.
        let text = text.trim_end();
        if text.len() != 6 + count {
            return Err(error);
        }
        Ok((text[..4].to_owned(), text[6..].to_owned()))
    }
}
