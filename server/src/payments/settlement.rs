//! How a payment stands: asked of the provider and written down once. (Not the settlement of funds
//! to the ministry's account: that is between the ministry and its provider.)
//!
//! [`settle`] may be called at any time, by anybody, any number of times and at the same time. A charge
//! that is new is judged by [`classify_charge`], with everything that follows in one transaction;
//! disputes and refunds of one that is known are booked after it, each in a transaction of its own.

mod coverage;
mod disputes;
mod elsewhere;
mod outcome;

pub(super) use elsewhere::book_external_refunds;
pub use outcome::outcome;

use self::coverage::{coverage, is_wanted};
use crate::audit::{Actor, Event};
use crate::card_provider::{Charge, ProviderError, SessionStatus};
use crate::cases::refunds;
use crate::failpoint::Failpoint;
use crate::payments::PaymentError;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, PaymentRow};
use crate::transaction::{Transaction, retry_stale};
use chrono::TimeDelta;
use domain::law::refunds::RefundGround;
use domain::law::refunds::charges::{ChargeOutcome, LedgerSnapshot, classify_charge};
use domain::money::{Currency, Money};
use domain::states::{ApplicationState, CaseState, PaymentState};
use serde_json::json;
use uuid::Uuid;

/// An attempt that has no checkout so long after its end never had one.
const NEVER_OPENED: TimeDelta = TimeDelta::hours(1);

/// What a look at the provider found.
pub(super) struct Found {
    pub state: PaymentState,
    /// Whether it is known that nothing was paid: on an open or closed checkout, or for want of one.
    pub is_unpaid: bool,
}

impl From<PaymentState> for Found {
    fn from(state: PaymentState) -> Self {
        Self {
            state,
            is_unpaid: matches!(state, PaymentState::Expired | PaymentState::Failed),
        }
    }
}

/// Asks the provider how a payment stands and writes it down; its state then.
pub async fn settle(portal: &Portal, payment: Uuid) -> Result<PaymentState, PaymentError> {
    Ok(look(portal, payment).await?.state)
}

/// The same, with what was found.
pub(super) async fn look(portal: &Portal, payment: Uuid) -> Result<Found, PaymentError> {
    let missing = PaymentError::Missing {
        what: "payment",
        id: payment,
    };
    let mut db = portal.store.read().await?;
    let payment = db.payment(payment).await?.ok_or(missing)?;
    let wanted = is_wanted(&mut *db, &payment).await?;
    drop(db);
    match payment.state() {
        PaymentState::Created | PaymentState::Expired | PaymentState::Failed => {}
        PaymentState::Disputed
        | PaymentState::Paid
        | PaymentState::PartlyRefunded
        | PaymentState::Refunded => return Ok(refresh_paid(portal, &payment).await?.into()),
    }
    let session = match &payment.session_id {
        Some(id) => Some(portal.cards.session(id).await?),
        None => {
            portal
                .cards
                .find_session(payment.id, payment.created_at)
                .await?
        }
    };
    let Some(session) = session else {
        if portal.now() - payment.expires_at > NEVER_OPENED {
            return Ok(close(portal, payment.id, PaymentState::Expired, None)
                .await?
                .into());
        }
        return Ok(payment.state().into());
    };
    if let Some(charge) = &session.charge {
        let state = apply_charge(portal, payment.id, &session.id, charge).await?;
        return Ok(
            apply_disputes_and_refunds(portal, payment.id, state, charge)
                .await?
                .into(),
        );
    }
    let end = match session.status {
        SessionStatus::Expired => PaymentState::Expired,
        SessionStatus::Failed => PaymentState::Failed,
        // A page for what nobody owes any more is closed before somebody pays there.
        SessionStatus::Open if !wanted => match portal.cards.expire_session(&session.id).await {
            Ok(_) => PaymentState::Expired,
            // Paid in this very moment: the next look finds it.
            Err(ProviderError::Invalid { .. }) => {
                return Err(ProviderError::Indeterminate("changing").into());
            }
            Err(error) => return Err(error.into()),
        },
        SessionStatus::Open => {
            return Ok(Found {
                state: payment.state(),
                is_unpaid: true,
            });
        }
        SessionStatus::Complete => {
            note_confirming(portal, payment.id).await?;
            // Whatever is written down: the bank has not spoken yet.
            return Ok(Found {
                state: payment.state(),
                is_unpaid: false,
            });
        }
    };
    Ok(close(portal, payment.id, end, Some(session.id))
        .await?
        .into())
}

/// Writes down that the bank has not said yet what came of a completed checkout.
async fn note_confirming(portal: &Portal, payment: Uuid) -> Result<(), PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, _) = lock_and_load(&mut tx, payment).await?;
        if row.state() != PaymentState::Created || row.confirming_since.is_some() {
            return Ok(());
        }
        row.confirming_since = Some(portal.now());
        tx.save_payment(&row).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What came of a charge that is written down: a dispute, its end, or money that went back.
async fn refresh_paid(portal: &Portal, payment: &PaymentRow) -> Result<PaymentState, PaymentError> {
    let Some(intent) = &payment.intent_id else {
        return Ok(payment.state());
    };
    match portal.cards.charge(intent).await? {
        Some(charge) => {
            apply_disputes_and_refunds(portal, payment.id, payment.state(), &charge).await
        }
        None => Ok(payment.state()),
    }
}

async fn apply_disputes_and_refunds(
    portal: &Portal,
    payment: Uuid,
    state: PaymentState,
    charge: &Charge,
) -> Result<PaymentState, PaymentError> {
    let is_lost = charge.lost_disputes > 0 && charge.left() == 0;
    if charge.disputed {
        let disputed = disputes::begin(portal, payment).await?;
        if !is_lost {
            return Ok(disputed);
        }
    // What the bank took back to the last of it stays disputed.
    } else if state == PaymentState::Disputed && !is_lost {
        disputes::end(portal, payment, charge).await?;
    }
    book_external_refunds(portal, payment, charge).await
}

/// Writes a charge down, with everything that follows from it.
async fn apply_charge(
    portal: &Portal,
    payment: Uuid,
    session_id: &str,
    charge: &Charge,
) -> Result<PaymentState, PaymentError> {
    let Ok(currency) = charge.currency.parse::<Currency>() else {
        // Given back at the provider, there is nothing to book: the fee is owed as before.
        if charge.left() == 0 {
            let failed = PaymentState::Failed;
            return close(portal, payment, failed, Some(session_id.to_owned())).await;
        }
        return elsewhere::flag_unbookable(portal, payment, charge).await;
    };
    let charged = Money::new(charge.amount, currency);
    retry_stale(|| try_to_apply(portal, payment, session_id, charge, charged)).await
}

async fn try_to_apply(
    portal: &Portal,
    payment: Uuid,
    session_id: &str,
    charge: &Charge,
    charged: Money,
) -> Result<PaymentState, PaymentError> {
    let mut tx = portal.begin().await?;
    let (mut row, application) = lock_and_load(&mut tx, payment).await?;
    if !matches!(
        row.state(),
        PaymentState::Created | PaymentState::Expired | PaymentState::Failed
    ) {
        return Ok(row.state());
    }
    let cases = tx.cases_of(application.id).await?;
    let others = tx.payments_of(application.id).await?;
    let coverage = coverage(&mut *tx, payment, &cases).await?;
    let outcome = classify_charge(
        charged,
        LedgerSnapshot {
            asked: row.amount,
            application: application.state(),
            settled: others.iter().any(|other| other.settles),
            coverage,
        },
    );
    let asked = row.amount;
    row.advance(PaymentState::Paid)?;
    row.amount = charged;
    row.session_id = Some(session_id.to_owned());
    row.intent_id = Some(charge.intent_id.clone());
    row.paid_at = Some(tx.now());
    row.settles = outcome == ChargeOutcome::Settles;
    row.unknown_currency = None;
    tx.save_payment(&row).await?;
    match outcome {
        ChargeOutcome::Settles => buy(portal, &mut tx, &row, application, cases).await?,
        ChargeOutcome::Refund(ground) => refund(portal, &mut tx, &row, asked, ground).await?,
    }
    // Other checkouts of the same application are closed.
    for other in others {
        if other.id != row.id && other.state() == PaymentState::Created {
            tx.enqueue(Job::SyncPayment(other.id));
        }
    }
    portal.failpoints.reach(Failpoint::SettleBeforeCommit).await;
    tx.commit().await?;
    portal.failpoints.reach(Failpoint::SettleAfterCommit).await;
    report(&row, outcome);
    Ok(row.state())
}

/// The payment with its application, which is locked until the transaction ends.
async fn lock_and_load(
    tx: &mut Transaction,
    payment: Uuid,
) -> Result<(PaymentRow, ApplicationRow), PaymentError> {
    let missing = |what, id| PaymentError::Missing { what, id };
    let found = tx.payment(payment).await?;
    let id = found.ok_or(missing("payment", payment))?.application_id;
    tx.lock_application(id).await?;
    let application = tx.application(id).await?;
    let row = tx.payment(payment).await?;
    Ok((
        row.ok_or(missing("payment", payment))?,
        application.ok_or(missing("application", id))?,
    ))
}

/// The charge buys the application.
async fn buy(
    portal: &Portal,
    tx: &mut Transaction,
    payment: &PaymentRow,
    mut application: ApplicationRow,
    cases: Vec<CaseRow>,
) -> Result<(), PaymentError> {
    let now = tx.now();
    let due_on = portal.promised_day();
    application.advance(ApplicationState::Paid)?;
    application.paid_at = Some(now);
    application.decision_due_on = Some(due_on);
    tx.save_application(&application).await?;
    let detail = json!({ "amount": payment.amount.to_string(), "promised_on": due_on.to_string() });
    let event = Event::new(Actor::System, "payment.settled").of(application.id);
    tx.append(event.about(payment.id).with(detail));
    let shares = tx.shares_of(payment.id).await?;
    for mut case in cases {
        if case.state() != CaseState::Withdrawn {
            case.queued_at = Some(now);
            tx.save_case(&case).await?;
            continue;
        }
        // Withdrawn while the checkout was open: that share came too late.
        if let Some((_, amount)) = shares.iter().find(|(id, _)| *id == case.id) {
            let amount = Money::new(*amount, payment.amount.currency);
            let ground = RefundGround::LateCharge;
            refunds::open_automatic(portal, tx, payment, Some(case.id), amount, ground).await?;
        }
    }
    tx.enqueue(Job::MailPaymentReceived(payment.id));
    Ok(())
}

/// The charge buys nothing: all of it is refunded.
async fn refund(
    portal: &Portal,
    tx: &mut Transaction,
    payment: &PaymentRow,
    asked: Money,
    ground: RefundGround,
) -> Result<(), PaymentError> {
    let event = Event::new(Actor::System, "payment.unneeded")
        .of(payment.application_id)
        .about(payment.id)
        .with(json!({
            "amount": payment.amount.to_string(),
            "asked": asked.to_string(),
            "ground": ground.as_str(),
        }));
    tx.append(event);
    refunds::open_automatic(portal, tx, payment, None, payment.amount, ground).await?;
    Ok(())
}

fn report(payment: &PaymentRow, outcome: ChargeOutcome) {
    match outcome {
        ChargeOutcome::Settles => {
            metrics::counter!("portal_payments_settled_total").increment(1);
            tracing::info!(payment = %payment.id, application = %payment.application_id, "a payment settled");
        }
        ChargeOutcome::Refund(ground) => {
            metrics::counter!("portal_charges_given_back_total", "ground" => ground.as_str())
                .increment(1);
            tracing::warn!(payment = %payment.id, application = %payment.application_id, ground = ground.as_str(), "a charge is refunded by itself");
        }
    }
}

/// Ends an attempt that was not paid.
pub(super) async fn close(
    portal: &Portal,
    payment: Uuid,
    state: PaymentState,
    session_id: Option<String>,
) -> Result<PaymentState, PaymentError> {
    let action = if state == PaymentState::Expired {
        "payment.expired"
    } else {
        "payment.failed"
    };
    let changed = change(portal, payment, state, session_id, action).await?;
    Ok(changed.state)
}

/// What [`change`] left.
struct Changed {
    state: PaymentState,
    /// Whether it was this call that changed it.
    anew: bool,
}

async fn change(
    portal: &Portal,
    payment: Uuid,
    state: PaymentState,
    session_id: Option<String>,
    action: &'static str,
) -> Result<Changed, PaymentError> {
    let session_id = session_id.as_ref();
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let (mut row, application) = lock_and_load(&mut tx, payment).await?;
        if !row.state().may_become(state) {
            return Ok(Changed {
                state: row.state(),
                anew: false,
            });
        }
        row.advance(state)?;
        row.session_id = session_id.cloned().or(row.session_id);
        tx.save_payment(&row).await?;
        tx.append(
            Event::new(Actor::System, action)
                .of(application.id)
                .about(row.id)
                .with(json!({ "attempt": row.attempt })),
        );
        tx.commit().await?;
        Ok(Changed { state, anew: true })
    })
    .await
}
