//! The facts of a case, as the traveller stated them.

use crate::cases::case_file::CaseFile;
use crate::cases::records::CorrectionAnswers;
use crate::state::Portal;
use crate::store::Connection;
use app::contract::CaseFacts;
use app::error::Result;
use domain::doc9303::names::mrz_name;
use domain::person::Person;

pub async fn facts(portal: &Portal, db: &mut dyn Connection, file: &CaseFile) -> Result<CaseFacts> {
    let application = file.application_document(portal)?;
    let answers = CorrectionAnswers {
        case: file.document.clone(),
        photo: None,
        photo_digest: Vec::new(),
        trip: application.trip,
        contact: application.contact,
        entry_date: file.application.entry_date,
    };
    facts_of(portal, db, file, answers).await
}

/// The facts by these answers, of now or from before a correction.
pub async fn facts_of(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    answers: CorrectionAnswers,
) -> Result<CaseFacts> {
    let person = answers.case.person;
    let port_name = match &answers.trip {
        Some(trip) => db.port_name(&trip.port).await?,
        None => None,
    };
    Ok(CaseFacts {
        mrz_name: person.as_ref().and_then(name_in_mrz),
        person,
        adult: file.adult_name(portal, db).await?,
        entry_date: answers.entry_date,
        trip: answers.trip,
        port_name,
        contact: answers.contact,
        email: file.application_document(portal)?.email,
    })
}

/// The name as an MRZ of 44 characters a line writes it.
fn name_in_mrz(person: &Person) -> Option<String> {
    let name = mrz_name(&person.surname, &person.given_names, 39).ok()?;
    Some(name.trim_end_matches('<').to_owned())
}
