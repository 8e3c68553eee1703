//! What an application owes now, and whether it may be paid.

use super::PaymentError;
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection, PaymentRow};
use crate::transaction::Transaction;
use app::error::{PortalError, Result};
use async_trait::async_trait;
use domain::calendar::ministry_date;
use domain::law::visa_types::SOLD_ONLINE;
use domain::money::Money;
use domain::states::{ApplicationState, CaseState, PaymentState};
use uuid::Uuid;

/// A further condition, checked in the transaction that adds the payment row, beside that something
/// is owed.
#[async_trait]
pub trait CheckoutGuard: Sync {
    async fn check(&self, portal: &Portal, db: &mut dyn Connection) -> Result<()>;
}

/// Nothing more.
#[async_trait]
impl CheckoutGuard for () {
    async fn check(&self, _: &Portal, _: &mut dyn Connection) -> Result<()> {
        Ok(())
    }
}

/// What is to be paid now.
pub(super) struct Due {
    pub application: ApplicationRow,
    /// The fee of one traveller.
    pub each: Money,
    /// What each traveller's case pays of it, in minor units, by case id.
    pub shares: Vec<(Uuid, i64)>,
    /// Newest first.
    pub payments: Vec<PaymentRow>,
    /// The payer's e-mail address, where every provider takes one of its form.
    pub email: Option<String>,
}

impl Due {
    /// As it stays until the transaction ends.
    pub async fn of(
        portal: &Portal,
        tx: &mut Transaction,
        application: Uuid,
        guard: &dyn CheckoutGuard,
    ) -> Result<Self, PaymentError> {
        // Whoever saves an answer or withdraws at this moment waits, or is seen here.
        tx.lock_application(application).await?;
        guard
            .check(portal, &mut **tx)
            .await
            .map_err(PaymentError::Portal)?;
        let application = tx
            .application(application)
            .await?
            .ok_or(PaymentError::Portal(PortalError::NotFound))?;
        check_payable(&application).map_err(PaymentError::Portal)?;
        let each = tx
            .fee(SOLD_ONLINE, ministry_date(portal.now()))
            .await?
            .ok_or(PaymentError::NoFee)?
            .fee;
        let mut shares: Vec<(Uuid, i64)> = tx
            .cases_of(application.id)
            .await?
            .iter()
            .filter(|case| case.state() != CaseState::Withdrawn)
            .map(|case| (case.id, each.minor))
            .collect();
        shares.sort_unstable();
        if shares.is_empty() {
            return Err(PaymentError::Portal(PortalError::conflict(
                "conflict-not-payable",
            )));
        }
        let payments = tx.payments_of(application.id).await?;
        let key = portal
            .data_key(&application)
            .map_err(PaymentError::Portal)?;
        let document = portal
            .application_document(&key, &application)
            .map_err(PaymentError::Portal)?;
        Ok(Self {
            email: Some(document.email).filter(|email| is_plain(email)),
            application,
            each,
            shares,
            payments,
        })
    }

    /// The payment whose page may still be open.
    pub fn open_payment(&self) -> Option<&PaymentRow> {
        self.payments
            .iter()
            .find(|payment| payment.state() == PaymentState::Created)
    }
}

/// Whether an application waits for its payment.
///
/// # Errors
/// `Conflict` with what is so: paid, withdrawn before it was paid, not sent, or ended.
pub fn check_payable(application: &ApplicationRow) -> Result<(), PortalError> {
    let key = match application.state() {
        ApplicationState::Submitted => return Ok(()),
        // Answers were changed in another window after the page was opened.
        ApplicationState::Draft => "conflict-not-sent",
        ApplicationState::Paid => "conflict-already-paid",
        ApplicationState::Closed if application.paid_at.is_some() => "conflict-already-paid",
        ApplicationState::Closed => "conflict-withdrawn",
        ApplicationState::Expired => "conflict-not-payable",
    };
    Err(PortalError::conflict(key))
}

/// Whether an address is of the form that nobody refuses: a payment must not fail by a courtesy.
fn is_plain(email: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@');
    email.chars().all(is_plain)
}
