//! The seal as a URL of the portal, for QR codes that any phone can open: `HTTPS://HOST/V#DIGITS`.
//! The fragment never reaches the server.
//!
//! Scheme and host mean the same in capitals (RFC 3986, 6.2.2.1), and [`PATH`] is a capital: a QR
//! code packs capitals into five and a half bits each, and small letters into eight.
//!
//! The fragment is decimal digits: seven bytes make seventeen digits, and a last shorter group of
//! 1, 2, 3, 4, 5, 6 bytes makes 3, 5, 8, 10, 13, 15. A QR code packs digits three to ten bits,
//! which wastes 1.2 % against plain bytes, where base 64 wastes a third; and digits survive mail,
//! line breaks and changes of case. Measured at level M for a V-Pass of 155 bytes under a host of
//! 12 characters: version 9 (53 modules a side); with `https://HOST/verify#` in small letters
//! version 10, with base 64 version 11 (61 modules). Under a host of 45 characters it is version
//! 10. The tests hold these versions.

/// The number of digits for a group of so many bytes.
const DIGITS: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];
const GROUP: usize = 7;
/// The characters of an input that are read at most: more than any seal has, to bound hostile
/// input.
const LONGEST: usize = 4096;

/// An input that holds no seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is neither an address of a seal, nor a seal in digits or hexadecimal")]
pub struct NoSeal;

/// The path of the verification page in codes, under the portal's public address.
pub const PATH: &str = "/V";

/// The URL of a seal. `base` is the portal's public address, with or without a slash at the end;
/// its scheme and host are written in capitals, its path stays as it is.
pub fn address(base: &str, seal: &[u8]) -> String {
    let base = base.trim_end_matches('/');
    let host = base.find("://").map_or(0, |at| at + "://".len());
    let path = base[host..].find('/').map_or(base.len(), |at| host + at);
    let (host, path) = base.split_at(path);
    format!("{}{path}{PATH}#{}", host.to_ascii_uppercase(), digits(seal))
}

/// The fragment of the URL alone: the seal as decimal digits.
pub fn digits(seal: &[u8]) -> String {
    let groups: Vec<String> = seal
        .chunks(GROUP)
        .map(|group| {
            let number = group
                .iter()
                .fold(0u64, |number, &byte| number << 8 | u64::from(byte));
            format!("{number:0width$}", width = DIGITS[group.len()])
        })
        .collect();
    groups.concat()
}

/// The bytes of the seal in a URL, a bare fragment, or hexadecimal. Blanks and line ends are
/// ignored.
///
/// # Errors
/// [`NoSeal`] for any other text.
pub fn bytes(text: &str) -> Result<Vec<u8>, NoSeal> {
    let fragment = text.rsplit('#').next().unwrap_or(text);
    let compact: String = fragment
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(LONGEST + 1)
        .collect();
    if compact.is_empty() || compact.len() > LONGEST {
        return Err(NoSeal);
    }
    // A seal in hexadecimal begins with DC, so it is never digits only.
    if compact.bytes().all(|b| b.is_ascii_digit()) {
        from_digits(&compact).ok_or(NoSeal)
    } else {
        data_encoding::HEXUPPER_PERMISSIVE
            .decode(compact.as_bytes())
            .map_err(|_| NoSeal)
    }
}

/// The bytes of the seal in a file or from a scanner: plain bytes, or text for [`bytes`].
///
/// # Errors
/// [`NoSeal`] for any other content.
pub fn from_any(content: &[u8]) -> Result<Vec<u8>, NoSeal> {
    if content.first() == Some(&0xDC) {
        return Ok(content.to_vec());
    }
    std::str::from_utf8(content)
        .map_err(|_| NoSeal)
        .and_then(bytes)
}

fn from_digits(text: &str) -> Option<Vec<u8>> {
    let mut seal = Vec::with_capacity(text.len() * GROUP / DIGITS[GROUP] + 1);
    for group in text.as_bytes().chunks(DIGITS[GROUP]) {
        let count = DIGITS.iter().position(|&digits| digits == group.len())?;
        let number: u64 = std::str::from_utf8(group).ok()?.parse().ok()?;
        if number >> (8 * count) != 0 {
            return None;
        }
        seal.extend(&number.to_be_bytes()[8 - count..]);
    }
    Some(seal)
}
