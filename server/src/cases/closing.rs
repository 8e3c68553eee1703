//! When an application is over: every case denied, withdrawn, or with a visa that permits nothing
//! any more.

use crate::audit::{self, Actor, Event};
use crate::error::case_changed;
use crate::state::Portal;
use crate::store::{CaseRow, Unit};
use app::error::Result;
use domain::states::{ApplicationState, CaseState, StayState, VisaState};
use serde_json::json;
use uuid::Uuid;

/// Closes the application if it is over, in the transaction of what ended its last case; whether
/// it did. The caller then adds [`record`] after its own events: rows are locked before the
/// record's end in every transaction, or two of them could wait for each other.
pub async fn close_if_over(
    portal: &Portal,
    unit: &mut dyn Unit,
    application: Uuid,
) -> Result<bool> {
    // Two who end the last two cases at once must see each other: one waits here for the other.
    unit.lock_application(application).await?;
    for case in unit.cases_of(application).await? {
        if !is_over(unit, &case).await? {
            return Ok(false);
        }
    }
    let row = unit.application(application).await?;
    let Some(mut row) = row.filter(|row| row.state.may_become(ApplicationState::Closed)) else {
        return Ok(false);
    };
    row.state = ApplicationState::Closed;
    row.closed_at = Some(portal.now());
    if !unit.save_application(&row).await? {
        return Err(case_changed());
    }
    Ok(true)
}

/// Adds the closing to the record.
pub async fn record(
    portal: &Portal,
    unit: &mut dyn Unit,
    application: Uuid,
    actor: Actor,
) -> Result<()> {
    let event = Event {
        at: portal.now(),
        actor,
        action: "application.closed",
        application: Some(application),
        subject: Some(application),
        detail: json!({}),
    };
    audit::record(unit, event).await?;
    Ok(())
}

async fn is_over(unit: &mut dyn Unit, case: &CaseRow) -> Result<bool> {
    match case.state {
        CaseState::Denied | CaseState::Withdrawn => return Ok(true),
        CaseState::Granted => {}
        _ => return Ok(false),
    }
    let Some(visa) = unit.visa_of_case(case.id).await? else {
        return Ok(false);
    };
    Ok(match visa.state {
        VisaState::Expired | VisaState::Void | VisaState::Replaced => true,
        VisaState::Valid => false,
        VisaState::Used => unit
            .latest_stay(case.id)
            .await?
            .is_some_and(|stay| stay.state == StayState::Departed),
    })
}
