//! Codes of states, organisations and persons in an MRZ (Doc 9303-3, section 5): ISO 3166-1 alpha-3
//! and ICAO's own codes, with the names by which people know them, in English from CLDR 48.
//!
//! Codes are stored without fillers: Germany is `D`, written `D<<` in an MRZ. A further name of a
//! state is a row of `other_names`.

mod list;
mod other_names;

use list::{BESIDE_STATES, ISO_COUNT, NOT_IN_PASSPORTS, WITHOUT_HOMES};
use other_names::{LISTED, TYPED};
use serde::Serialize;

pub use list::ALL;

/// The specimen state of ICAO, for demonstrations.
pub const SPECIMEN: &str = "UTO";

/// What a state calls itself before its name.
const STYLES: &[&str] = &[
    "commonwealth of ",
    "federal democratic republic of ",
    "federal republic of ",
    "federative republic of ",
    "grand duchy of ",
    "independent state of ",
    "islamic republic of ",
    "kingdom of ",
    "peoples democratic republic of ",
    "peoples republic of ",
    "principality of ",
    "republic of ",
    "socialist republic of ",
    "state of ",
    "sultanate of ",
    "union of ",
];

/// A state, organisation or kind of person, as issuer or nationality of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Country {
    /// The code, one to three letters, without fillers.
    pub code: &'static str,
    /// The everyday name in English.
    pub name: &'static str,
}

/// The states and territories of ISO 3166-1.
pub fn states() -> &'static [Country] {
    &ALL[..ISO_COUNT]
}

/// Whose codes stand in passports as nationality: states, and those of section 5 that are none but
/// have travellers. Not the specimen state.
pub fn nationalities() -> impl Iterator<Item = &'static Country> {
    let own = ALL.iter().skip(ISO_COUNT);
    states()
        .iter()
        .filter(|state| !NOT_IN_PASSPORTS.contains(&state.code))
        .chain(own.filter(|known| BESIDE_STATES.contains(&known.code)))
}

/// Where people live: states, their territories, and Kosovo.
pub fn residences() -> impl Iterator<Item = &'static Country> {
    let kosovo = ALL.iter().filter(|known| known.code == "RKS");
    states()
        .iter()
        .filter(|state| !WITHOUT_HOMES.contains(&state.code))
        .chain(kosovo)
}

/// Other names by which people look for a state in a list, and the state.
pub fn also_listed() -> impl Iterator<Item = (&'static str, Country)> {
    LISTED
        .iter()
        .filter_map(|&(name, code)| Some((name, country(code)?)))
}

/// The state or organisation with this code; `None` where there is none. Case, fillers and blanks
/// around it are ignored. Germany is found by D, its code in travel documents, and by ISO's DEU.
pub fn country(code: &str) -> Option<Country> {
    let code = code.trim_matches(|c: char| c == '<' || c.is_whitespace());
    let wanted = match key(code)? {
        D => DEU,
        other => other,
    };
    // ISO's codes are in order once D is read as DEU.
    let iso = |known: &Country| match key(known.code) {
        Some(D) => Some(DEU),
        other => other,
    };
    states()
        .binary_search_by_key(&Some(wanted), iso)
        .ok()
        .and_then(|index| ALL.get(index))
        .or_else(|| {
            let mut own = ALL.iter().skip(ISO_COUNT);
            own.find(|known| key(known.code) == Some(wanted))
        })
        .copied()
}

/// The name of a code with the code, as far as it is known: `Sweden (SWE)`.
pub fn name_with_code(code: &str) -> String {
    country(code).map_or_else(|| code.to_owned(), Country::with_code)
}

/// The state or organisation that a person means: by its code, as [`country`], or by one of its
/// names, of which the beginning is enough where only one state's begins so.
pub fn named(text: &str) -> Option<Country> {
    country(text).or_else(|| {
        let wanted = spelled(text);
        by_whole_name(&wanted)
            .or_else(|| by_whole_name(STYLES.iter().find_map(|style| wanted.strip_prefix(style))?))
            .or_else(|| by_beginning(&wanted))
    })
}

/// Every name with its code. What is listed beside the states goes before the state of that name:
/// Hong Kong stands in no passport, but China does.
fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_listed = |known: &&Country| LISTED.iter().any(|(name, _)| *name == known.name);
    let own = ALL.iter().filter(move |known| !is_listed(known));
    let others = LISTED.iter().chain(TYPED).copied();
    others.chain(own.map(|known| (known.name, known.code)))
}

fn by_whole_name(wanted: &str) -> Option<Country> {
    names()
        .find(|(name, _)| spelled(name) == wanted)
        .and_then(|(_, code)| country(code))
}

fn by_beginning(wanted: &str) -> Option<Country> {
    let mut found = names().filter(|(name, _)| spelled(name).starts_with(wanted));
    let (_, first) = found.next().filter(|_| wanted.len() > 3)?;
    found
        .all(|(_, code)| code == first)
        .then(|| country(first))
        .flatten()
}

/// A name as it is compared and sorted: small letters without accents, and without the words and
/// signs that people leave out or write in two ways.
pub fn spelled(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => plain.push('a'),
            'ç' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => plain.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => plain.push('u'),
            '.' | '\'' | '’' | '\u{307}' => {}
            other if other.is_alphanumeric() => plain.push(other),
            _ => plain.push(' '),
        }
    }
    let words: Vec<_> = plain
        .split_whitespace()
        .filter(|word| !matches!(*word, "and" | "the"))
        .map(|word| if word == "saint" { "st" } else { word })
        .collect();
    words.join(" ")
}

/// A code of one or three letters, of either case, as a number: quicker to compare than a text, and
/// for three letters in the same order.
const fn key(code: &str) -> Option<u32> {
    match *code.as_bytes() {
        [a] => Some(number([0, 0, a])),
        [a, b, c] => Some(number([a, b, c])),
        _ => None,
    }
}

const fn number(mut letters: [u8; 3]) -> u32 {
    letters.make_ascii_uppercase();
    let [a, b, c] = letters;
    u32::from_be_bytes([0, a, b, c])
}

/// Germany's code in travel documents, and its code in ISO 3166-1.
const D: u32 = number(*b"\0\0D");
const DEU: u32 = number(*b"DEU");

impl Country {
    /// The name with the code, for those who compare it with a passport: `Sweden (SWE)`.
    pub fn with_code(self) -> String {
        format!("{} ({})", self.name, self.code)
    }

    /// The code as it fills three positions of an MRZ: `D<<`, `UTO`.
    pub fn mrz_code(self) -> String {
        format!("{:<<3}", self.code)
    }
}

#[cfg(test)]
mod tests;
