//! machine-readable MRZs: TD1, TD2, TD3 and the visas MRV-A, MRV-B (Doc 9303 parts 3 to 7).
//!
//! [`read`] takes whatever was scanned or typed and answers with the fields, every check digit on
//! its own, and what it had to mend; it never panics. [`Fields::lines`] writes an MRZ.
//!
//! The parser is our own: the published crates refuse an MRZ as a whole where one check digit is
//! wrong, and neither report each digit nor mended readings.
//!
//! A new format is one more layout in [`layout`].

pub mod check;
pub mod dates;
pub mod layout;
mod mend;
mod read;
mod typed;
mod write;

pub use check::{Check, check_digit};
pub use dates::{Century, MrzDate};
pub use layout::{Field, Format};
pub use mend::{Mend, MendKind};
pub use read::{MrzError, read};
pub use typed::{Beside, Typed};
pub use write::WriteError;

use super::names::MrzNames;
use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The sex as an MRZ has it; the visual inspection zone writes X for what the machine-readable one leaves blank.
    Sex {
        /// `F` in both MRZs (part 4, 4.1.1.1).
        Female = "F",
        /// `M` in both MRZs (part 4, 4.1.1.1).
        Male = "M",
        /// `X` in the visual inspection zone, `<` in the machine-readable one (part 4, 4.1.1.1).
        Unspecified = "X",
    }
}

/// What an MRZ says, without fillers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// Which of the five.
    pub format: Format,
    /// One or two letters: `P`, `PP`, `V`, `I`, `AC`.
    pub document_code: String,
    /// The issuing state or organisation, without fillers.
    pub issuer: String,
    /// Primary and secondary identifier.
    #[serde(flatten)]
    pub names: MrzNames,
    /// Of the passport or card; of a visa its own or the passport's, as the issuer chose.
    pub document_number: String,
    /// Without fillers.
    pub nationality: String,
    /// Parts of it may be unknown.
    pub birth_date: MrzDate,
    /// Blank in the MRZ is unspecified.
    pub sex: Sex,
    /// Of a visa: the last day for entry or stay, as its issuer uses it.
    pub expiry_date: MrzDate,
    /// The optional data: personal number of a TD3, trailing fillers removed.
    pub optional_data: String,
    /// The second optional field, which only TD1 has.
    pub optional_data_2: String,
}

/// What does not fit the standard although it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum Problem {
    /// A character that its position does not allow. Columns and lines are counted from 1.
    Character {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What stands there.
        found: char,
    },
    /// No such date, or a part of it is unknown where it must not be.
    Date {
        /// Of birth, or of expiry.
        field: Field,
    },
    /// Not in the list of states and organisations. It does not make the MRZ wrong: the list grows.
    UnknownState {
        /// The issuer, or the nationality.
        field: Field,
    },
    /// The document code is none that the format has.
    DocumentCode,
    /// There is no document number (parts 4 to 7: each document has one).
    NoNumber,
    /// A number continues in the optional data with nothing but its check digit, or without the filler
    /// behind that (part 5, 4.2.2; part 6, 4.2.2). It can be read all the same.
    LongNumber,
    /// The field for names holds none.
    NoName,
    /// The primary identifier is empty though a secondary one follows. A single name belongs into the
    /// primary one (part 3, 4.6); some states write it in the other place, so it does not make the MRZ
    /// wrong.
    NoSurname,
}

impl Problem {
    /// Whether it makes the MRZ wrong, rather than only worth a look.
    pub const fn is_wrong(&self) -> bool {
        !matches!(
            self,
            Self::UnknownState { .. } | Self::LongNumber | Self::NoSurname
        )
    }
}

/// An MRZ as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mrz {
    /// What it says.
    #[serde(flatten)]
    pub fields: Fields,
    /// Each check digit of the format, in the order of the MRZ.
    pub checks: Vec<Check>,
    /// What breaks the standard beside check digits.
    pub problems: Vec<Problem>,
    /// What was mended to get this reading; empty when it was read as it stands.
    pub mended: Vec<Mend>,
    /// The lines after mending.
    pub lines: Vec<String>,
}

impl Mrz {
    /// Every check digit is right and nothing breaks the standard. A mended reading may be right.
    pub fn is_right(&self) -> bool {
        self.checks.iter().all(|check| check.ok) && !self.problems.iter().any(Problem::is_wrong)
    }

    /// The fields whose characters, check digit included, are others in `line` (counted from 0) of a
    /// second MRZ of the same format. Of a line that ends early, only what is there counts.
    pub(super) fn fields_other_in(&self, line: usize, other: &str) -> Vec<Field> {
        let own = self.lines.get(line).map_or("", String::as_str);
        let mut fields: Vec<Field> = self
            .fields
            .format
            .spans()
            .iter()
            .filter(|span| span.line == line && span.end <= other.len())
            .filter(|span| own.get(span.start..span.end) != other.get(span.start..span.end))
            .map(|span| span.field)
            .collect();
        fields.dedup();
        fields
    }

    /// The check digit of a field, if the format has one.
    pub fn check(&self, field: Field) -> Option<&Check> {
        self.checks.iter().find(|check| check.field == field)
    }
}

#[cfg(test)]
mod tests;
