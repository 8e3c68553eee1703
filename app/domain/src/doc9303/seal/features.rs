//! Tag, length, value (part 13, 2.3): lengths in one byte up to version 3, in DER from version 4; that
//! of the signature is in DER always (part 13, 2.4).

use super::{SealError, Version};
use serde::Serialize;

/// One feature of the message zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feature {
    /// 0 to 254.
    pub tag: u8,
    /// As its definition encodes it.
    pub value: Vec<u8>,
}

impl Feature {
    /// A feature of these bytes.
    pub fn new(tag: u8, value: impl Into<Vec<u8>>) -> Self {
        Self {
            tag,
            value: value.into(),
        }
    }
}

/// The value after a tag, and what follows it.
pub(super) fn take(bytes: &[u8], version: Version) -> Result<(&[u8], &[u8]), SealError> {
    let (&first, mut rest) = bytes.split_first().ok_or(SealError::TooShort)?;
    let length = if version == Version::V3 || first < 0x80 {
        usize::from(first)
    } else {
        // The long form: how many bytes of length follow, at most four.
        let count = usize::from(first & 0x7F);
        if !(1..=4).contains(&count) {
            return Err(SealError::Length);
        }
        let digits = rest.get(..count).ok_or(SealError::TooShort)?;
        rest = &rest[count..];
        let length = digits
            .iter()
            .fold(0u32, |length, &byte| length << 8 | u32::from(byte));
        // DER wants the shortest form.
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

/// Appends tag, length and value.
pub(super) fn put(
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
