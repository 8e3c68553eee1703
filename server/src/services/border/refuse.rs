//! Refusing entry on grounds of Art. 23 or Art. 7. Art. 7's two alone void the visa and open a
//! refund of that traveller's share in the same transaction. With a ground of Art. 23 beside them,
//! or without a valid visa, a supervisor decides: the refund is opened, and approving it voids a
//! visa that is still valid. Other grounds leave the visa as it is.

use super::again::{Press, answer_again};
use super::elsewhere::is_in_country;
use super::event;
use crate::audit::Actor;
use crate::cases::case_file::{CaseFile, named};
use crate::cases::refunds::apply_refusal;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, CrossingRow, VisaAndStay, VisaRow};
use app::contract::{Caller, CrossingForm, Role, StaffIdentity};
use app::error::{FieldError, PortalError, Result};
use domain::law::Ground;
use domain::law::grounds::{GroundsError, LEAST_REASON, check_refusal_of_entry, is_explained};
use domain::states::{ApplicationKind, CrossingKind, StayState};
use serde_json::json;

pub async fn refuse(portal: &Portal, caller: &Caller, form: &CrossingForm) -> Result<()> {
    let officer = caller.with_role(Role::Border)?;
    let mut tx = portal.begin().await?;
    let page = named(&form.case, &form.version)?;
    let press = Press::of(portal, officer, form, CrossingKind::Refusal)?;
    let file = match CaseFile::for_change(portal, &mut tx, page).await {
        Ok(file) => file,
        Err(error) => return answer_again(tx, error, &press, &[page]).await,
    };
    let case = file.case.id;
    // Who admits on another case of the person at this moment sees the refusal, or is seen here.
    if let Some(passport) = &file.case.passport_hash {
        tx.lock_passport(passport).await?;
    }
    if is_in_country(portal, &mut *tx, &file).await? {
        return Err(PortalError::conflict("conflict-in-the-country"));
    }
    let VisaAndStay { visa, stay, .. } = tx.visa_and_stay(case).await?;
    if stay.is_some_and(|stay| stay.state() == StayState::Open) {
        return Err(PortalError::conflict("conflict-in-the-country"));
    }
    let kind = file.application.kind;
    let (event, grounds) = read(portal, &mut *tx, officer, form, (visa.as_ref(), kind)).await?;

    let crossing = CrossingRow {
        id: portal.id(),
        case_id: case,
        visa_id: visa.as_ref().map(|visa| visa.id),
        visa_state: visa.as_ref().map(VisaRow::state),
        kind: CrossingKind::Refusal,
        port: event.port.code.clone(),
        officer_id: officer.id,
        event_at: event.at,
        recorded_at: press.at,
        undone_at: None,
        press_hash: Some(press.hash),
        person_hash: file
            .document
            .person
            .as_ref()
            .map(|person| portal.person_hash(person)),
        note: None,
        grounds,
    };
    let crossing = CrossingRow {
        note: file.encrypt_note(portal, "crossings", crossing.id, &event.note)?,
        ..crossing
    };
    file.save(&mut *tx).await?;
    tx.add_crossing(&crossing).await?;
    let actor = Actor::Staff(officer.id);
    let codes: Vec<&str> = crossing.grounds.iter().map(|g| g.as_str()).collect();
    let mut detail = event.detail();
    detail.insert("grounds".to_owned(), json!(codes.join(" ")));
    tx.append(file.event(actor, "border.refused").with(detail.into()));
    tx.enqueue(Job::MailRefusedEntry(crossing.id));
    apply_refusal(portal, &mut tx, &file.case, visa, &crossing, actor).await?;
    tx.commit().await?;
    Ok(())
}

/// The event and its grounds, or everything that is wrong with them at once.
async fn read(
    portal: &Portal,
    db: &mut dyn Connection,
    officer: &StaffIdentity,
    form: &CrossingForm,
    (visa, kind): (Option<&VisaRow>, ApplicationKind),
) -> Result<(event::Event, Vec<Ground>)> {
    let ports = db.ports().await?;
    let issued = visa.map(|visa| (visa.issued_at, "field-error-event-before-visa"));
    let event = event::read(portal, officer, form, &ports, issued);
    let grounds = read_grounds(&form.grounds, kind);
    match (event, grounds) {
        (Ok(event), Ok(grounds)) if is_explained(&event.note) => Ok((event, grounds)),
        (event, grounds) => {
            let mut errors: Vec<FieldError> = grounds.err().into_iter().collect();
            match event {
                Ok(event) if !is_explained(&event.note) => {
                    let error = FieldError::new("note", "field-error-reason-short");
                    errors.push(error.with("least", LEAST_REASON));
                }
                Ok(_) => {}
                Err(more) => errors.extend(more),
            }
            Err(PortalError::Invalid(errors))
        }
    }
}

fn read_grounds(codes: &[String], kind: ApplicationKind) -> Result<Vec<Ground>, FieldError> {
    let field_error = |message| FieldError::new("grounds", message);
    let grounds: Vec<Ground> = codes
        .iter()
        .filter(|code| !code.is_empty())
        .map(|code| code.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| field_error("field-error-choose-ground"))?;
    check_refusal_of_entry(&grounds).map_err(|error| match error {
        GroundsError::NoGround | GroundsError::NotForThis(_) => {
            field_error("field-error-choose-ground")
        }
        GroundsError::Twice(_) => field_error("field-error-ground-twice"),
    })?;
    // Art. 7 gives back the fee of an e-Visa, and voids it: who has none would stand refused by nothing.
    if kind == ApplicationKind::Card && grounds.iter().any(|ground| ground.is_refundable()) {
        return Err(field_error("field-error-ground-no-evisa"));
    }
    Ok(grounds)
}
