//! Reading and writing the field for names of an MRZ, with truncation (part 4, 4.2.3).

use super::typed::{Untransliterable, transliterate};
use serde::{Deserialize, Serialize};

/// The primary and secondary identifier of an MRZ: components of A–Z, separated by single blanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MrzNames {
    /// The primary identifier; also the single name of a person who has one.
    pub surname: String,
    /// The secondary identifier; empty where there is none.
    pub given_names: String,
    /// Whether the last position of the field holds a letter, so that the names may be truncated.
    pub may_be_truncated: bool,
}

impl MrzNames {
    /// Reads the field for names of an MRZ.
    pub fn read(field: &str) -> Self {
        let (primary, secondary) = field.split_once("<<").unwrap_or((field, ""));
        let components = |text: &str| {
            let mut joined = String::with_capacity(text.len());
            for component in text.split('<').filter(|component| !component.is_empty()) {
                if !joined.is_empty() {
                    joined.push(' ');
                }
                joined.push_str(component);
            }
            joined
        };
        Self {
            surname: components(primary),
            given_names: components(secondary),
            may_be_truncated: !field.is_empty() && !field.ends_with('<'),
        }
    }

    /// Transliterates typed names (part 3, section 6), at full length.
    ///
    /// # Errors
    /// A letter has no published transliteration.
    pub fn of(surname: &str, given_names: &str) -> Result<Self, Untransliterable> {
        let surname = transliterate(surname)?.replace('<', " ");
        let given_names = transliterate(given_names)?.replace('<', " ");
        let names = if surname.is_empty() {
            (given_names, surname)
        } else {
            (surname, given_names)
        };
        Ok(Self {
            surname: names.0,
            given_names: names.1,
            may_be_truncated: false,
        })
    }

    /// The field for names, of `width` positions, truncated as [`mrz_name`] says.
    pub fn field(&self, width: usize) -> String {
        let components = |text: &str| -> Vec<String> {
            text.split([' ', '<'])
                .filter(|component| !component.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let (mut primary, mut secondary) =
            (components(&self.surname), components(&self.given_names));
        if primary.is_empty() {
            primary = std::mem::take(&mut secondary);
        }
        let field = truncated(&primary, &secondary, width);
        let missing = width.saturating_sub(field.chars().count());
        format!("{field}{}", "<".repeat(missing))
    }
}

/// The field for names of an MRZ, of `width` positions (39 in TD3 and MRV-A, 31 in TD2 and MRV-B,
/// 30 in TD1), from typed names.
///
/// Part 4, 4.2.3 permits several ways of truncation. Ours shortens the primary identifier at its
/// end only until two fillers and one letter of the secondary identifier fit, and the secondary
/// identifier at its end. A truncated field ends in a letter, unless the name is nothing but single
/// letters.
///
/// # Errors
/// A letter has no published transliteration.
pub fn mrz_name(
    surname: &str,
    given_names: &str,
    width: usize,
) -> Result<String, Untransliterable> {
    Ok(MrzNames::of(surname, given_names)?.field(width))
}

fn truncated(primary: &[String], secondary: &[String], width: usize) -> String {
    let whole = if secondary.is_empty() {
        primary.join("<")
    } else {
        format!("{}<<{}", primary.join("<"), secondary.join("<"))
    };
    if whole.len() <= width {
        return whole;
    }
    if secondary.is_empty() {
        return fit(primary, width);
    }
    // Two fillers and a letter of the secondary identifier always fit. Where the field would end in
    // a filler all the same, the primary identifier gives up another letter.
    let longest = primary.join("<").len().min(width.saturating_sub(3));
    let tries = (1..=longest).rev().map(|length| {
        let primary = fit(primary, length);
        let left = width.saturating_sub(primary.len() + 2);
        format!("{primary}<<{}", fit(secondary, left))
    });
    let mut best = String::new();
    for field in tries {
        if field.len() == width && !field.ends_with('<') {
            return field;
        }
        if best.is_empty() {
            best = field;
        }
    }
    best
}

/// Components joined by fillers, truncated at the end to exactly `width` where they are longer.
/// Where the last position would be a filler, the longest component gives up one letter, so that
/// the field ends in a letter.
fn fit(components: &[String], width: usize) -> String {
    let joined = components.join("<");
    if joined.len() <= width {
        return joined;
    }
    let mut text: String = joined.chars().take(width).collect();
    if text.ends_with('<') {
        let mut kept: Vec<String> = text
            .trim_end_matches('<')
            .split('<')
            .map(str::to_owned)
            .collect();
        let next = components.get(kept.len()).and_then(|c| c.chars().next());
        let longest = kept.iter_mut().max_by_key(|component| component.len());
        match (longest.filter(|component| component.len() > 1), next) {
            (Some(longest), Some(next)) => {
                longest.pop();
                text = format!("{}<{next}", kept.join("<"));
            }
            _ => text = kept.join("<"),
        }
    }
    text
}
