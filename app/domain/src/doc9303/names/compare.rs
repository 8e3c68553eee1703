//! A typed name against that of an MRZ: same, differs as the standard allows, or different.

use super::difference::AllowedDifference;
use super::mrz_names::MrzNames;
use super::typed::{Component, Letter, components, unescaped};
use crate::text_enum::text_enum;
use serde::Serialize;
use std::collections::BTreeSet;

text_enum! {
    /// Which of the two identifiers of an MRZ.
    NamePart {
        /// The primary identifier.
        Surname = "surname",
        /// The secondary identifier.
        GivenNames = "given_names",
    }
}

/// How a typed name stands to that of an MRZ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum Comparison {
    /// Letter by letter, but for capitals and blanks.
    Same,
    /// In each of these ways.
    Allowed {
        /// At least one, in the order of the type.
        which: Vec<AllowedDifference>,
    },
    /// In this part, from its so-manieth component on, counted from 0.
    Different {
        /// Surname or given names.
        part: NamePart,
        /// From 0, as typed.
        component: usize,
    },
}

impl Comparison {
    /// Whether the names may be those of one document.
    pub const fn matches(&self) -> bool {
        !matches!(self, Self::Different { .. })
    }
}

/// Compares a typed name with the names of an MRZ.
pub fn compare(typed_surname: &str, typed_given: &str, mrz: &MrzNames) -> Comparison {
    let different = |part| Comparison::Different { part, component: 0 };
    let (Ok((surname, in_surname)), given) = (components(typed_surname), components(typed_given))
    else {
        return different(NamePart::Surname);
    };
    let Ok((given, in_given)) = given else {
        return different(NamePart::GivenNames);
    };
    let mut titled = false;
    let as_typed = match_both(&surname, &given, mrz).or_else(|different| {
        let (bare_surname, of_surname) = titles_apart(&surname);
        let (bare_given, of_given) = titles_apart(&given);
        if of_surname.is_empty() && of_given.is_empty() {
            return Err(different);
        }
        titled = true;
        // Left out; or, where one is legally part of the name, in the secondary identifier.
        let moved = [given.as_slice(), &of_surname].concat();
        let behind = [bare_given.as_slice(), &of_given, &of_surname].concat();
        match_both(&bare_surname, &bare_given, mrz)
            .or_else(|_| match_both(&bare_surname, &moved, mrz))
            .or_else(|_| match_both(&bare_surname, &behind, mrz))
            .map_err(|_| different)
    });
    let (outcome, single) = match as_typed {
        // A single name may have been typed as given name only.
        Err(_) if surname.is_empty() && mrz.given_names.is_empty() => {
            (match_both(&given, &surname, mrz), true)
        }
        // Or the MRZ has it in the secondary identifier, as some states write it.
        Err(_) if given.is_empty() && mrz.surname.is_empty() => (
            match_both(&given, &surname, mrz).map_err(|(_, at)| (NamePart::Surname, at)),
            true,
        ),
        other => (other, false),
    };
    match outcome {
        Err((part, component)) => Comparison::Different {
            part: if single && surname.is_empty() {
                NamePart::GivenNames
            } else {
                part
            },
            component,
        },
        Ok(truncated) => {
            let mut which: BTreeSet<AllowedDifference> = &in_surname | &in_given;
            if truncated {
                which.insert(AllowedDifference::Truncation);
            }
            if single {
                which.insert(AllowedDifference::SingleName);
            }
            if titled {
                which.insert(AllowedDifference::Title);
            }
            if which.is_empty() {
                Comparison::Same
            } else {
                Comparison::Allowed {
                    which: which.into_iter().collect(),
                }
            }
        }
    }
}

/// Prefixes and suffixes: those that part 3, 4.6 names, and a few as common.
const TITLES: &[&str] = &[
    "MR", "MRS", "MS", "DR", "PROF", "SIR", "DAME", "JR", "SR", "II", "III", "IV",
];

/// The components that are names, and those that are titles.
fn titles_apart(components: &[Component]) -> (Vec<Component>, Vec<Component>) {
    let is_title = |component: &Component| {
        let mut word = String::new();
        for letter in component {
            letter.preferred(&mut word);
        }
        TITLES.contains(&word.as_str())
    };
    let (titles, names) = components.iter().cloned().partition(is_title);
    (names, titles)
}

/// Whether both parts match; `Ok(true)` when something was cut.
fn match_both(
    surname: &[Component],
    given: &[Component],
    mrz: &MrzNames,
) -> Result<bool, (NamePart, usize)> {
    let may_cut = mrz.may_be_truncated;
    let mrz_given: Vec<&str> = mrz.given_names.split_whitespace().collect();
    let mrz_surname: Vec<&str> = mrz.surname.split_whitespace().collect();
    let surname_cut = match_part(surname, &mrz_surname, may_cut)
        .map_err(|component| (NamePart::Surname, component))?;
    let given_cut = match_part(given, &mrz_given, may_cut)
        .map_err(|component| (NamePart::GivenNames, component))?;
    Ok(surname_cut || given_cut)
}

/// Each component of the MRZ is the typed one, or where the field may have been cut, its
/// beginning; components at the end may then have been dropped whole, but never the first. `Err` holds the first component
/// that does not match.
fn match_part(typed: &[Component], mrz: &[&str], may_cut: bool) -> Result<bool, usize> {
    let mut cut = false;
    let mut mrz = mrz.iter();
    let mut count = 0;
    for (position, component) in typed.iter().enumerate() {
        count = position + 1;
        match mrz.next() {
            Some(word) => match match_component(component, word) {
                Match::Whole => {}
                Match::Beginning if may_cut => cut = true,
                _ => return Err(position),
            },
            None if may_cut && position > 0 => cut = true,
            None => return Err(position),
        }
    }
    if mrz.next().is_some() {
        return Err(count);
    }
    Ok(cut)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Whole,
    /// The MRZ has only the beginning.
    Beginning,
    Not,
}

/// Follows all ways of writing the typed letters at once.
fn match_component(typed: &Component, word: &str) -> Match {
    // The widest field has 39 positions.
    if word.len() >= 64 {
        return Match::Not;
    }
    let mut reading = Reading {
        word: word.as_bytes(),
        ends_within: false,
    };
    let mut reached = 1;
    for letter in typed {
        reached = match letter {
            Letter::Plain(c) => reading.after(reached, &[c.encode_utf8(&mut [0; 4])]),
            Letter::Foreign(ways) => reading.after(reached, ways),
            Letter::Arabic { ways, .. } => {
                let once = reading.after(reached, ways);
                // The standard doubles without the X, its sample program with it (B.7.1).
                once | reading.after(once, ways)
                    | ways.iter().fold(0, |twice, way| {
                        twice | reading.after(once, &[unescaped(way)])
                    })
            }
        };
        if reached == 0 {
            break;
        }
    }
    if reached & (1 << word.len()) != 0 {
        Match::Whole
    } else if reading.ends_within {
        Match::Beginning
    } else {
        Match::Not
    }
}

/// A word of the MRZ while it is compared. Bit n of what was reached says that its first n letters
/// are accounted for.
struct Reading<'a> {
    word: &'a [u8],
    /// The word ended within the transliteration of a letter, or before one.
    ends_within: bool,
}

impl Reading<'_> {
    /// What is reached by one of these ways of writing a letter.
    fn after(&mut self, reached: u64, ways: &[&str]) -> u64 {
        let mut next = 0;
        let mut left = reached;
        while left != 0 {
            let start = left.trailing_zeros();
            left &= left - 1;
            let rest = self.word.get(start as usize..).unwrap_or_default();
            for way in ways.iter().map(|way| way.as_bytes()) {
                if rest.starts_with(way) {
                    next |= 1 << (start as usize + way.len());
                } else if way.starts_with(rest) {
                    self.ends_within = true;
                }
            }
        }
        next
    }
}
