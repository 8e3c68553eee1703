//! Names in Latin letters, as the visual inspection zone has them beside those of the national
//! script (part 3, section 3). A visa is issued to them and to no transliteration of ours, which may
//! be another than the passport's.

use super::letters::{is_latin, transliterations};
use super::typed::{components, is_apostrophe, separates};

/// Marks that stand on one letter at most; Vietnamese has two.
const MOST_MARKS: usize = 2;

/// The reason why a typed name is not the one of a visual inspection zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotLatin {
    /// A letter of another script.
    #[error("`{0}` is no Latin letter")]
    Script(char),
    /// A sign that no name has: a digit, a symbol, an invisible character.
    #[error("`{0}` cannot stand in a name")]
    Sign(char),
    /// Signs, and no letter.
    #[error("a name has letters")]
    NoLetter,
}

/// Checks that a typed name is written as passports write names: in Latin letters of table A, with
/// blanks, hyphens, apostrophes, and the few signs that names are printed with (`.`, `,`, `/`, `@`,
/// `()`, `·`, `<`). An empty name passes, since a person may have only one of the two.
///
/// # Errors
/// What stands in the way first.
pub fn check_latin(name: &str) -> Result<(), NotLatin> {
    let mut marks = 0;
    for c in name.chars() {
        check_character(c)?;
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            return Err(NotLatin::Sign(c));
        }
    }
    match components(name) {
        Ok((components, _)) if components.is_empty() && !name.trim().is_empty() => {
            Err(NotLatin::NoLetter)
        }
        Ok(_) => Ok(()),
        Err(letter) => Err(NotLatin::Sign(letter.0)),
    }
}

/// Every sign of a typed name that no name has, each once, in their order.
pub fn signs_of_no_name(name: &str) -> Vec<char> {
    let mut signs = Vec::new();
    for c in name.chars() {
        if matches!(check_character(c), Err(NotLatin::Sign(_))) && !signs.contains(&c) {
            signs.push(c);
        }
    }
    signs
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn check_character(c: char) -> Result<(), NotLatin> {
    let is_written = |capital: char| {
        capital.is_ascii_uppercase()
            || is_mark(capital)
            || is_apostrophe(capital)
            || (is_latin(capital) && transliterations(capital).is_some())
    };
    if (separates(c) && !c.is_control())
        || is_apostrophe(c)
        || matches!(c, '.' | '/' | '@' | '(' | ')' | '·')
        || c.to_uppercase().all(is_written)
    {
        Ok(())
    } else if c.is_alphabetic() && !is_latin(c) {
        Err(NotLatin::Script(c))
    } else {
        Err(NotLatin::Sign(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_passports_print_them_pass() {
        for name in [
            "",
            "Eriksson",
            "Anaïs Marie-Lou",
            "O'Brien-Désirée",
            "O’Neill",
            "Nguyễn Thị Ánh",
            "Ahmad @ Ali",
            "Raj A/L Kumar",
            "St. John, Jr.",
            "Gal·la",
            "van<der<Berg",
            "Weiß",
            "Andre\u{301}",
            "İnci ışık",
        ] {
            assert_eq!(check_latin(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn each_sign_of_no_name_is_told_once() {
        assert_eq!(signs_of_no_name("An$a €1 $"), ['$', '€', '1']);
        assert_eq!(signs_of_no_name("Anna-Maria O'Neill Иван"), []);
    }

    #[test]
    fn other_scripts_and_signs_do_not() {
        for (name, why) in [
            ("محمد", NotLatin::Script('م')),
            ("Иванов", NotLatin::Script('И')),
            // A Cyrillic letter that looks like a Latin one.
            ("Аnna", NotLatin::Script('А')),
            ("សុខា", NotLatin::Script('ស')),
            ("王", NotLatin::Script('王')),
            ("Anna 9", NotLatin::Sign('9')),
            ("Anna\u{202E}", NotLatin::Sign('\u{202E}')),
            ("An\u{AD}na", NotLatin::Sign('\u{AD}')),
            ("Anna\0", NotLatin::Sign('\0')),
            ("Anna 🙂", NotLatin::Sign('🙂')),
            ("\u{E000}", NotLatin::Sign('\u{E000}')),
            ("</title>", NotLatin::Sign('>')),
            ("a\u{301}\u{301}\u{301}", NotLatin::Sign('\u{301}')),
            ("-", NotLatin::NoLetter),
            (".", NotLatin::NoLetter),
            ("' , -", NotLatin::NoLetter),
        ] {
            assert_eq!(check_latin(name), Err(why), "{name}");
        }
    }
}
