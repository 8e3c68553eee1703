//! Paying: to the card page, and back from it.

use super::draft::draft;
use crate::payments;
use crate::state::Portal;
use app::contract::{Caller, PaymentOutcome, Step};
use app::error::{PortalError, Result};
use domain::states::ApplicationState;

/// Opens or resumes a card page; its address.
pub async fn pay(portal: &Portal, caller: &Caller) -> Result<String> {
    let answers = draft(portal, caller).await?;
    if answers.state != ApplicationState::Submitted {
        return Err(PortalError::conflict("conflict-cannot-pay"));
    }
    // A correction made after submitting may have left a fault.
    if answers.next_step() != Step::Check {
        return Err(PortalError::conflict("conflict-incomplete"));
    }
    payments::open_checkout(portal, caller.traveller()?).await
}

/// How the payment stands, for the page after the card page.
pub async fn outcome(portal: &Portal, caller: &Caller) -> Result<PaymentOutcome> {
    payments::outcome(portal, caller.traveller()?).await
}
