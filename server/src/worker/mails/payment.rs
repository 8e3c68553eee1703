//! Mails about money.

use super::{application_row, fee_stays, letter, name, status_link, traveller, travellers};
use crate::mail::{Letter, News, Receipt, Who};
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection, PaymentRow, RefundRow};
use crate::worker::job_error::JobError;
use app::text::{text, text_with};
use domain::calendar::ministry_date;
use domain::money::Money;
use domain::states::{PaymentState, RefundState};
use uuid::Uuid;

pub(super) async fn received(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, who, receipt, is_awaited) = {
        let mut db = portal.store.read().await?;
        let payment = db
            .payment(id)
            .await?
            .ok_or_else(|| JobError::missing("payment", id))?;
        let row = application_row(&mut *db, payment.application_id).await?;
        let receipt = receipt(portal, &mut *db, &row, &payment).await?;
        let who = travellers(portal, &mut *db, &row).await?;
        let cases = db.cases_of(row.id).await?;
        let is_awaited = cases.iter().any(|case| case.state().is_undecided())
            && fee_stays(&mut *db, row.id).await?;
        (row, who, receipt, is_awaited)
    };
    let due_on = row
        .decision_due_on
        .ok_or_else(|| JobError::Retry("a paid application has a promised date".to_owned()))?;
    let news = News::PaymentReceived {
        receipt,
        decision_due_on: is_awaited.then_some(row.decision_expected_on.unwrap_or(due_on)),
    };
    let letter = letter(portal, &row, who, news).await?;
    Ok((row, letter))
}

/// What was paid, in the order of the travellers.
async fn receipt(
    portal: &Portal,
    db: &mut dyn Connection,
    row: &ApplicationRow,
    payment: &PaymentRow,
) -> Result<Receipt, JobError> {
    let key = portal.data_key(row)?;
    let shares = db.shares_of(payment.id).await?;
    let mut cases = db.cases_of(row.id).await?;
    cases.sort_by_key(|case| case.position);
    let mut items = Vec::new();
    for case in &cases {
        if let Some((_, share)) = shares.iter().find(|(id, _)| *id == case.id) {
            let fee = Money::new(*share, payment.amount.currency);
            let number = [("position", case.position.to_string())];
            let name = name(portal, &key, case);
            items.push((
                name.unwrap_or_else(|| text_with("traveller-number", &number)),
                fee,
            ));
        }
    }
    Ok(Receipt {
        paid_on: ministry_date(payment.paid_at.unwrap_or(payment.created_at)),
        items,
        total: payment.amount,
    })
}

pub(super) async fn refund_moved(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, who, news) = {
        let mut db = portal.store.read().await?;
        let refund = db
            .refund(id)
            .await?
            .ok_or_else(|| JobError::missing("refund", id))?;
        let payment = db
            .payment(refund.payment_id)
            .await?
            .ok_or_else(|| JobError::Retry("a refund has a payment".to_owned()))?;
        let row = application_row(&mut *db, payment.application_id).await?;
        let who = whose(portal, &mut *db, &row, &refund).await?;
        let refunds = db.refunds_of(payment.id).await?;
        let news = if is_overtaken(&refund, &payment, &refunds) {
            status_link()
        } else {
            news(&refund, &payment)
        };
        (row, who, news)
    };
    let letter = letter(portal, &row, who, news).await?;
    Ok((row, letter))
}

/// Whether a decision or a failure is no longer what counts: the fee went back all the same, the bank has
/// it, or a later refusal asks for it anew.
fn is_overtaken(refund: &RefundRow, payment: &PaymentRow, refunds: &[RefundRow]) -> bool {
    match refund.state() {
        RefundState::Declined => {
            let asked_anew = |other: &RefundRow| {
                other.id != refund.id && other.case_id == refund.case_id && other.state().counts()
            };
            payment.is_all_back()
                || payment.state() == PaymentState::Disputed
                || refunds.iter().any(asked_anew)
        }
        RefundState::Failed => payment.is_all_back(),
        RefundState::Requested
        | RefundState::Approved
        | RefundState::Sent
        | RefundState::Succeeded => false,
    }
}

/// Whose share goes back; where it is a whole charge, the travellers of the application.
async fn whose(
    portal: &Portal,
    db: &mut dyn Connection,
    row: &ApplicationRow,
    refund: &RefundRow,
) -> Result<Option<Who>, JobError> {
    let case = match refund.case_id {
        Some(id) => db.case(id).await?,
        None => None,
    };
    match case {
        Some(case) => Ok(Some(traveller(portal, row, &case)?)),
        None => travellers(portal, db, row).await,
    }
}

/// How it stands with a refund.
fn news(refund: &RefundRow, payment: &PaymentRow) -> News {
    let elsewhere = Some(refund.part_elsewhere()).filter(|part| part.minor > 0);
    let sent = Money::new(refund.gone(), refund.amount.currency);
    let amount = refund.amount;
    match refund.state() {
        RefundState::Succeeded if refund.receipt.is_some() || sent.minor == 0 => {
            News::RefundElsewhere { amount }
        }
        RefundState::Succeeded => News::RefundDone {
            amount: sent,
            elsewhere,
        },
        RefundState::Declined => {
            let stays = payment.part_to_send(refund);
            let elsewhere = Money::new(amount.minor - stays.minor, amount.currency);
            News::RefundDeclined {
                amount: stays,
                elsewhere: Some(elsewhere).filter(|part| part.minor > 0),
            }
        }
        RefundState::Failed => News::RefundFailed { amount },
        RefundState::Requested | RefundState::Approved | RefundState::Sent => News::RefundSent {
            amount: if sent.minor > 0 { sent } else { amount },
            elsewhere,
            reason: text(&refund.ground.message_key()),
        },
    }
}
