//! The status page: everything that happened, dated; what can be done now; documents.

use super::correction::changes;
use super::draft::{LoadedApplication, own_application};
use super::submit::kept_from_withdrawing;
use crate::cases::case_file::CaseFile;
use crate::cases::corrections::Correction;
use crate::cases::documents::VisaDocument;
use crate::cases::email::is_confirmed;
use crate::cases::records::read_note;
use crate::cases::{arrival_card, timeline};
use crate::error::OrInternal;
use crate::state::Portal;
use crate::store::{
    CaseRow, Connection, CrossingRow, DecisionKind, PaymentRow, RefundRow, VisaAndStay,
};
use crate::vault::DataKey;
use app::contract::{
    Caller, CorrectionAsked, Download, LatestCrossings, PassSummary, PaymentView, RefundView,
    Status, TravellerStatus, VisaSummary,
};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use domain::law::time_limits::correction_until;
use domain::law::{Ground, fees};
use domain::money::Money;
use domain::states::{
    ApplicationState, CaseState, CrossingKind, RefundState, StayState, VisaState,
};
use uuid::Uuid;

pub async fn status(portal: &Portal, caller: &Caller) -> Result<Status> {
    // Nothing is decided by this page: what changes while it is put together is told by the next.
    let mut db = portal.store.autocommit().await?;
    let loaded = LoadedApplication::of(portal, &mut *db, caller).await?;
    let db = &mut *db;
    let rows = db.payments_of(loaded.application.id).await?;
    let pending = loaded.pending;
    let bought = rows.iter().find(|row| row.settles).map(|row| row.amount);
    let payments = payments(db, &loaded.key, rows).await?;
    let mut travellers = Vec::new();
    // Whoever was taken out before it was sent is nobody's news.
    let stayed = loaded
        .cases
        .iter()
        .filter(|(_, document)| !document.removed);
    for (row, document) in stayed {
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
    let people = loaded.cases.iter();
    let people = people.filter_map(|(row, document)| Some((row.id, document.person.as_ref()?)));
    let names = timeline::names_to_tell_apart(&people.collect(), loaded.cases.len());
    let timeline = timeline::of_application(db, loaded.application.id, &names).await?;
    let has_visa = |one: &TravellerStatus| {
        let visa = one.visa.as_ref();
        visa.is_some_and(|visa| visa.state == VisaState::Valid)
    };
    let has_visa = travellers.iter().any(has_visa);
    let card =
        arrival_card::link(portal, db, &loaded.application, &loaded.document, has_visa).await?;
    let email_confirmed = is_confirmed(&loaded.application, &loaded.document);
    let application = loaded.application;
    Ok(Status {
        state: application.state(),
        submitted_at: application.submitted_at,
        paid_at: application.paid_at,
        decision_due_on: application.decision_due_on,
        decision_expected_on: application.decision_expected_on,
        today: ministry_date(portal.now()),
        total,
        email_confirmed,
        can_pay: application.state() == ApplicationState::Submitted && pending.is_none(),
        pending,
        reference: application.reference,
        travellers,
        payments,
        timeline,
        card,
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

async fn payments(
    db: &mut dyn Connection,
    key: &DataKey,
    rows: Vec<PaymentRow>,
) -> Result<Vec<PaymentView>> {
    let mut views = Vec::new();
    for payment in rows {
        let mut refunds = Vec::new();
        let stored = db.refunds_of(payment.id).await?;
        let given_back = payment.arrived(&stored);
        for refund in stored {
            let note = match refund.state() {
                RefundState::Declined => declined_note(db, key, refund.id).await?,
                _ => None,
            };
            refunds.push(refund_view(&refund, note));
        }
        views.push(PaymentView {
            state: payment.state(),
            amount: payment.amount,
            paid_at: payment.paid_at,
            settles: payment.settles,
            refunded_elsewhere: payment.given_back_elsewhere(),
            given_back,
            refunds,
        });
    }
    Ok(views)
}

fn refund_view(refund: &RefundRow, note: Option<String>) -> RefundView {
    RefundView {
        elsewhere: elsewhere(refund),
        amount: refund.amount,
        state: refund.state(),
        reason: refund.ground,
        traveller: refund.case_id,
        at: refund
            .settled_at
            .or(refund.sent_at)
            .or(refund.approved_at)
            .or(refund.declined_at)
            .unwrap_or(refund.requested_at),
        note,
    }
}

/// What the supervisor wrote who declined a refund.
async fn declined_note(
    db: &mut dyn Connection,
    key: &DataKey,
    refund: Uuid,
) -> Result<Option<String>> {
    let Some(row) = db.latest_refund_note(refund).await? else {
        return Ok(None);
    };
    Ok(Some(read_note(key, "refund_notes", row.id, &row.note)))
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
    let crossings = match visa {
        Some(_) => db.crossings_of(row.id).await?,
        None => Vec::new(),
    };
    let denial = match row.state() {
        CaseState::Denied => {
            db.latest_decision(row.id, DecisionKind::DenialProposed)
                .await?
        }
        _ => None,
    };
    let grounds = match &denial {
        Some(denial) => denial.ground.into_iter().collect(),
        // Whoever is in the country was admitted after any refusal.
        None if is_in => Vec::new(),
        None => grounds(&crossings),
    };
    let correction = match loaded.corrections.get(&row.id) {
        Some(asked) => Some(correction(portal, loaded, row, asked).await?),
        None => None,
    };
    Ok(TravellerStatus {
        id: row.id,
        name,
        photo_version: row.photo.is_some().then_some(row.photo_version),
        kept_from_withdrawing: kept_from_withdrawing(loaded, row),
        state: row.state(),
        checked_at: denial.map(|denial| denial.at).or(row.decided_at),
        decided_at: row.decided_at,
        crossings: latest(&crossings),
        grounds,
        correction,
        evisa_path: visa
            .as_ref()
            .map(|visa| format!("/e/{}", portal.vault.visa_secret(visa.id))),
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

/// Why the traveller was turned away at the border, if the last crossing says so.
fn grounds(crossings: &[CrossingRow]) -> Vec<Ground> {
    crossings
        .last()
        .filter(|crossing| crossing.kind == CrossingKind::Refusal)
        .map(|crossing| crossing.grounds.clone())
        .unwrap_or_default()
}

fn latest(crossings: &[CrossingRow]) -> LatestCrossings {
    let at = |kind| {
        let mut latest_first = crossings.iter().rev();
        let found = latest_first.find(|crossing| crossing.kind == kind);
        found.map(|crossing| crossing.event_at)
    };
    LatestCrossings {
        entered_at: at(CrossingKind::Admission),
        refused_at: at(CrossingKind::Refusal),
        left_at: at(CrossingKind::Departure),
    }
}

/// The reviewer's note on what to correct.
async fn correction(
    portal: &Portal,
    loaded: &LoadedApplication,
    row: &CaseRow,
    asked: &Correction,
) -> Result<CorrectionAsked> {
    let changes = match loaded.case(row.id) {
        Some((row, document)) => changes::count(portal, loaded, (row, document), asked).await?,
        None => None,
    };
    Ok(CorrectionAsked {
        note: asked.note(&loaded.key),
        pages: asked.pages.clone(),
        changes,
        asked_at: asked.decision.at,
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
