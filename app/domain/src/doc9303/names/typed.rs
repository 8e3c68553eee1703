//! A typed name taken apart: components, and for each letter the ways in which it may be written.

use super::difference::AllowedDifference;
use super::letters::{SHADDA, TEH_MARBUTA, is_arabic, is_mark, joined, transliterations};
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
    /// Of the Arabic script. It may stand twice in an MRZ whether or not a shadda was typed, since
    /// names are written with it and without (part 3, B.5.5.11).
    Arabic {
        ways: &'static [&'static str],
        /// A shadda was typed: we write the letter twice.
        doubled: bool,
    },
}

impl Letter {
    pub(super) fn preferred(self, text: &mut String) {
        let first = |ways: &'static [&'static str]| ways.first().copied().unwrap_or_default();
        match self {
            Self::Plain(c) => text.push(c),
            Self::Foreign(ways) => text.push_str(first(ways)),
            Self::Arabic { ways, doubled } => {
                text.push_str(first(ways));
                if doubled {
                    text.push_str(unescaped(first(ways)));
                }
            }
        }
    }

    fn is_written(self) -> bool {
        !matches!(self, Self::Foreign([""]) | Self::Arabic { ways: [""], .. })
    }
}

/// What follows when a letter is doubled: its way of writing without the X that escapes it, as in
/// `FXDZDZXAH` (table C, note 3).
pub(super) fn unescaped(way: &str) -> &str {
    way.strip_prefix('X').unwrap_or(way)
}

/// God's name at the end of a component is written `ALLH`, by the standard's own example `ALLXH` too
/// (part 3, B.5.9); the shadda in it doubles nothing (B.5.5.11).
fn settle_allah(component: &mut [Letter]) {
    let mut written = component
        .iter_mut()
        .rev()
        .filter(|letter| letter.is_written());
    let last = [
        written.next(),
        written.next(),
        written.next(),
        written.next(),
    ];
    if let [
        Some(Letter::Arabic {
            ways: heh @ ["H"], ..
        }),
        Some(Letter::Arabic {
            ways: ["L"],
            doubled,
        }),
        Some(Letter::Arabic { ways: ["L"], .. }),
        Some(Letter::Arabic { ways: ["A"], .. }),
    ] = last
    {
        *heh = &["H", "XH"];
        *doubled = false;
    }
}

/// One component of a name: what stands between blanks and hyphens.
pub(super) type Component = Vec<Letter>;

/// Typed names longer than this are not looked at further; an MRZ holds 39 letters.
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
            // A vowel mark may stand between the letter and its shadda.
            let before = current.iter_mut().rfind(|letter| letter.is_written());
            if let Some(Letter::Arabic { doubled, .. }) = before {
                *doubled = true;
            }
        } else if c == TEH_MARBUTA && ends_component(letters.get(position + 1)) {
            differences.insert(AllowedDifference::Transliteration);
            current.push(Letter::Arabic {
                ways: &["XAH", "XTA"],
                doubled: false,
            });
        } else if let Some(ways) = transliterations(c) {
            differences.insert(AllowedDifference::Transliteration);
            current.push(if is_arabic(c) {
                Letter::Arabic {
                    ways,
                    doubled: false,
                }
            } else {
                Letter::Foreign(ways)
            });
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
    for component in &mut components {
        settle_allah(component);
    }
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

/// A name in the MRZ's alphabet, components separated by single fillers, each letter in its
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
