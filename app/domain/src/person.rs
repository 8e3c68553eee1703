//! A traveller as the passport states them.

use crate::doc9303::mrz::Typed;
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The passports that exemption agreements name (Art. 5).
    PassportKind {
        /// None of those that Art. 5 names, but of its "all kinds of passport".
        Ordinary = "ordinary",
        /// Named in Art. 5; its holders may have A (Art. 9.1).
        Diplomatic = "diplomatic",
        /// Named in Art. 5; its holders on a mission may have B (Art. 9.2).
        Official = "official",
        /// Named in Art. 5, which says no more of it.
        Special = "special",
        /// Named in Art. 5, which says no more of it.
        Business = "business",
    }
}

/// A traveller as the passport states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As typed; empty for whoever has given names only.
    pub surname: String,
    /// As typed; empty for whoever has a surname only.
    pub given_names: String,
    /// `M`, `F` or `X`.
    pub sex: String,
    /// `YYYY-MM-DD`; unknown month and day as `00` (Doc 9303 part 3, 4.8).
    pub birth_date: String,
    /// As printed, else as typed; empty where the passport names none.
    pub birth_place: String,
    /// A code of Doc 9303 part 3, section 5, without fillers.
    pub nationality: String,
    /// Likewise.
    pub issuing_state: String,
    /// A word of `PassportKind`.
    pub passport_kind: String,
    /// Capitals and digits, without fillers.
    pub passport_number: String,
    /// Where the passport states it.
    pub issued_on: Option<NaiveDate>,
    /// The passport's last day.
    pub expires_on: NaiveDate,
    /// The pasted machine-readable MRZ, when there was one.
    pub mrz: Option<String>,
}

impl Person {
    /// `SURNAME, Given names`, whichever is there.
    pub fn full_name(&self) -> String {
        match (self.surname.is_empty(), self.given_names.is_empty()) {
            (false, false) => format!("{}, {}", self.surname, self.given_names),
            (false, true) => self.surname.clone(),
            (true, _) => self.given_names.clone(),
        }
    }

    /// What the passport's MRZ is compared with.
    pub fn typed(&self) -> Typed<'_> {
        Typed {
            surname: &self.surname,
            given_names: &self.given_names,
            document_number: &self.passport_number,
            issuer: &self.issuing_state,
            nationality: &self.nationality,
            birth_date: &self.birth_date,
            sex: &self.sex,
            expiry_date: self.expires_on,
        }
    }
}
