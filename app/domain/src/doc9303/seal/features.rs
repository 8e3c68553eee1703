//! The encoding of features as tag, length and value (part 13, 2.3). A length is one byte up to
//! version 3 and DER from version 4; that of the signature is always DER (part 13, 2.4).

use super::{SealError, Version};
use serde::Serialize;

/// A document feature of the message zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feature {
    /// The tag, 0 to 254.
    pub tag: u8,
    /// The value, encoded by the rules of the feature definition.
    pub value: Vec<u8>,
}

impl Feature {
    /// A feature of this tag and value.
    pub fn new(tag: u8, value: impl Into<Vec<u8>>) -> Self {
        Self {
            tag,
            value: value.into(),
        }
    }
}

/// Reads length and value, which follow a tag; returns the value and the bytes after it.
pub(super) fn read_value(bytes: &[u8], version: Version) -> Result<(&[u8], &[u8]), SealError> {
    let (&first, mut rest) = bytes.split_first().ok_or(SealError::TooShort)?;
    let length = if version == Version::V3 || first < 0x80 {
        usize::from(first)
    } else {
        // The long form: the number of bytes of the length, at most four, then the length.
        let count = usize::from(first & 0x7F);
        if !(1..=4).contains(&count) {
            return Err(SealError::Length);
        }
        let digits = rest.get(..count).ok_or(SealError::TooShort)?;
        rest = &rest[count..];
        let length = digits
            .iter()
            .fold(0u32, |length, &byte| length << 8 | u32::from(byte));
        // DER requires the shortest form.
        if length < 0x80 || digits.first() == Some(&0) {
            return Err(SealError::Length);
        }
        usize::try_from(length).map_err(|_| SealError::Length)?
    };
    if rest.len() < length {
        return Err(SealError::TooShort);
    }
    Ok(rest.split_at(length))
}

/// Appends a tag with length and value.
pub(super) fn append(
    bytes: &mut Vec<u8>,
    tag: u8,
    value: &[u8],
    version: Version,
) -> Result<(), SealError> {
    bytes.push(tag);
    match (u8::try_from(value.len()), version) {
        (Ok(length), Version::V3) => bytes.push(length),
        (Err(_), Version::V3) => return Err(SealError::Length),
        (Ok(length), Version::V4) if length < 0x80 => bytes.push(length),
        (_, Version::V4) => {
            let length = u32::try_from(value.len()).map_err(|_| SealError::Length)?;
            let digits = length.to_be_bytes();
            let leading = digits.iter().take_while(|&&byte| byte == 0).count();
            bytes.push(0x80 | u8::try_from(4 - leading).map_err(|_| SealError::Length)?);
            bytes.extend(&digits[leading..]);
        }
    }
    bytes.extend(value);
    Ok(())
}
