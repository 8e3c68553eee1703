//! Paying: to the card page, and back from it.

use super::draft::{LoadedApplication, Readings, check_reference, own_application, view};
use crate::accounts::Throttled;
use crate::cases::email::is_confirmed;
use crate::payments::{self, CheckoutGuard};
use crate::state::Portal;
use crate::store::Connection;
use app::contract::{Caller, PaymentOutcome, Step};
use app::error::{PortalError, Result};
use async_trait::async_trait;

/// Opens or resumes a card page; its address.
pub async fn pay(portal: &Portal, caller: &Caller, reference: &str) -> Result<String> {
    let application = caller.traveller()?;
    let mut db = portal.store.autocommit().await?;
    check_reference(&own_application(&mut *db, caller).await?, reference)?;
    drop(db);
    // Every payer shares what the provider takes at a time.
    portal
        .throttles
        .check(Throttled::Pay, &application.to_string())?;
    payments::open_checkout(portal, application, &NothingWrong(caller)).await
}

/// The caller's application was submitted, and nothing in it is wrong: a correction that they made
/// afterwards may have left something.
struct NothingWrong<'a>(&'a Caller);

#[async_trait]
impl CheckoutGuard for NothingWrong<'_> {
    async fn check(&self, portal: &Portal, db: &mut dyn Connection) -> Result<()> {
        let loaded = LoadedApplication::of(portal, db, self.0).await?;
        payments::check_payable(&loaded.application)?;
        let readings = Readings::of(portal, db, &loaded).await?;
        let draft = view(portal, db, &loaded, &readings).await?;
        if draft.next_step() != Step::Check {
            return Err(PortalError::conflict("conflict-incomplete"));
        }
        if !is_confirmed(&loaded.application, &loaded.document) {
            return Err(PortalError::conflict("conflict-email-unconfirmed"));
        }
        Ok(())
    }
}

/// How the payment stands, for the page after the card page.
pub async fn outcome(portal: &Portal, caller: &Caller) -> Result<PaymentOutcome> {
    payments::outcome(portal, caller.traveller()?).await
}
