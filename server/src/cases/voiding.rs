//! Making a visa void: a refund for refused entry does so in the same transaction (Art. 7).

use crate::audit::{Actor, Event};
use crate::error::case_error;
use crate::store::VisaRow;
use crate::transaction::Transaction;
use app::error::Result;
use domain::doc9303::seal::SealState;
use domain::law::refunds::{RefundGround, VISA_AFTER_REFUND};
use serde_json::json;
use uuid::Uuid;

/// Voids the visa and lists its seal as revoked.
///
/// # Errors
/// `Conflict` when the visa changed at the same moment.
pub async fn void(
    tx: &mut Transaction,
    application: Uuid,
    mut visa: VisaRow,
    ground: RefundGround,
    actor: Actor,
) -> Result<()> {
    visa.advance(VISA_AFTER_REFUND).map_err(case_error)?;
    tx.save_visa(&visa).await.map_err(case_error)?;
    let now = tx.now();
    // A visa on paper has none.
    if !visa.seal_hash.is_empty() {
        tx.withdraw_seal(&visa.seal_hash, SealState::Revoked, now)
            .await?;
    }
    tx.append(
        Event::new(actor, "visa.voided")
            .of(application)
            .about(visa.case_id)
            .with(json!({ "visa": visa.id, "ground": ground.as_str() })),
    );
    Ok(())
}
