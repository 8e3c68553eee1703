//! Mails about money.

use super::{application_row, fresh_link};
use crate::mail::Letter;
use crate::state::Portal;
use crate::store::ApplicationRow;
use crate::worker::job_error::JobError;
use app::text::text;
use domain::money::Money;
use domain::states::RefundState;
use uuid::Uuid;

pub(super) async fn received(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, amount) = {
        let mut db = portal.store.read().await?;
        let payment = db
            .payment(id)
            .await?
            .ok_or_else(|| JobError::missing("payment", id))?;
        (
            application_row(&mut *db, payment.application_id).await?,
            payment.amount,
        )
    };
    let letter = Letter::PaymentReceived {
        reference: row.reference.clone(),
        amount,
        decision_due_on: row
            .decision_due_on
            .ok_or_else(|| JobError::Retry("a paid application has a promised date".to_owned()))?,
        link: fresh_link(portal, &row).await?,
    };
    Ok((row, letter))
}

pub(super) async fn refund_moved(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, refund) = {
        let mut db = portal.store.read().await?;
        let refund = db
            .refund(id)
            .await?
            .ok_or_else(|| JobError::missing("refund", id))?;
        let payment = db
            .payment(refund.payment_id)
            .await?
            .ok_or_else(|| JobError::Retry("a refund has a payment".to_owned()))?;
        (
            application_row(&mut *db, payment.application_id).await?,
            refund,
        )
    };
    let link = fresh_link(portal, &row).await?;
    let reference = row.reference.clone();
    let elsewhere = Some(refund.part_elsewhere()).filter(|part| part.minor > 0);
    let sent = Money::new(refund.gone(), refund.amount.currency);
    let amount = refund.amount;
    let letter = match refund.state() {
        RefundState::Succeeded if refund.receipt.is_some() || sent.minor == 0 => {
            Letter::RefundElsewhere {
                reference,
                amount,
                link,
            }
        }
        RefundState::Succeeded => Letter::RefundDone {
            reference,
            amount: sent,
            elsewhere,
            link,
        },
        RefundState::Declined => Letter::RefundDeclined {
            reference,
            amount,
            link,
        },
        RefundState::Failed => Letter::RefundFailed {
            reference,
            amount,
            link,
        },
        RefundState::Requested | RefundState::Approved | RefundState::Sent => Letter::RefundSent {
            reference,
            amount: if sent.minor > 0 { sent } else { amount },
            elsewhere,
            reason: text(&refund.ground.message_key()),
            link,
        },
    };
    Ok((row, letter))
}
