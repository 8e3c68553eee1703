//! The reference of an application, `KV-XXXX-XXXX`, which people read out and type. It is an
//! identifier, not a secret.
//!
//! It has eight symbols of Crockford's base 32: seven carry 35 bits, the last one is a check
//! symbol. The check is a weighted sum over the field of 32 elements, the weights being distinct
//! powers of its generator; so it detects any single wrong symbol and any swap of two symbols,
//! which a sum modulo 32 would not.

use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX: &str = "KV";

/// The reference of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference([u8; 8]);

/// The reason why a text is not a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// The text has more or fewer than eight symbols.
    #[error("a reference has eight letters and digits after KV")]
    Length,
    /// A character that is neither in the alphabet nor accepted for one that is.
    #[error("`{0}` does not occur in a reference")]
    Symbol(char),
    /// The check symbol is wrong.
    #[error("a letter or digit of the reference is wrong")]
    Check,
}

impl Reference {
    /// The reference of the lowest 35 bits of a random number.
    pub fn from_random(random: u64) -> Self {
        let mut symbols = [0u8; 8];
        for (position, symbol) in symbols.iter_mut().take(7).enumerate() {
            *symbol = ((random >> (5 * position)) & 31) as u8;
        }
        symbols[7] = check_symbol(symbols);
        Self(symbols)
    }
}

/// Multiplication in the field of 32 elements, modulo x⁵ + x² + 1.
const fn times(a: u8, b: u8) -> u8 {
    let (mut a, mut b, mut product) = (a, b, 0u8);
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

/// The check symbol, which makes the weighted sum zero. Its own weight is one, that of the seventh
/// symbol the generator.
fn check_symbol(symbols: [u8; 8]) -> u8 {
    let mut sum = 0;
    for &symbol in &symbols[..7] {
        sum = times(sum ^ symbol, 2);
    }
    sum
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        for (position, &symbol) in self.0.iter().enumerate() {
            if position % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(symbol & 31)]))?;
        }
        Ok(())
    }
}

/// Parses a typed reference. Lower case, blanks, dashes and a missing prefix are accepted, and O
/// for 0, I and L for 1.
impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let typed: Vec<char> = text
            .chars()
            .filter(|c| {
                !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '_' | '.')
            })
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let body = match typed.as_slice() {
            ['K', 'V', body @ ..] if body.len() == 8 => body,
            body => body,
        };
        if body.len() != 8 {
            return Err(ReferenceError::Length);
        }
        let mut symbols = [0u8; 8];
        for (symbol, &c) in symbols.iter_mut().zip(body) {
            let read = match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            *symbol = ALPHABET
                .iter()
                .position(|&known| char::from(known) == read)
                .and_then(|value| u8::try_from(value).ok())
                .ok_or(ReferenceError::Symbol(c))?;
        }
        if symbols[7] == check_symbol(symbols) {
            Ok(Self(symbols))
        } else {
            Err(ReferenceError::Check)
        }
    }
}

impl serde::Serialize for Reference {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Reference {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_forms_are_forgiven() {
        let reference = Reference::from_random(0x1_0000_0421);
        let text = reference.to_string();
        assert_eq!((text.len(), &text[..3], &text[7..8]), (12, "KV-", "-"));
        let bare = text.replace('-', "");
        for typed in [
            text.clone(),
            text.to_lowercase(),
            format!("  {} ", text.replace('-', " ")),
            bare.clone(),
            bare[2..].to_owned(),
            text.replace('-', "–"),
            text.replace('0', "o"),
            text.replace('1', "l"),
            text.replace('1', "I"),
        ] {
            assert_eq!(typed.parse(), Ok(reference), "{typed}");
        }
    }

    #[test]
    fn what_is_no_reference_says_why() {
        assert_eq!("KV-1234".parse::<Reference>(), Err(ReferenceError::Length));
        assert_eq!(
            "KV-123U-5678".parse::<Reference>(),
            Err(ReferenceError::Symbol('U'))
        );
        assert_eq!("".parse::<Reference>(), Err(ReferenceError::Length));
    }

    proptest! {
        #[test]
        fn every_single_wrong_symbol_and_every_swap_is_noticed(random: u64, position in 0usize..8, other in 0u8..32, swapped in 0usize..8) {
            let reference = Reference::from_random(random);
            prop_assert_eq!(reference.to_string().parse(), Ok(reference));
            let mut wrong = reference;
            wrong.0[position] = other;
            if wrong != reference {
                prop_assert_eq!(wrong.to_string().parse::<Reference>(), Err(ReferenceError::Check));
            }
            let mut exchanged = reference;
            exchanged.0.swap(position, swapped);
            if exchanged != reference {
                prop_assert_eq!(exchanged.to_string().parse::<Reference>(), Err(ReferenceError::Check));
            }
        }

        #[test]
        fn reading_never_panics(text: String) {
            let _ = text.parse::<Reference>();
        }
    }
}
