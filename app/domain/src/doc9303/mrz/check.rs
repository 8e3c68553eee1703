//! Check digits (part 3, 4.9): weights 7-3-1 repeating, modulo 10; A = 10 … Z = 35, `<` = 0.

use super::layout::Field;
use serde::Serialize;

/// A check digit of an MRZ and whether it is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The field that it covers; [`Field::Composite`] for the one over several fields.
    pub field: Field,
    /// The character in the MRZ.
    pub found: char,
    /// The check digit by the rule.
    pub expected: char,
    /// Whether the character in the MRZ is right: the check digit by the rule, or a filler where
    /// the standard allows one.
    pub ok: bool,
}

/// The check digit of a text of A–Z, 0–9 and `<`; `None` where another character occurs.
pub fn check_digit(text: &str) -> Option<char> {
    check_digit_of(&[text])
}

/// The check digit over several stretches, one after the other.
pub(super) fn check_digit_of(parts: &[&str]) -> Option<char> {
    let (mut sum, mut weight) = (0u64, 7);
    for part in parts {
        for c in part.bytes() {
            let value = match c {
                b'0'..=b'9' => c - b'0',
                b'A'..=b'Z' => c - b'A' + 10,
                b'<' => 0,
                _ => return None,
            };
            sum += u64::from(value) * weight;
            weight = match weight {
                7 => 3,
                3 => 1,
                _ => 7,
            };
        }
    }
    char::from_digit(u32::try_from(sum % 10).ok()?, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_part_3() {
        assert_eq!(check_digit("520727"), Some('3'));
        assert_eq!(check_digit("AB2134<<<"), Some('5'));
        assert_eq!(check_digit(""), Some('0'));
        assert_eq!(check_digit("AB-1"), None);
        assert_eq!(check_digit("ab1"), None);
    }
}
