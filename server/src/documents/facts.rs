//! What a document says, and its seal.

use super::DocumentError;
use chrono::NaiveDate;
use domain::doc9303::mrz::{self, Fields, Format, MrzDate, Sex};
use domain::doc9303::names::MrzNames;
use domain::doc9303::seal::{PassSeal, VisaSeal};
use domain::person::{Person, full_name};
use domain::port::PortKind;
use domain::visa::{Entries, Length, VisaType};

/// Whose document it is, as the passport has it.
#[derive(Clone)]
pub struct Holder {
    /// As typed; one of the two may be empty.
    pub surname: String,
    pub given_names: String,
    /// The names of the passport's own MRZ where it is known, else the published transliteration.
    pub zone_names: MrzNames,
    pub sex: Sex,
    pub birth_date: MrzDate,
    /// Code of Doc 9303-3, section 5, without fillers.
    pub nationality: String,
    /// At most nine capitals and digits.
    pub passport_number: String,
    pub passport_expires_on: NaiveDate,
    /// Whose passport it is, where a child is on an adult's (Art. 6.4, 7.4).
    pub on_passport_of: Option<WrittenName>,
}

/// A full name, as typed and as an MRZ writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenName {
    pub typed: String,
    pub mrz: String,
}

impl Holder {
    /// From what was recorded; `today` only helps to read the MRZ's two-digit years.
    ///
    /// # Errors
    /// A name cannot be transliterated.
    pub fn of(person: &Person, today: NaiveDate) -> Result<Self, DocumentError> {
        // A visa whose name differs from the passport's MRZ gets its holder turned away: the MRZ
        // itself is the best source.
        let from_zone = person
            .mrz
            .as_deref()
            .and_then(|mrz| mrz::read(mrz, today).ok())
            .filter(mrz::Mrz::is_valid)
            .map(|mrz| mrz.fields.names);
        let zone_names = match from_zone {
            Some(names) => names,
            None => MrzNames::of(&person.surname, &person.given_names)?,
        };
        Ok(Self {
            surname: person.surname.clone(),
            given_names: person.given_names.clone(),
            zone_names,
            sex: person.sex,
            birth_date: person.birth_date.clone(),
            nationality: person.nationality.code.to_owned(),
            passport_number: person.passport_number.clone(),
            passport_expires_on: person.expires_on,
            on_passport_of: None,
        })
    }

    /// The same holder on an adult's passport.
    ///
    /// # Errors
    /// The adult's name cannot be transliterated.
    pub fn on_passport_of(self, adult: &Person, today: NaiveDate) -> Result<Self, DocumentError> {
        let MrzNames {
            surname,
            given_names,
            ..
        } = Self::of(adult, today)?.zone_names;
        Ok(Self {
            on_passport_of: Some(WrittenName {
                typed: adult.full_name(),
                mrz: full_name(&surname, &given_names),
            }),
            ..self
        })
    }

    /// The MRZ of a document of this holder, in the form of an MRV-B.
    fn mrz(
        &self,
        issuing_state: &str,
        number: &str,
        last_day: NaiveDate,
    ) -> Result<[String; 2], DocumentError> {
        let lines = Fields {
            format: Format::MrvB,
            document_code: "V".to_owned(),
            issuer: issuing_state.to_owned(),
            names: self.zone_names.clone(),
            document_number: number.to_owned(),
            nationality: self.nationality.clone(),
            birth_date: self.birth_date.clone(),
            sex: self.sex,
            expiry_date: MrzDate::of(last_day),
            optional_data: String::new(),
            optional_data_2: String::new(),
        }
        .lines()?;
        lines.try_into().map_err(|_| DocumentError::Lines)
    }
}

/// An e-visa.
#[derive(Clone)]
pub struct VisaFacts {
    pub holder: Holder,
    /// The application's.
    pub reference: String,
    /// At most nine capitals and digits.
    pub number: String,
    pub visa_type: VisaType,
    pub entries: Entries,
    pub stay: Length,
    pub issued_on: NaiveDate,
    /// The last day on which it lets its holder in.
    pub valid_until: NaiveDate,
    /// Printed, and not part of the seal: the ports may change while the visa is valid.
    pub entry_points: EntryPoints,
}

/// The ports that take e-visas on a day.
#[derive(Clone)]
pub struct EntryPoints {
    pub on: NaiveDate,
    /// In the order in which people see them.
    pub ports: Vec<(PortKind, String)>,
}

impl EntryPoints {
    /// The names by kind; a kind without a port is left out.
    pub(super) fn by_kind(&self) -> Vec<(PortKind, Vec<&str>)> {
        let names = |kind| {
            let ports = self.ports.iter().filter(move |(other, _)| *other == kind);
            ports.map(|(_, name)| name.as_str()).collect::<Vec<_>>()
        };
        let kinds = PortKind::ALL.iter().map(|kind| (*kind, names(*kind)));
        kinds.filter(|(_, names)| !names.is_empty()).collect()
    }
}

impl VisaFacts {
    /// Two lines of 36; the document number is the visa's.
    pub fn mrz(&self, issuing_state: &str) -> Result<[String; 2], DocumentError> {
        self.holder
            .mrz(issuing_state, &self.number, self.valid_until)
    }

    pub(super) fn seal(&self, issuing_state: &str) -> Result<VisaSeal, DocumentError> {
        Ok(VisaSeal {
            visa_number: self.number.clone(),
            mrv_b: self.mrz(issuing_state)?,
            entries: self.entries,
            stay: self.stay,
            passport_number: self.holder.passport_number.clone(),
            visa_type: self.visa_type,
            issued: self.issued_on,
        })
    }
}

/// A V-Pass.
#[derive(Clone)]
pub struct PassFacts {
    pub holder: Holder,
    /// The application's.
    pub reference: String,
    /// At most twelve capitals and digits.
    pub number: String,
    /// 1, and one more with each new issue of the same pass.
    pub edition: u8,
    pub entered_on: NaiveDate,
    /// Counted whole, in Phnom Penh.
    pub last_permitted_day: NaiveDate,
    /// At most six capitals and digits.
    pub port_code: String,
    pub port_name: String,
    pub issued_on: NaiveDate,
}

impl PassFacts {
    /// Two lines of 36; the document number is the passport's, the date the last permitted day.
    pub fn mrz(&self, issuing_state: &str) -> Result<[String; 2], DocumentError> {
        self.holder.mrz(
            issuing_state,
            &self.holder.passport_number,
            self.last_permitted_day,
        )
    }

    pub(super) fn seal(&self, issuing_state: &str) -> Result<PassSeal, DocumentError> {
        Ok(PassSeal {
            pass_number: self.number.clone(),
            mrv_b: self.mrz(issuing_state)?,
            entry: self.entered_on,
            last_permitted: self.last_permitted_day,
            port: self.port_code.clone(),
            version: self.edition,
            issued: self.issued_on,
        })
    }
}
