//! What the traveller said, label by label, in the order of the page.

use crate::cases::case_file::CaseFile;
use crate::state::Portal;
use crate::store::Connection;
use app::error::Result;
use app::text;
use domain::doc9303::countries::{self, Country};
use domain::doc9303::names::mrz_name;
use domain::person::Person;

/// Label keys (`fact-…`) with values ready to show; what was not given is left out.
pub async fn facts(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<Vec<(String, String)>> {
    let mut facts = Facts(Vec::new());
    if let Some(person) = &file.document.person {
        facts.person(person);
    }
    if let Some(adult) = file.case.adult_id
        && let Some(adult) = db.case(adult).await?
    {
        let document = portal.case_document(&file.key, &adult)?;
        let name = document.person.map(|person| person.full_name());
        facts.add("on-passport-of", name.unwrap_or_default());
    }
    let answers = file.application_document(portal)?;
    if let Some(entry) = file.application.entry_date {
        facts.add("entry-date", entry.to_string());
    }
    if let Some(trip) = answers.trip {
        facts.add("stay-days", trip.stay_days);
        let ports = db.ports().await?;
        let port = ports.into_iter().find(|port| port.code == trip.port);
        facts.add("port", port.map_or(trip.port, |port| port.name));
        facts.add("address", trip.address);
    }
    if let Some(contact) = answers.contact {
        facts.add("phone", contact.phone);
        facts.add("home-address", contact.home_address);
        let country = countries::country(&contact.country);
        facts.add("country", country.map_or(contact.country, state));
    }
    facts.add("email", answers.email);
    Ok(facts.0)
}

struct Facts(Vec<(String, String)>);

impl Facts {
    fn add(&mut self, label: &str, value: String) {
        if !value.trim().is_empty() {
            self.0.push((format!("fact-{label}"), value));
        }
    }

    fn person(&mut self, person: &Person) {
        self.add("surname", person.surname.clone());
        self.add("given-names", person.given_names.clone());
        let in_zone = mrz_name(&person.surname, &person.given_names, 39);
        self.add(
            "mrz-name",
            in_zone
                .map(|name| name.trim_end_matches('<').to_owned())
                .unwrap_or_default(),
        );
        let sex = person.sex.as_str().to_lowercase();
        self.add("sex", text::label("sex", &sex));
        self.add("birth-date", person.birth_date.iso());
        self.add("birth-place", person.birth_place.clone());
        self.add("nationality", state(person.nationality));
        self.add("passport-number", person.passport_number.clone());
        self.add(
            "passport-kind",
            text::label("passport-kind", person.passport_kind.as_str()),
        );
        self.add("issuing-state", state(person.issuing_state));
        if let Some(issued) = person.issued_on {
            self.add("issued-on", issued.to_string());
        }
        self.add("expires-on", person.expires_on.to_string());
        self.add("mrz", person.mrz.clone().unwrap_or_default());
    }
}

fn state(state: Country) -> String {
    format!("{} ({})", state.name, state.code)
}
