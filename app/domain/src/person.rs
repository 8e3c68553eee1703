//! A traveller, as the data page of the passport states them: values that were checked once, where
//! they were typed.

use crate::doc9303::countries::Country;
use crate::doc9303::mrz::{DataPage, MrzDate, Sex};
use crate::doc9303::names::transliterate;
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

text_enum! {
    /// The kind of a passport, as exemption agreements name it (Art. 5).
    PassportKind {
        /// An ordinary passport: covered by the "all kinds of passport" of Art. 5.
        Ordinary = "ordinary",
        /// A diplomatic passport (Art. 5); its holders may have an A visa (Art. 9.1).
        Diplomatic = "diplomatic",
        /// An official passport (Art. 5); its holders on a mission may have a B visa (Art. 9.2).
        Official = "official",
        /// A special passport (Art. 5, which says no more of it).
        Special = "special",
        /// A business passport (Art. 5, which says no more of it).
        Business = "business",
    }
}

/// A traveller: the data page of the passport, typed and read. The names of the fields and the texts
/// of their values are a stored form: they must stay, since it is read for years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The primary identifier as typed; empty for a person with given names only.
    pub surname: String,
    /// The secondary identifier as typed; empty for a person with a surname only.
    pub given_names: String,
    /// The sex: `M`, `F` or `X`.
    pub sex: Sex,
    /// The date of birth, `YYYY-MM-DD`; an unknown month or day is `00` (Doc 9303-3, 4.8).
    #[serde(with = "iso")]
    pub birth_date: MrzDate,
    /// The place of birth as typed; empty where the passport names none.
    pub birth_place: String,
    /// The nationality, by the code of Doc 9303-3, section 5, without fillers.
    #[serde(with = "code")]
    pub nationality: Country,
    /// The issuing state, by the code of Doc 9303-3, section 5, without fillers.
    #[serde(with = "code")]
    pub issuing_state: Country,
    /// The kind of passport, by its code.
    pub passport_kind: PassportKind,
    /// The passport number: capitals and digits, without fillers.
    pub passport_number: String,
    /// The day of issue; `None` where the passport does not state it.
    pub issued_on: Option<NaiveDate>,
    /// The last day on which the passport is valid.
    pub expires_on: NaiveDate,
    /// The lines of the passport's MRZ as entered; `None` when they were not.
    pub mrz: Option<String>,
}

/// The full name of a surname and given names, in the order that every page, mail and list has:
/// `SURNAME, Given names`, or the one of the two that there is.
pub fn full_name(surname: &str, given_names: &str) -> String {
    match (surname.is_empty(), given_names.is_empty()) {
        (false, false) => format!("{surname}, {given_names}"),
        (false, true) => surname.to_owned(),
        (true, _) => given_names.to_owned(),
    }
}

impl Person {
    /// The full name, `SURNAME, Given names`, or the one of the two that there is.
    pub fn full_name(&self) -> String {
        full_name(&self.surname, &self.given_names)
    }

    /// What is the same on every passport of a person: the parts of the name as an MRZ writes them, in
    /// the order of the alphabet, since passports divide names differently; the date of birth; the
    /// sex; the nationality.
    pub fn marks(&self) -> [String; 4] {
        let name = format!("{} {}", self.surname, self.given_names);
        let written = transliterate(&name).unwrap_or(name);
        let mut parts: Vec<&str> = written
            .split(['<', ' '])
            .filter(|part| !part.is_empty())
            .collect();
        parts.sort_unstable();
        [
            parts.join(" "),
            self.birth_date.iso(),
            self.sex.as_str().to_owned(),
            self.nationality.code.to_owned(),
        ]
    }

    /// Whether two who travel on one passport are the same person, however the names were typed: born on
    /// the same day, of the same sex, with a given name in common as an MRZ writes it. A child is told by
    /// the birth from its adult, and twins by their names.
    pub fn is_same_on_passport(&self, other: &Self) -> bool {
        let names = |person: &Self| -> Vec<String> {
            let typed = if person.given_names.is_empty() {
                &person.surname
            } else {
                &person.given_names
            };
            let written = transliterate(typed).unwrap_or_else(|_| typed.clone());
            written.split(['<', ' ']).map(str::to_owned).collect()
        };
        let (own, others) = (names(self), names(other));
        self.birth_date.iso() == other.birth_date.iso()
            && self.sex == other.sex
            && own.iter().any(|name| others.contains(name))
    }

    /// The typed data page, to compare with the passport's MRZ.
    pub fn data_page(&self) -> DataPage<'_> {
        DataPage {
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

/// The stored form of a birth date.
mod iso {
    use crate::doc9303::mrz::MrzDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(date: &MrzDate, to: S) -> Result<S::Ok, S::Error> {
        date.iso().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<MrzDate, D::Error> {
        let text = String::deserialize(from)?;
        MrzDate::of_iso(&text).ok_or_else(|| D::Error::custom("not a date"))
    }
}

/// The stored form of a state.
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
