//! Recording a departure: it closes the stay and its V-Pass, once a fine for days over is paid or
//! exempted (Art. 23 b.5, 24, 26, 28).

use super::again::{Press, answer_again};
use super::event;
use crate::audit::Actor;
use crate::cases::case_file::{CaseFile, named};
use crate::cases::{closing, wallet};
use crate::error::{case_changed, case_error, internal};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, CrossingRow, FineRow, StayRow};
use app::contract::{Caller, CrossingForm, FINE_SHOWN, Role};
use app::error::{FieldError, PortalError, Result};
use domain::doc9303::seal::SealState;
use domain::law::grounds::{LEAST_REASON, is_explained};
use domain::law::overstay::{ExemptionError, Fine, exempt};
use domain::law::stay::{Departure, departure};
use domain::states::{CrossingKind, FineState, StayState};
use serde_json::json;
use uuid::Uuid;

pub async fn depart(portal: &Portal, caller: &Caller, form: &CrossingForm) -> Result<()> {
    let officer = caller.with_role(Role::Border)?;
    let mut tx = portal.begin_together().await?;
    let page = named(&form.case, &form.version)?;
    let press = Press::of(portal, officer, form, CrossingKind::Departure)?;
    let file = match CaseFile::for_change(portal, &mut tx, page).await {
        Ok(file) => file,
        Err(error) => return answer_again(tx, error, &press, &[page]).await,
    };
    let case = file.case.id;
    let mut stay = tx
        .latest_stay(case)
        .await?
        .filter(|stay| stay.state() == StayState::Open)
        .ok_or_else(|| PortalError::conflict("conflict-not-in-the-country"))?;
    let admission = tx
        .crossing(stay.admission_id)
        .await?
        .ok_or_else(|| internal("a stay without its admission"))?;
    let visa = match stay.visa_id {
        Some(visa) => tx.visa(visa).await?,
        None => None,
    };
    let ports = tx.ports().await?;
    let earliest = Some((admission.event_at, "field-error-event-before-admission"));
    let event =
        event::read(portal, officer, form, &ports, earliest).map_err(PortalError::Invalid)?;

    let left = departure(stay.last_permitted_day, stay.overstay_found_on, event.day);
    let settled = settle(portal, &mut *tx, &file, &stay, left, form, officer.id).await?;
    file.save(&mut *tx).await?;
    let id = portal.id();
    let crossing = CrossingRow {
        id,
        case_id: case,
        visa_id: stay.visa_id,
        visa_state: visa.map(|visa| visa.state()),
        kind: CrossingKind::Departure,
        port: event.port.code.clone(),
        officer_id: officer.id,
        event_at: event.at,
        recorded_at: press.at,
        undone_at: None,
        press_hash: Some(press.hash),
        person_hash: None,
        note: file.encrypt_note(portal, "crossings", id, &event.note)?,
        grounds: Vec::new(),
    };
    tx.add_crossing(&crossing).await?;
    stay.advance(StayState::Departed).map_err(case_error)?;
    stay.departure_id = Some(id);
    stay.departed_on = Some(event.day);
    tx.save_stay(&stay).await.map_err(case_error)?;
    if let Some(pass) = tx.pass_of_stay(stay.id).await? {
        tx.withdraw_seal(&pass.seal_hash, SealState::Revoked, portal.now())
            .await?;
    }
    wallet::changed(portal, &mut tx, stay.id);
    let actor = Actor::Staff(officer.id);
    if let Some(fine) = settled {
        let action = if fine.state == FineState::Paid {
            "fine.paid"
        } else {
            "fine.exempted"
        };
        let detail = json!({ "days": fine.days, "amount": fine.amount.to_string() });
        tx.append(file.event(actor, action).with(detail));
    }
    let mut detail = event.detail();
    detail.insert("stay".to_owned(), json!(stay.id));
    tx.append(file.event(actor, "border.departed").with(detail.into()));
    tx.enqueue(Job::MailDeparture(id));
    closing::close_if_over(&mut tx, file.application.id, actor).await?;
    tx.commit().await?;
    Ok(())
}

/// Records the fine, if there is one, as paid or exempted.
async fn settle(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    stay: &StayRow,
    left: Departure,
    form: &CrossingForm,
    officer: Uuid,
) -> Result<Option<FineRow>> {
    let Some(due) = left.fine else {
        return Ok(None);
    };
    let state = form.fine.parse().unwrap_or(FineState::Due);
    if left.barred(state).is_some() {
        let error = FieldError::new("fine", "field-error-fine-due")
            .with("amount", due.amount)
            .with("days", due.days);
        return Err(PortalError::Invalid(vec![error]));
    }
    // Of another day than the page reckoned with: the officer takes what the law asks, and sees it
    // first.
    if form.fine_shown != due.amount.minor.to_string() {
        let error = FieldError::new("fine", "field-error-fine-other")
            .with("amount", due.amount)
            .with("days", due.days)
            .with(FINE_SHOWN, due.amount.minor);
        return Err(PortalError::Invalid(vec![error]));
    }
    let note = match state {
        FineState::Exempted => exemption(due, form)?,
        FineState::Paid | FineState::Due => receipt(form)?,
    };
    let id = portal.id();
    let settled = FineRow {
        id,
        stay_id: stay.id,
        days: i64::from(due.days),
        amount: due.amount,
        state,
        settled_by: Some(officer),
        settled_at: Some(portal.now()),
        note: file.encrypt_note(portal, "fines", id, &note)?,
    };
    db.add_fine(&settled).await.map_err(case_error)?;
    Ok(Some(settled))
}

/// The number of the receipt.
fn receipt(form: &CrossingForm) -> Result<String> {
    let typed = [&form.fine_receipt, &form.fine_note].map(|typed| typed.trim());
    let number = typed.into_iter().find(|typed| !typed.is_empty());
    let number =
        number.ok_or_else(|| PortalError::invalid("fine_receipt", "field-error-fine-receipt"))?;
    let number = event::not_too_long("fine_receipt", number)?;
    Ok(number.to_owned())
}

/// Who exempted and why (Art. 28).
fn exemption(due: Fine, form: &CrossingForm) -> Result<String> {
    let by = event::not_too_long("fine_by", &form.fine_by)?;
    let reason = event::not_too_long("fine_note", &form.fine_note)?;
    if !reason.is_empty() && !is_explained(reason) {
        let error = FieldError::new("fine_note", "field-error-reason-short");
        return Err(PortalError::Invalid(vec![
            error.with("least", LEAST_REASON),
        ]));
    }
    let exempted = exempt(due, FineState::Due, by, reason).map_err(|error| match error {
        ExemptionError::NobodyNamed => {
            PortalError::invalid("fine_by", "field-error-fine-exempted-by")
        }
        ExemptionError::NoReason => PortalError::invalid("fine_note", "field-error-fine-exemption"),
        ExemptionError::Settled(_) => case_changed(),
    })?;
    Ok(format!("{}: {}", exempted.by, exempted.reason))
}
