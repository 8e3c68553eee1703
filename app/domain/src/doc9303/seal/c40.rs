//! The C40 encoding of text, three characters in two bytes (part 13, 2.6). The filler `<` is
//! encoded as a blank.

use super::SealError;

/// The byte before a single last character, which follows as its ASCII code plus one.
const UNLATCH: u8 = 0xFE;

fn value(c: char) -> Option<u16> {
    match c {
        ' ' | '<' => Some(3),
        '0'..='9' => Some(u16::try_from(u32::from(c) - u32::from('0')).ok()? + 4),
        'A'..='Z' => Some(u16::try_from(u32::from(c) - u32::from('A')).ok()? + 14),
        _ => None,
    }
}

fn character(value: u16) -> Option<char> {
    let value = u8::try_from(value).ok()?;
    match value {
        3 => Some(' '),
        4..=13 => Some(char::from(b'0' + value - 4)),
        14..=39 => Some(char::from(b'A' + value - 14)),
        _ => None,
    }
}

/// The number of bytes for a text of so many characters.
pub const fn encoded_length(characters: usize) -> usize {
    characters.div_ceil(3) * 2
}

/// Encodes a text of capitals, digits, blanks and fillers.
///
/// # Errors
/// Another character occurs.
pub fn encode(text: &str) -> Result<Vec<u8>, SealError> {
    let values = text
        .chars()
        .map(value)
        .collect::<Option<Vec<u16>>>()
        .ok_or(SealError::C40)?;
    let mut bytes = Vec::with_capacity(encoded_length(values.len()));
    for triple in values.chunks(3) {
        let (a, b, c) = match *triple {
            [a, b, c] => (a, b, c),
            // Two characters are completed with Shift 1, whose value is 0.
            [a, b] => (a, b, 0),
            _ => {
                let last = text
                    .chars()
                    .next_back()
                    .map_or(' ', |c| if c == '<' { ' ' } else { c });
                bytes.push(UNLATCH);
                bytes.push(u8::try_from(u32::from(last)).map_err(|_| SealError::C40)? + 1);
                break;
            }
        };
        bytes.extend((1600 * a + 40 * b + c + 1).to_be_bytes());
    }
    Ok(bytes)
}

/// Decodes a text. Blanks stay blanks, since the encoding does not distinguish them from fillers.
///
/// # Errors
/// The bytes are not C40.
pub fn decode(bytes: &[u8]) -> Result<String, SealError> {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut pairs = bytes.chunks(2).peekable();
    while let Some(pair) = pairs.next() {
        let &[first, second] = pair else {
            return Err(SealError::C40);
        };
        let is_last = pairs.peek().is_none();
        if first == UNLATCH && is_last {
            let c = char::from(second.checked_sub(1).ok_or(SealError::C40)?);
            if c == '<' || value(c).is_none() {
                return Err(SealError::C40);
            }
            text.push(c);
            break;
        }
        let number = u16::from_be_bytes([first, second]);
        let number = number.checked_sub(1).ok_or(SealError::C40)?;
        let (a, b, c) = (number / 1600, number / 40 % 40, number % 40);
        text.push(character(a).ok_or(SealError::C40)?);
        text.push(character(b).ok_or(SealError::C40)?);
        match character(c) {
            Some(c) => text.push(c),
            None if c == 0 && is_last => {}
            None => return Err(SealError::C40),
        }
    }
    Ok(text)
}
