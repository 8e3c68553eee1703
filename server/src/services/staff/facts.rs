//! The facts of a case, as the traveller stated them.

use crate::cases::case_file::CaseFile;
use crate::state::Portal;
use crate::store::Connection;
use app::contract::CaseFacts;
use app::error::Result;
use domain::doc9303::names::mrz_name;
use domain::person::Person;

pub async fn facts(portal: &Portal, db: &mut dyn Connection, file: &CaseFile) -> Result<CaseFacts> {
    let person = file.document.person.clone();
    let answers = file.application_document(portal)?;
    let port_name = match &answers.trip {
        Some(trip) => {
            let ports = db.ports().await?;
            let port = ports.into_iter().find(|port| port.code == trip.port);
            port.map(|port| port.name)
        }
        None => None,
    };
    Ok(CaseFacts {
        mrz_name: person.as_ref().and_then(name_in_mrz),
        person,
        adult: file.adult_name(portal, db).await?,
        entry_date: file.application.entry_date,
        trip: answers.trip,
        port_name,
        contact: answers.contact,
        email: answers.email,
    })
}

/// The name as an MRZ of 44 characters a line writes it.
fn name_in_mrz(person: &Person) -> Option<String> {
    let name = mrz_name(&person.surname, &person.given_names, 39).ok()?;
    Some(name.trim_end_matches('<').to_owned())
}
