//! A traveller as the passport states them: values that were checked once, where they were typed.

use crate::doc9303::countries::Country;
use crate::doc9303::mrz::{Sex, Typed, ZoneDate};
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

/// A traveller as the passport states them. Stored under the names of these fields, each value as the
/// text that is given with it; both must stay, since what was stored is read for years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As typed; empty for whoever has given names only.
    pub surname: String,
    /// As typed; empty for whoever has a surname only.
    pub given_names: String,
    /// `M`, `F` or `X`.
    pub sex: Sex,
    /// `YYYY-MM-DD`; unknown month and day as `00` (Doc 9303 part 3, 4.8).
    #[serde(with = "iso")]
    pub birth_date: ZoneDate,
    /// As printed, else as typed; empty where the passport names none.
    pub birth_place: String,
    /// A code of Doc 9303 part 3, section 5, without fillers.
    #[serde(with = "code")]
    pub nationality: Country,
    /// Likewise.
    #[serde(with = "code")]
    pub issuing_state: Country,
    /// A word of `PassportKind`.
    pub passport_kind: PassportKind,
    /// Capitals and digits, without fillers.
    pub passport_number: String,
    /// Where the passport states it.
    pub issued_on: Option<NaiveDate>,
    /// The passport's last day.
    pub expires_on: NaiveDate,
    /// The pasted machine-readable zone, when there was one.
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

    /// What the passport's zone is compared with.
    pub fn typed(&self) -> Typed<'_> {
        Typed {
            surname: &self.surname,
            given_names: &self.given_names,
            document_number: &self.passport_number,
            issuer: self.issuing_state.code,
            nationality: self.nationality.code,
            birth_date: Some(&self.birth_date),
            sex: Some(self.sex),
            expiry_date: Some(self.expires_on),
        }
    }
}

/// A birth date as text.
mod iso {
    use crate::doc9303::mrz::ZoneDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(date: &ZoneDate, to: S) -> Result<S::Ok, S::Error> {
        date.iso().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ZoneDate, D::Error> {
        let text = String::deserialize(from)?;
        ZoneDate::of_iso(&text).ok_or_else(|| D::Error::custom("not a date"))
    }
}

/// A state by its code.
mod code {
    use crate::doc9303::countries::{Country, country};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(state: &Country, to: S) -> Result<S::Ok, S::Error> {
        state.code.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Country, D::Error> {
        let code = String::deserialize(from)?;
        country(&code).ok_or_else(|| D::Error::custom("not the code of a state"))
    }
}
