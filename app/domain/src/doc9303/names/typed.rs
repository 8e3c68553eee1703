//! A typed name in components, each letter with its transliterations.

use super::difference::AllowedDifference;
use super::letters::{SHADDA, TEH_MARBUTA, is_arabic, is_mark, joined, transliterations};
use std::collections::BTreeSet;

/// A letter without a published transliteration. The traveller has to type the name as the passport
/// has it in Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no published transliteration of `{0}`")]
pub struct Untransliterable(pub char);

/// A typed letter with its transliterations, the preferred first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    Plain(char),
    Foreign(&'static [&'static str]),
    /// A letter of the Arabic script. It may stand twice in an MRZ whether or not a shadda was
    /// typed, since names are written with and without one (part 3, B.5.5.11).
    Arabic {
        ways: &'static [&'static str],
        /// A shadda was typed, so that we write the letter twice.
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

/// The second half of a doubled letter: its transliteration without the X that escapes it, as in
/// `FXDZDZXAH` (table C, note 3).
pub(super) fn unescaped(way: &str) -> &str {
    way.strip_prefix('X').unwrap_or(way)
}

/// Sets the transliteration of Allah at the end of a component: `ALLH`, by the standard's own
/// example also `ALLXH` (part 3, B.5.9); the shadda in it doubles nothing (B.5.5.11).
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

/// A component of a name: the letters between blanks, hyphens and commas.
pub(super) type Component = Vec<Letter>;

/// The characters of a typed name that are read; an MRZ holds 39.
const LONGEST: usize = 400;

/// The components of a typed name (part 3, 4.6), with the differences from the typed text that this
/// makes: apostrophes and other punctuation are omitted; hyphens, commas and blanks separate
/// components.
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
            // A vowel mark may stand between a letter and its shadda.
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
        } else if is_apostrophe(c) {
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

pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '＇' | '′')
}

pub(super) fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | ',' | '<')
}

/// The capitals of a name, with combining marks joined or omitted; and whether that changes the
/// spelling: a mark was omitted, or one letter became two (ß; part 3, table A).
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

/// A typed name as an MRZ has it, at full length: each letter in its preferred transliteration,
/// components separated by single fillers. `O'Connor` → `OCONNOR`, `Müller-Lüdenscheidt` →
/// `MUELLER<LUEDENSCHEIDT`.
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
