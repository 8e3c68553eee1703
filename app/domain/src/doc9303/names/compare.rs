//! A typed name compared with the name in an MRZ: the same, different as the standard allows, or
//! different.

use super::difference::AllowedDifference;
use super::mrz_names::MrzNames;
use super::typed::{Component, Letter, components, unescaped};
use crate::text_enum::text_enum;
use serde::Serialize;
use std::collections::BTreeSet;

text_enum! {
    /// One of the two identifiers of an MRZ.
    NamePart {
        /// The primary identifier.
        Surname = "surname",
        /// The secondary identifier.
        GivenNames = "given_names",
    }
}

/// The result of comparing a typed name with the name in an MRZ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum Comparison {
    /// The same letter by letter, but for letter case and blanks.
    Same,
    /// Different only as Doc 9303 allows.
    Allowed {
        /// The differences, at least one, in the order of the enumeration.
        which: Vec<AllowedDifference>,
    },
    /// Different otherwise, so that it may be another person's name.
    Different {
        /// The identifier in which the names differ.
        part: NamePart,
        /// The index, from 0, of the first typed component that differs.
        component: usize,
        /// The same of the given names, where they differ beside the surname.
        #[serde(skip_serializing_if = "Option::is_none")]
        in_given_too: Option<usize>,
    },
}

impl Comparison {
    /// Whether the two may be the names of the same document.
    pub const fn matches(&self) -> bool {
        !matches!(self, Self::Different { .. })
    }
}

/// Compares a typed name with the names of an MRZ (part 3, 4.6 and section 6). A letter without a
/// published transliteration makes them different.
pub fn compare(typed_surname: &str, typed_given: &str, mrz: &MrzNames) -> Comparison {
    let different = |part| Comparison::Different {
        part,
        component: 0,
        in_given_too: None,
    };
    let (Ok((surname, in_surname)), given) = (components(typed_surname), components(typed_given))
    else {
        return different(NamePart::Surname);
    };
    let Ok((given, in_given)) = given else {
        return different(NamePart::GivenNames);
    };
    let mut titled = false;
    let as_typed = match_both(&surname, &given, mrz).or_else(|different| {
        let (bare_surname, of_surname) = without_titles(&surname);
        let (bare_given, of_given) = without_titles(&given);
        if of_surname.is_empty() && of_given.is_empty() {
            return Err(different);
        }
        titled = true;
        // Titles are omitted; one that is legally part of the name stands in the secondary
        // identifier.
        let moved = [given.as_slice(), &of_surname].concat();
        let behind = [bare_given.as_slice(), &of_given, &of_surname].concat();
        match_both(&bare_surname, &bare_given, mrz)
            .or_else(|_| match_both(&bare_surname, &moved, mrz))
            .or_else(|_| match_both(&bare_surname, &behind, mrz))
            .map_err(|_| different)
    });
    let (outcome, single) = match as_typed {
        // A single name may have been typed as a given name.
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
            in_given_too: if part == NamePart::Surname && !single {
                match_given(&given, mrz).err()
            } else {
                None
            },
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

/// Titles: the prefixes and suffixes that part 3, 4.6 names, and a few more that are common.
const TITLES: &[&str] = &[
    "MR", "MRS", "MS", "DR", "PROF", "SIR", "DAME", "JR", "SR", "II", "III", "IV",
];

/// The components of a name, without titles; and the titles.
fn without_titles(components: &[Component]) -> (Vec<Component>, Vec<Component>) {
    let is_title = |component: &Component| {
        let mut text = String::new();
        for letter in component {
            letter.preferred(&mut text);
        }
        TITLES.contains(&text.as_str())
    };
    let (titles, names) = components.iter().cloned().partition(is_title);
    (names, titles)
}

/// Whether both identifiers match; `Ok(true)` when one is truncated in the MRZ. `Err` has the first
/// typed component that does not match.
fn match_both(
    surname: &[Component],
    given: &[Component],
    mrz: &MrzNames,
) -> Result<bool, (NamePart, usize)> {
    let may_be_truncated = mrz.may_be_truncated;
    let mrz_surname: Vec<&str> = mrz.surname.split_whitespace().collect();
    let surname_truncated = match_part(surname, &mrz_surname, may_be_truncated)
        .map_err(|component| (NamePart::Surname, component))?;
    let given_truncated =
        match_given(given, mrz).map_err(|component| (NamePart::GivenNames, component))?;
    Ok(surname_truncated || given_truncated)
}

/// As [`match_part`], of the secondary identifier.
fn match_given(given: &[Component], mrz: &MrzNames) -> Result<bool, usize> {
    let in_mrz: Vec<&str> = mrz.given_names.split_whitespace().collect();
    match_part(given, &in_mrz, mrz.may_be_truncated)
}

/// Whether the components of the MRZ match the typed ones. Where the field may be truncated, a
/// component matches a longer typed one that begins with it, and typed components at the end may be
/// missing, but never the first. `Ok(true)` when something is truncated; `Err` has the index of the
/// first typed component that does not match.
fn match_part(typed: &[Component], mrz: &[&str], may_be_truncated: bool) -> Result<bool, usize> {
    let mut truncated = false;
    let mut mrz = mrz.iter();
    let mut count = 0;
    for (index, component) in typed.iter().enumerate() {
        count = index + 1;
        match mrz.next() {
            Some(mrz_component) => match match_component(component, mrz_component) {
                Match::Whole => {}
                Match::Beginning if may_be_truncated => truncated = true,
                _ => return Err(index),
            },
            None if may_be_truncated && index > 0 => truncated = true,
            None => return Err(index),
        }
    }
    if mrz.next().is_some() {
        return Err(count);
    }
    Ok(truncated)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Whole,
    /// The component of the MRZ is the beginning of the typed one.
    Beginning,
    Not,
}

/// Compares a typed component with one of an MRZ. All transliterations of the typed letters are
/// followed at once.
fn match_component(typed: &Component, mrz: &str) -> Match {
    // The widest field has 39 positions.
    if mrz.len() >= 64 {
        return Match::Not;
    }
    let mut reading = Reading {
        component: mrz.as_bytes(),
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
    if reached & (1 << mrz.len()) != 0 {
        Match::Whole
    } else if reading.ends_within {
        Match::Beginning
    } else {
        Match::Not
    }
}

/// A component of an MRZ while it is compared. In a set of reached positions, bit n says that the
/// first n letters of the component are accounted for.
struct Reading<'a> {
    component: &'a [u8],
    /// The component ends before or within the transliteration of a typed letter.
    ends_within: bool,
}

impl Reading<'_> {
    /// The positions reached after a letter with these transliterations.
    fn after(&mut self, reached: u64, ways: &[&str]) -> u64 {
        let mut next = 0;
        let mut left = reached;
        while left != 0 {
            let start = left.trailing_zeros();
            left &= left - 1;
            let rest = self.component.get(start as usize..).unwrap_or_default();
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
