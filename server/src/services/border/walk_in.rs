//! Somebody at the border without any record: an officer enters the passport in hand, and the visa on paper
//! in it, of whichever type (Art. 9). The record is an application of which nothing is asked and nothing is
//! decided, as an arrival card's; whoever it is about is then admitted with the stay of that type (Art. 14),
//! admitted by an agreement (Art. 5), or refused, by the same acts as anybody.

use crate::audit::Actor;
use crate::cases::case_file::CaseFile;
use crate::cases::records::ApplicationDocument;
use crate::services::traveller::email::asked_for;
use crate::services::traveller::reading::walk_in::{self, WalkIn};
use crate::services::traveller::reading::{fill_from_mrz, passport::number};
use crate::services::traveller::start::{new_case, new_reference};
use crate::services::traveller::undecided;
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection, VisaRow};
use crate::transaction::Transaction;
use app::contract::{Caller, EmailForm, PassportForm, Role, StaffIdentity, WalkInAnswers};
use app::desk_query::{self, Query};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use domain::calendar::{end_of_day, ministry_date, start_of_day};
use domain::law::arrival_card::good_until;
use domain::law::visa_types::PaperVisa;
use domain::person::PassportKind;
use domain::states::ApplicationKind;
use serde_json::json;
use uuid::Uuid;

/// How long a second press is answered as the first.
const SAME_PRESS: TimeDelta = TimeDelta::minutes(2);

/// The form of somebody whose passport was scanned or typed into the one box; empty where it was something
/// else.
pub fn passport_of(portal: &Portal, caller: &Caller, query: &str) -> Result<PassportForm> {
    caller.with_role(Role::Border)?;
    let today = ministry_date(portal.now());
    let mut form = PassportForm {
        mrz: query.trim().to_owned(),
        ..PassportForm::default()
    };
    fill_from_mrz(&mut form, today);
    if form.passport_number.is_empty() {
        // A number with its state, or the second line alone.
        form.mrz = String::new();
        if let Ok(Query::Passport {
            number: typed,
            nationality,
        }) = desk_query::read(query, today)
        {
            form.passport_number = number(&typed);
            form.issuing_state.clone_from(&nationality);
            form.nationality = nationality;
        }
    }
    // Most are; another kind is chosen.
    PassportKind::Ordinary
        .as_str()
        .clone_into(&mut form.passport_kind);
    Ok(form)
}

/// Records the person; the case.
///
/// # Errors
/// `Invalid` for what cannot be, also for a visa that is recorded already.
pub async fn record(portal: &Portal, caller: &Caller, answers: &mut WalkInAnswers) -> Result<Uuid> {
    let officer = caller.with_role(Role::Border)?;
    let seen = read(portal, answers)?;
    let person = &seen.person;
    let passport = portal.passport_hash(&person.passport_number, person.nationality.code);
    let mut tx = portal.begin().await?;
    // Of a passport that nobody has seen there is no row to lock: two presses at once are one officer's.
    tx.lock_staff(officer.id).await?;
    tx.lock_passport(&passport).await?;
    if let Some(same) = recorded_just_now(portal, &mut *tx, &passport, &seen).await? {
        return Ok(same);
    }
    if let Some(visa) = &seen.visa
        && tx.is_visa_number(&visa.number).await?
    {
        return Err(recorded_already());
    }
    let (file, mut detail) = add(portal, &mut tx, officer, &seen, answers).await?;
    if let Some(visa) = seen.visa {
        detail["visa_type"] = json!(visa.visa_type.as_str());
        add_visa(portal, &mut *tx, file.case.id, visa).await?;
    }
    let actor = Actor::Staff(officer.id);
    tx.append(file.event(actor, "border.recorded").with(detail));
    tx.commit().await?;
    Ok(file.case.id)
}

fn recorded_already() -> PortalError {
    PortalError::invalid("visa_number", "field-error-walk-in-recorded")
}

/// What was entered, after what the pasted MRZ says was filled in; everything that is wrong with it at once.
fn read(portal: &Portal, answers: &mut WalkInAnswers) -> Result<WalkIn> {
    let today = ministry_date(portal.now());
    fill_from_mrz(&mut answers.passport, today);
    let email = EmailForm {
        email: answers.shown.email.clone(),
        asked: answers.shown.asked.clone(),
    };
    let wrong_email = match asked_for(&email) {
        Err(PortalError::Invalid(errors)) if !email.email.trim().is_empty() => errors,
        _ => Vec::new(),
    };
    match walk_in::read(answers, today) {
        Ok(seen) if wrong_email.is_empty() => Ok(seen),
        seen => {
            let mut errors = seen.err().unwrap_or_default();
            errors.extend(wrong_email);
            Err(PortalError::Invalid(errors))
        }
    }
}

/// The case of a record that was made here of the same person and visa a moment ago, and on which nobody
/// crossed: a second press. A card of the passport, which anybody may have made, is none.
async fn recorded_just_now(
    portal: &Portal,
    db: &mut dyn Connection,
    passport: &[u8],
    seen: &WalkIn,
) -> Result<Option<Uuid>> {
    let number = seen.visa.as_ref().map(|visa| visa.number.as_str());
    let mut recent = db.unused_cards_on_passport(passport).await?;
    recent.extend(db.cases_on_passport(passport).await?);
    for case in recent {
        let is_recent = case
            .queued_at
            .is_some_and(|at| portal.now() - at <= SAME_PRESS);
        if !is_recent || !db.crossings_of(case.id).await?.is_empty() {
            continue;
        }
        let id = case.id;
        let file = match CaseFile::of(portal, db, case).await {
            Ok(file) => file,
            // Erased: it is no record of this moment.
            Err(PortalError::Conflict(_)) => continue,
            Err(error) => return Err(error),
        };
        let is_made_here = file.application.kind == ApplicationKind::Card
            && file.application_document(portal)?.card.is_none();
        if !is_made_here || file.document.person.as_ref() != Some(&seen.person) {
            continue;
        }
        let visa = db.visa_of_case(id).await?;
        if visa.as_ref().map(|visa| visa.number.as_str()) == number {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Adds application and case; what the record says of them.
async fn add(
    portal: &Portal,
    tx: &mut Transaction,
    officer: &StaffIdentity,
    seen: &WalkIn,
    answers: &WalkInAnswers,
) -> Result<(CaseFile, serde_json::Value)> {
    let now = portal.now();
    let today = ministry_date(now);
    let last = seen.visa.as_ref().map(|visa| visa.valid_until);
    let good = last.unwrap_or(today).max(good_until(today));
    let mut row = ApplicationRow::draft(portal.id(), new_reference(portal), now, end_of_day(good));
    row.kind = ApplicationKind::Card;
    // No port: nobody was expected.
    row.entry_date = Some(today);
    let (key, wrapped) = portal.vault.new_data_key(&portal.rng, row.id)?;
    row.key = wrapped;
    // Nobody has an address in common with others here: by no mailbox is the record found.
    let document = ApplicationDocument {
        email: answers.shown.email.trim().to_owned(),
        ..ApplicationDocument::default()
    };
    row.document = portal.encrypt_application_document(&key, row.id, &document)?;
    let mut case = new_case(portal, &key, row.id, 1, None)?;
    let passport = (&seen.person, &answers.passport);
    undecided::put_person(portal, &key, &mut case, passport, None)?;
    undecided::add(portal, tx, (&mut row, &mut case)).await?;
    let detail = json!({ "port": officer.port });
    Ok((CaseFile::open(portal, row, case)?, detail))
}

/// Adds the visa on paper, of which the portal has no seal.
async fn add_visa(
    portal: &Portal,
    db: &mut dyn Connection,
    case: Uuid,
    visa: PaperVisa,
) -> Result<()> {
    let days = (
        start_of_day(visa.issued_on),
        visa.issued_on,
        visa.valid_until,
    );
    let row = VisaRow::valid(portal.id(), case, visa.number, visa.visa_type, days);
    match db.add_visa(&row).await {
        // Of two desks at once one was faster.
        Err(error) if error.is_duplicate() => Err(recorded_already()),
        other => Ok(other?),
    }
}
