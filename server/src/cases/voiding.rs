//! Making a visa void: a refund for refused entry does so in the same act (Art. 7).

use crate::audit::{self, Actor, Event};
use crate::error::case_changed;
use crate::state::Portal;
use crate::store::{Unit, VisaRow};
use app::error::Result;
use domain::doc9303::seal::SealState;
use domain::law::refunds::{RefundGround, VISA_AFTER_REFUND};
use serde_json::json;
use uuid::Uuid;

/// Voids the visa and lists its seal as revoked. The caller then adds [`record`] after its own
/// events.
pub async fn void(portal: &Portal, unit: &mut dyn Unit, visa: &VisaRow) -> Result<()> {
    if !unit
        .set_visa_state(visa.id, visa.version, VISA_AFTER_REFUND)
        .await?
    {
        return Err(case_changed());
    }
    unit.withdraw_seal(&visa.seal_hash, SealState::Revoked, portal.now())
        .await?;
    Ok(())
}

/// Adds the voiding to the record.
pub async fn record(
    portal: &Portal,
    unit: &mut dyn Unit,
    application: Uuid,
    visa: &VisaRow,
    ground: RefundGround,
    actor: Actor,
) -> Result<()> {
    let event = Event {
        at: portal.now(),
        actor,
        action: "visa.voided",
        application: Some(application),
        subject: Some(visa.case_id),
        detail: json!({ "visa": visa.id, "ground": ground.as_str() }),
    };
    audit::record(unit, event).await?;
    Ok(())
}
