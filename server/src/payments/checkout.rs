//! Opening a hosted checkout, or going back to the one that is open.
//!
//! One row of `payments` is one attempt; its id and number are the idempotency key of the one call
//! that opens its page. A row whose call has no known end is looked up at the provider before it is called again.

use super::PaymentError;
use super::due::{CheckoutGuard, Due};
use super::settlement::{self, close};
use crate::audit::{Actor, Event};
use crate::card_provider::{CheckoutOrder, ProviderError, Session, SessionStatus};
use crate::error::internal;
use crate::failpoint::Failpoint;
use crate::state::Portal;
use crate::store::PaymentRow;
use crate::transaction::{MayBeStale, retry_stale};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use domain::law::fees;
use domain::states::PaymentState;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// A page with less time left than this is not shown again.
const USABLE: TimeDelta = TimeDelta::minutes(5);
/// The provider opens no page that closes sooner.
const SHORTEST: TimeDelta = TimeDelta::minutes(30);
/// What a clock may be off by, and a call may take.
const LEEWAY: TimeDelta = TimeDelta::minutes(1);
/// The provider opens no page that closes later.
const LONGEST: TimeDelta = TimeDelta::hours(24);
/// Idempotency keys expire after a day; before that a call may be repeated under its own.
const KEY_HOLDS: TimeDelta = TimeDelta::hours(23);

/// Opens a hosted checkout for what the application still owes, or resumes the one that is open,
/// where `guard` lets it.
///
/// # Errors
/// Those of `guard`, `Conflict` when nothing is to be paid (any more), `Unavailable` when the
/// provider is away.
pub async fn open_checkout(
    portal: &Portal,
    application: Uuid,
    guard: &dyn CheckoutGuard,
) -> Result<String> {
    let mut last = None;
    for round in 0..3 {
        match try_round(portal, application, guard).await {
            Ok(Some(url)) => return Ok(url),
            Ok(None) => {}
            // Looks at what became of the call, and calls again only if nothing did.
            Err(PaymentError::Provider(error @ ProviderError::Indeterminate(_))) if round == 0 => {
                last = Some(error);
            }
            // The next round makes a new attempt.
            Err(PaymentError::Provider(
                error @ (ProviderError::ServerError { .. } | ProviderError::IdempotencyMismatch),
            )) => {
                last = Some(error);
            }
            // Two clicks at once: the other one is just opening the page.
            Err(PaymentError::Provider(error @ ProviderError::RetrySameKey { .. })) => {
                last = Some(error);
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let error = last.map_or(PaymentError::Contended, PaymentError::Provider);
    Err(error.into())
}

/// One round: the page's address, or nothing when something changed and another round is due.
async fn try_round(
    portal: &Portal,
    application: Uuid,
    guard: &dyn CheckoutGuard,
) -> Result<Option<String>, PaymentError> {
    // Each turn but the last finds the end of a checkout that was open.
    loop {
        let (due, begun) = match begin(portal, application, guard).await {
            Err(error) if error.is_stale() => return Ok(None),
            begun => begun?,
        };
        match begun {
            Begun::New(payment) => return call(portal, &due, &payment).await,
            Begun::Before(payment) => match resume(portal, &due, &payment).await? {
                Resumed::Page(url) => return Ok(Some(url)),
                Resumed::Changed => return Ok(None),
                Resumed::Over => {}
            },
        }
    }
}

enum Begun {
    New(PaymentRow),
    /// By an earlier request; its page may still be open.
    Before(PaymentRow),
}

enum Resumed {
    Page(String),
    /// It was paid, or something else that asks for a fresh look.
    Changed,
    /// Nobody can pay there any more.
    Over,
}

async fn resume(portal: &Portal, due: &Due, payment: &PaymentRow) -> Result<Resumed, PaymentError> {
    let fits = fits(portal, due, payment).await?;
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
        let now = portal.now();
        if fits && payment.expires_at - now > SHORTEST && now - payment.created_at < KEY_HOLDS {
            return Ok(match call(portal, due, payment).await? {
                Some(url) => Resumed::Page(url),
                None => Resumed::Changed,
            });
        }
        close(portal, payment.id, PaymentState::Expired, None).await?;
        return Ok(Resumed::Over);
    };
    if session.status == SessionStatus::Open
        && fits
        && session.expires_at - portal.now() >= USABLE
        && let Some(url) = &session.url
    {
        store_session(portal, payment.id, &session).await?;
        return Ok(Resumed::Page(url.clone()));
    }
    if session.status == SessionStatus::Open {
        // A page that was completed meanwhile cannot be closed; settling finds that out.
        if let Err(error) = portal.cards.expire_session(&session.id).await
            && !matches!(error, ProviderError::Invalid { .. })
        {
            return Err(error.into());
        }
    }
    Ok(match settlement::settle(portal, payment.id).await? {
        PaymentState::Expired | PaymentState::Failed => Resumed::Over,
        // The page was completed, and the bank has not said yet what came of it.
        PaymentState::Created if session.status == SessionStatus::Complete => {
            return Err(PaymentError::Portal(PortalError::conflict(
                "conflict-payment-confirming",
            )));
        }
        _ => Resumed::Changed,
    })
}

/// Whether the attempt asks for what is due now.
async fn fits(portal: &Portal, due: &Due, payment: &PaymentRow) -> Result<bool, PaymentError> {
    let mut shares = portal.store.read().await?.shares_of(payment.id).await?;
    shares.sort_unstable();
    Ok(payment.amount.currency == due.each.currency && shares == due.shares)
}

/// Finds out what is due, and adds its payment row in the same transaction; an earlier row that may
/// still be paid is given back instead.
///
/// # Errors
/// `Stale` when somebody else was faster.
async fn begin(
    portal: &Portal,
    application: Uuid,
    guard: &dyn CheckoutGuard,
) -> Result<(Due, Begun), PaymentError> {
    let mut tx = portal.begin().await?;
    let due = Due::of(portal, &mut tx, application, guard).await?;
    if let Some(open) = due.open_payment().cloned() {
        return Ok((due, Begun::Before(open)));
    }
    let now = portal.now();
    let amount = fees::total(due.each, due.shares.len())
        .map_err(|error| PaymentError::Portal(internal(error)))?;
    let open_for = TimeDelta::minutes(i64::from(portal.config.service.checkout_minutes));
    let payment = PaymentRow::created(
        portal.id(),
        due.application.id,
        due.payments.first().map_or(0, |newest| newest.attempt) + 1,
        amount,
        now,
        now + (open_for + LEEWAY).min(LONGEST - LEEWAY),
    );
    tx.add_payment(&payment, &due.shares).await?;
    // The application does not end while its checkout is open.
    if due.application.expires_at < payment.expires_at {
        let mut application = due.application.clone();
        application.expires_at = payment.expires_at;
        tx.save_application(&application).await?;
    }
    tx.append(
        Event::new(Actor::Traveller, "payment.opened")
            .of(payment.application_id)
            .about(payment.id)
            .with(json!({ "amount": amount.to_string(), "attempt": payment.attempt })),
    );
    tx.commit().await?;
    Ok((due, Begun::New(payment)))
}

/// Opens the page of an attempt. `None` when the page is there and cannot be paid at any more.
async fn call(
    portal: &Portal,
    due: &Due,
    payment: &PaymentRow,
) -> Result<Option<String>, PaymentError> {
    portal.failpoints.reach(Failpoint::CheckoutBeforeCall).await;
    let address = &portal.config.server.public_url;
    let order = CheckoutOrder {
        payment: payment.id,
        reference: due.application.reference.clone(),
        each: due.each,
        travellers: due.shares.len() as u64,
        expires_at: payment.expires_at,
        email: due.email.clone(),
        success_url: format!("{address}/pay/done"),
        cancel_url: format!("{address}/pay/cancelled"),
        key: format!("payment-{}-{}", payment.id, payment.attempt),
    };
    let session = match portal.cards.open_session(&order).await {
        Ok(session) => session,
        Err(error @ (ProviderError::Indeterminate(_) | ProviderError::RetrySameKey { .. })) => {
            return Err(error.into());
        }
        // Another call was made under the key: its page, if there is one, is that of this attempt.
        Err(ProviderError::IdempotencyMismatch) => {
            let found = portal
                .cards
                .find_session(payment.id, payment.created_at)
                .await?;
            if let Some(session) = found {
                session
            } else {
                close(portal, payment.id, PaymentState::Failed, None).await?;
                return Err(ProviderError::IdempotencyMismatch.into());
            }
        }
        // Refused, or an answer that is kept under the key: a page that exists all the same is found and
        // closed by the sweep.
        Err(error) => {
            tracing::warn!(payment = %payment.id, %error, "a hosted checkout was not opened");
            let failed = PaymentState::Failed;
            close(portal, payment.id, failed, None).await?;
            return Err(error.into());
        }
    };
    portal.failpoints.reach(Failpoint::CheckoutAfterCall).await;
    store_session(portal, payment.id, &session).await?;
    portal
        .failpoints
        .reach(Failpoint::CheckoutAfterCommit)
        .await;
    Ok(session.url)
}

/// Commits which page the attempt has.
async fn store_session(
    portal: &Portal,
    payment: Uuid,
    session: &Session,
) -> Result<(), PaymentError> {
    retry_stale(|| async move {
        let mut tx = portal.begin().await?;
        let Some(mut row) = tx.payment(payment).await? else {
            return Err(PaymentError::Missing {
                what: "payment",
                id: payment,
            });
        };
        if row.session_id.is_none() {
            row.session_id = Some(session.id.clone());
            tx.save_payment(&row).await?;
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}
