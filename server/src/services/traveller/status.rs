//! The status page: everything that happened, dated; what can be done now; documents.

use super::draft::{LoadedApplication, own_application};
use super::submit::may_be_withdrawn;
use crate::cases::case_file::CaseFile;
use crate::cases::corrections::Correction;
use crate::cases::documents::VisaDocument;
use crate::cases::email::is_confirmed;
use crate::cases::timeline;
use crate::error::OrInternal;
use crate::state::Portal;
use crate::store::{CaseRow, Connection, DecisionKind, PaymentRow, RefundRow, VisaAndStay};
use app::contract::{
    Caller, CorrectionAsked, Download, PassSummary, PaymentView, RefundView, Status,
    TravellerStatus, VisaSummary,
};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use domain::law::time_limits::correction_until;
use domain::law::{Ground, fees};
use domain::money::Money;
use domain::states::{ApplicationState, CaseState, CrossingKind, StayState};
use uuid::Uuid;

pub async fn status(portal: &Portal, caller: &Caller) -> Result<Status> {
    // Nothing is decided by this page: what changes while it is put together is told by the next.
    let mut db = portal.store.autocommit().await?;
    let loaded = LoadedApplication::of(portal, &mut *db, caller).await?;
    let db = &mut *db;
    let rows = db.payments_of(loaded.application.id).await?;
    let pending = rows.iter().find_map(PaymentRow::pending);
    let bought = rows.iter().find(|row| row.settles).map(|row| row.amount);
    let payments = payments(db, rows).await?;
    let mut travellers = Vec::new();
    for (row, document) in &loaded.cases {
        let name = document
            .person
            .as_ref()
            .map(domain::person::Person::full_name)
            .unwrap_or_default();
        travellers.push(traveller(portal, db, &loaded, row, name).await?);
    }
    let total = match bought {
        Some(amount) => amount,
        None => total_to_pay(portal, db, &loaded).await?,
    };
    let timeline = timeline::of_application(db, loaded.application.id).await?;
    let email_confirmed = is_confirmed(&loaded.application, &loaded.document);
    let application = loaded.application;
    Ok(Status {
        state: application.state(),
        decision_due_on: application.decision_due_on,
        decision_expected_on: application.decision_expected_on,
        today: ministry_date(portal.now()),
        total,
        email_confirmed,
        can_pay: application.state() == ApplicationState::Submitted && pending.is_none(),
        pending,
        can_withdraw: loaded
            .cases
            .iter()
            .any(|(row, _)| may_be_withdrawn(&application, row)),
        reference: application.reference,
        travellers,
        payments,
        timeline,
    })
}

async fn total_to_pay(
    portal: &Portal,
    db: &mut dyn Connection,
    loaded: &LoadedApplication,
) -> Result<Money> {
    let fee = super::offer::fee(portal, db).await?.fee;
    let paying = loaded
        .cases
        .iter()
        .filter(|(row, _)| row.state() != CaseState::Withdrawn)
        .count();
    fees::total(fee, paying).or_internal()
}

async fn payments(db: &mut dyn Connection, rows: Vec<PaymentRow>) -> Result<Vec<PaymentView>> {
    let mut views = Vec::new();
    for payment in rows {
        let refunds = db.refunds_of(payment.id).await?;
        views.push(PaymentView {
            state: payment.state(),
            amount: payment.amount,
            paid_at: payment.paid_at,
            refunded_elsewhere: payment.given_back_elsewhere(),
            refunds: refunds
                .into_iter()
                .map(|refund| RefundView {
                    elsewhere: elsewhere(&refund),
                    amount: refund.amount,
                    state: refund.state(),
                    reason: refund.ground,
                    at: refund
                        .settled_at
                        .or(refund.sent_at)
                        .or(refund.approved_at)
                        .or(refund.declined_at)
                        .unwrap_or(refund.requested_at),
                })
                .collect(),
        });
    }
    Ok(views)
}

/// What of a refund went another way than to the card.
fn elsewhere(refund: &RefundRow) -> Money {
    match &refund.receipt {
        Some(_) => refund.amount,
        None => refund.part_elsewhere(),
    }
}

async fn traveller(
    portal: &Portal,
    db: &mut dyn Connection,
    loaded: &LoadedApplication,
    row: &CaseRow,
    name: String,
) -> Result<TravellerStatus> {
    let VisaAndStay { visa, stay, pass } = db.visa_and_stay(row.id).await?;
    let is_in = matches!(&stay, Some(stay) if stay.state() == StayState::Open);
    let grounds = match &visa {
        // Whoever is in the country was admitted after any refusal.
        Some(_) if is_in => Vec::new(),
        visa => grounds(db, row, visa.is_some()).await?,
    };
    let correction = match loaded.corrections.get(&row.id) {
        Some(asked) => Some(correction(loaded, row, asked)?),
        None => None,
    };
    Ok(TravellerStatus {
        id: row.id,
        name,
        state: row.state(),
        grounds,
        correction,
        visa: visa.map(|visa| VisaSummary {
            id: visa.id,
            visa_type: visa.visa_type,
            state: visa.state(),
            number: visa.number,
            issued_on: visa.issued_on,
            valid_until: visa.valid_until,
        }),
        pass: stay.zip(pass).map(|(stay, pass)| PassSummary {
            path: format!("/v/{}", portal.vault.pass_secret(pass.id)),
            number: pass.number,
            state: stay.state(),
            last_permitted_day: stay.last_permitted_day,
        }),
    })
}

/// Why the traveller was denied, or turned away at the border.
async fn grounds(db: &mut dyn Connection, row: &CaseRow, was_granted: bool) -> Result<Vec<Ground>> {
    if row.state() == CaseState::Denied {
        let latest = db
            .latest_decision(row.id, DecisionKind::DenialProposed)
            .await?;
        let ground = latest.and_then(|decision| decision.ground);
        return Ok(ground.into_iter().collect());
    }
    if !was_granted {
        return Ok(Vec::new());
    }
    let crossings = db.crossings_of(row.id).await?;
    Ok(crossings
        .last()
        .filter(|crossing| crossing.kind == CrossingKind::Refusal)
        .map(|crossing| crossing.grounds.clone())
        .unwrap_or_default())
}

/// The reviewer's note on what to correct.
fn correction(
    loaded: &LoadedApplication,
    row: &CaseRow,
    asked: &Correction,
) -> Result<CorrectionAsked> {
    let changes = loaded.case(row.id).and_then(|(row, document)| {
        asked.changes(&loaded.document, document, row.photo.as_deref())
    });
    let note = match &asked.decision.note {
        Some(note) => {
            let place = crate::cases::records::note_data("decisions", asked.decision.id);
            let plain = loaded.key.decrypt(place, note)?;
            String::from_utf8_lossy(&plain).into_owned()
        }
        None => String::new(),
    };
    Ok(CorrectionAsked {
        note,
        pages: asked.pages.clone(),
        changes,
        until: correction_until(asked.decision.at),
    })
}

pub async fn evisa(portal: &Portal, caller: &Caller, visa: Uuid) -> Result<Download> {
    let document = {
        let mut db = portal.store.read().await?;
        let application = own_application(&mut *db, caller).await?;
        let visa = db.visa(visa).await?.ok_or(PortalError::NotFound)?;
        let case = db.case(visa.case_id).await?.ok_or(PortalError::NotFound)?;
        if case.application_id != application.id {
            return Err(PortalError::NotFound);
        }
        if !visa.state().is_shown() {
            return Err(PortalError::NotFound);
        }
        let file = CaseFile::of(portal, &mut *db, case).await?;
        VisaDocument::load(portal, &mut *db, file, visa).await?
    };
    document.pdf(portal).await
}
