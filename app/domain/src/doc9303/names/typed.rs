//! A typed name taken apart: components, and for each letter the ways in which it may be written.

use super::compare::AllowedDifference;
use super::letters::{SHADDA, TEH_MARBUTA, is_mark, joined, transliterations};
use std::collections::BTreeSet;

/// A letter for which the standard publishes no transliteration. The traveller has to type the name
/// as the passport writes it in Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no published transliteration of `{0}`")]
pub struct Untransliterable(pub char);

/// The ways to write one letter, the preferred first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    Plain(char),
    Foreign(&'static [&'static str]),
    /// What the shadda repeats: the letter's way of writing without the X that escapes it, as in
    /// `FXDZDZXAH` (table C, note 3).
    Repeated(&'static [&'static str]),
}

impl Letter {
    pub(super) fn preferred(self, text: &mut String) {
        match self {
            Self::Plain(c) => text.push(c),
            Self::Foreign(ways) => text.push_str(ways.first().copied().unwrap_or_default()),
            Self::Repeated(ways) => text.push_str(ways.first().map_or("", |way| unescaped(way))),
        }
    }

    fn is_written(self) -> bool {
        !matches!(self, Self::Foreign([""]) | Self::Repeated([""]))
    }

    fn repeated(self) -> Self {
        match self {
            Self::Foreign(ways) => Self::Repeated(ways),
            other => other,
        }
    }
}

/// A way of writing an Arabic letter without the X that escapes it.
pub(super) fn unescaped(way: &str) -> &str {
    way.strip_prefix('X').unwrap_or(way)
}

/// One component of a name: what stands between blanks and hyphens.
pub(super) type Component = Vec<Letter>;

/// Typed names longer than this are not looked at further; a zone holds 39 letters.
const LONGEST: usize = 400;

/// Takes a typed name apart (part 3, 4.6): apostrophes and other punctuation are omitted, hyphens,
/// commas and blanks separate components. What was so treated is told beside them.
pub(super) fn components(
    name: &str,
) -> Result<(Vec<Component>, BTreeSet<AllowedDifference>), Untransliterable> {
    let mut differences = BTreeSet::new();
    let mut components: Vec<Component> = Vec::new();
    let mut current: Component = Vec::new();
    let (letters, respelled) = capitals(name);
    if respelled {
        differences.insert(AllowedDifference::Transliteration);
    }
    for (position, &c) in letters.iter().enumerate() {
        let ends_component = |next: Option<&char>| next.is_none_or(|c| separates(*c));
        if separates(c) {
            match c {
                ',' => {
                    differences.insert(AllowedDifference::Punctuation);
                }
                c if c.is_whitespace() || c == '<' => {}
                _ => {
                    differences.insert(AllowedDifference::Hyphen);
                }
            }
            if !current.is_empty() {
                components.push(std::mem::take(&mut current));
            }
        } else if c.is_ascii_uppercase() {
            current.push(Letter::Plain(c));
        } else if c == SHADDA {
            current.extend(current.last().map(|letter| letter.repeated()));
        } else if c == TEH_MARBUTA && ends_component(letters.get(position + 1)) {
            differences.insert(AllowedDifference::Transliteration);
            current.push(Letter::Foreign(&["XAH", "XTA"]));
        } else if let Some(ways) = transliterations(c) {
            differences.insert(AllowedDifference::Transliteration);
            current.push(Letter::Foreign(ways));
        } else if matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '＇' | '′') {
            differences.insert(AllowedDifference::Apostrophe);
        } else if c.is_alphanumeric() {
            return Err(Untransliterable(c));
        } else {
            differences.insert(AllowedDifference::Punctuation);
        }
    }
    if !current.is_empty() {
        components.push(current);
    }
    components.retain(|component| component.iter().any(|letter| letter.is_written()));
    Ok((components, differences))
}

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | ',' | '<')
}

/// Capital letters with combining marks joined or dropped; whether a letter is spelled otherwise for
/// it: a mark was dropped, or one letter became two (ß, part 3, table A).
fn capitals(name: &str) -> (Vec<char>, bool) {
    let mut letters: Vec<char> = Vec::new();
    let mut respelled = false;
    for small in name.chars().take(LONGEST) {
        let upper = small.to_uppercase();
        respelled |= upper.len() > 1;
        for c in upper {
            if !is_mark(c) {
                letters.push(c);
            } else if let Some(both) = letters.last().and_then(|&base| joined(base, c)) {
                letters.pop();
                letters.push(both);
            } else {
                respelled = true;
            }
        }
    }
    (letters, respelled)
}

/// A name in the zone's alphabet, components separated by single fillers, each letter in its
/// preferred transliteration: `O'Connor` → `OCONNOR`, `Müller-Lüdenscheidt` → `MUELLER<LUEDENSCHEIDT`.
///
/// # Errors
/// A letter has no published transliteration.
pub fn transliterate(name: &str) -> Result<String, Untransliterable> {
    let (components, _) = components(name)?;
    let written: Vec<String> = components
        .iter()
        .map(|component| {
            let mut text = String::new();
            for letter in component {
                letter.preferred(&mut text);
            }
            text
        })
        .collect();
    Ok(written.join("<"))
}
