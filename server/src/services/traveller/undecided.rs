//! An application that asks for no visa: an arrival card, or the record of who came without any. It is sent
//! at once and its case is granted; nothing is paid, and nothing is decided but by the agreement of the day
//! or a visa on paper.

use super::start::new_reference;
use crate::cases::arrival_card;
use crate::cases::records::CaseDocument;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow};
use crate::transaction::Transaction;
use crate::vault::DataKey;
use app::contract::PassportForm;
use app::error::Result;
use domain::law::arrival_card::Question;
use domain::person::Person;
use domain::states::{ApplicationState, CaseState};

/// Puts the traveller into the case, with what they declared on a card of the questions asked.
pub fn put_person(
    portal: &Portal,
    key: &DataKey,
    row: &mut CaseRow,
    (person, passport): (&Person, &PassportForm),
    said: Option<(&[String], &[Question])>,
) -> Result<()> {
    let nationality = person.nationality.code;
    row.passport_hash = Some(portal.passport_hash(&person.passport_number, nationality));
    nationality.clone_into(&mut row.nationality);
    let document = CaseDocument {
        passport: Some(passport.clone()),
        person: Some(person.clone()),
        declared: said.map(|(declared, _)| declared.to_vec()),
        asked: said.map(|(declared, questions)| arrival_card::asked(questions, declared)),
        ..CaseDocument::default()
    };
    row.document = portal.encrypt_case_document(key, row.id, &document)?;
    Ok(())
}

/// Adds application and case, both as they are from the first moment.
pub async fn add(
    portal: &Portal,
    tx: &mut Transaction,
    (row, case): (&mut ApplicationRow, &mut CaseRow),
) -> Result<()> {
    let now = portal.now();
    while tx.application_by_reference(&row.reference).await?.is_some() {
        row.reference = new_reference(portal);
    }
    tx.add_application(row).await?;
    row.advance(ApplicationState::Submitted)?;
    row.submitted_at = Some(now);
    tx.save_application(row).await?;
    add_case(portal, tx, case).await
}

/// Adds a case, as it is from the first moment.
pub async fn add_case(portal: &Portal, tx: &mut Transaction, case: &mut CaseRow) -> Result<()> {
    let now = portal.now();
    case.advance(CaseState::InReview)?;
    case.advance(CaseState::Granted)?;
    case.queued_at = Some(now);
    case.decided_at = Some(now);
    // A new row has no answers yet.
    tx.add_case(case).await?;
    tx.save_case(case).await?;
    Ok(())
}
