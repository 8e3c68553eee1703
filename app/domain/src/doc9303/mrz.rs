//! The machine-readable zone (MRZ) of cards TD1 and TD2, passports TD3 and visas MRV-A and MRV-B
//! (Doc 9303 parts 3 to 7).
//!
//! [`read()`] parses scanned or typed lines into fields, reports every check digit on its own and
//! every correction that the lines needed, and never panics. [`Fields::lines`] writes an MRZ.
//! [`Mrz::compare`] compares one with the typed data page.
//!
//! The parser is our own: the published crates refuse an MRZ as a whole where one check digit is
//! wrong, and report neither the single digits nor corrections.
//!
//! A new format is one more layout in [`layout`].

pub mod check;
mod comparison;
mod correction;
pub mod dates;
pub mod layout;
mod read;
mod write;

pub use check::{Check, check_digit};
pub use comparison::{DataPage, MrzComparison};
pub use correction::{Correction, CorrectionKind};
pub use dates::{Century, MrzDate};
pub use layout::{Field, Format};
pub use read::{MrzError, read};
pub use write::WriteError;

use super::names::MrzNames;
use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The holder's sex, by its letter in the visual inspection zone (part 4, 4.1.1.1).
    Sex {
        /// `F` in the visual inspection zone and in the MRZ.
        Female = "F",
        /// `M` in the visual inspection zone and in the MRZ.
        Male = "M",
        /// `X` in the visual inspection zone, `<` in the MRZ.
        Unspecified = "X",
    }
}

/// The fields of an MRZ, without fillers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// The format: TD1, TD2, TD3, MRV-A or MRV-B.
    pub format: Format,
    /// The document code: `P`, `PP`, `V`, `AC`; on a card the second character may be a digit:
    /// `C1`.
    pub document_code: String,
    /// The code of the issuing state or organisation: `D`, `UTO`.
    pub issuer: String,
    /// Primary and secondary identifier.
    #[serde(flatten)]
    pub names: MrzNames,
    /// The number of the passport or card; on a visa its own number or the passport's, as the
    /// issuer chose.
    pub document_number: String,
    /// The code of the holder's nationality: `D`, `KHM`.
    pub nationality: String,
    /// The date of birth, parts of which may be unknown.
    pub birth_date: MrzDate,
    /// The holder's sex; a filler in the MRZ is unspecified.
    pub sex: Sex,
    /// The date of expiry; on a visa the last day for entry or of the stay, as its issuer uses it.
    pub expiry_date: MrzDate,
    /// The optional data: on a TD3 the personal number.
    pub optional_data: String,
    /// The second optional field, which only TD1 has.
    pub optional_data_2: String,
}

/// A deviation from the standard, other than a wrong check digit, in an MRZ that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum Problem {
    /// A character that its position does not allow.
    Character {
        /// The line, counted from 1.
        line: usize,
        /// The position in the line, counted from 1.
        column: usize,
        /// The character that stands there.
        found: char,
    },
    /// A date that does not exist, or with an unknown part where all must be known.
    Date {
        /// [`Field::BirthDate`] or [`Field::ExpiryDate`].
        field: Field,
    },
    /// A code that is not in the list of states and organisations. A warning: the list grows.
    UnknownState {
        /// [`Field::Issuer`] or [`Field::Nationality`].
        field: Field,
    },
    /// The document code is none that the format allows.
    DocumentCode,
    /// The document number is missing (parts 4 to 7: each document has one).
    NoNumber,
    /// A document number continues in the optional data with nothing but its check digit, or
    /// without the filler that ends it (part 5, 4.2.2; part 6, 4.2.2). A warning: it can be read.
    LongNumber,
    /// The field for names is empty.
    NoName,
    /// The primary identifier is empty though a secondary one follows. A single name belongs in the
    /// primary identifier (part 3, 4.6). A warning: some states write it in the secondary one.
    NoSurname,
}

impl Problem {
    /// Whether it makes the MRZ invalid, rather than being a warning.
    pub const fn is_error(&self) -> bool {
        !matches!(
            self,
            Self::UnknownState { .. } | Self::LongNumber | Self::NoSurname
        )
    }
}

/// An MRZ as [`read()`] parsed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mrz {
    /// The fields, without fillers.
    #[serde(flatten)]
    pub fields: Fields,
    /// Each check digit of the format, in the order of the lines.
    pub checks: Vec<Check>,
    /// Deviations from the standard other than wrong check digits.
    pub problems: Vec<Problem>,
    /// What was corrected before the lines could be read; empty when they were read as they stand.
    #[serde(rename = "mended")]
    pub corrections: Vec<Correction>,
    /// The lines, corrected.
    pub lines: Vec<String>,
}

impl Mrz {
    /// Whether every check digit is right and no problem is an error. A corrected reading may be
    /// valid.
    pub fn is_valid(&self) -> bool {
        self.checks.iter().all(|check| check.ok) && !self.problems.iter().any(Problem::is_error)
    }

    /// The fields that differ, check digit included, between this MRZ and `other`, which is the
    /// line of index `line` (from 0) of a second MRZ of the same format. Where `other` ends early,
    /// only the fields that it holds are compared.
    pub(super) fn differing_fields(&self, line: usize, other: &str) -> Vec<Field> {
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

    /// The check digit over a field; `None` where the format has none.
    pub fn check(&self, field: Field) -> Option<&Check> {
        self.checks.iter().find(|check| check.field == field)
    }
}

#[cfg(test)]
mod tests;
