//! When an application is over: every case denied, withdrawn, or with a visa that permits nothing
//! any more.

use crate::audit::{Actor, Event};
use crate::error::case_error;
use crate::store::{CaseRow, Connection};
use crate::transaction::Transaction;
use app::error::Result;
use domain::states::{ApplicationState, CaseState, StayState, VisaState};
use uuid::Uuid;

/// Closes the application if it is over, in the transaction of what ended its last case; last of
/// all, so that its event stands behind those of what ended it.
///
/// # Errors
/// `Conflict` when the application changed at the same moment.
pub async fn close_if_over(tx: &mut Transaction, application: Uuid, actor: Actor) -> Result<()> {
    // Two who end the last two cases at once must see each other: one waits here for the other.
    tx.lock_application(application).await?;
    for case in tx.cases_of(application).await? {
        if !is_over(&mut **tx, &case).await? {
            return Ok(());
        }
    }
    let row = tx.application(application).await?;
    let Some(mut row) = row.filter(|row| row.state().may_become(ApplicationState::Closed)) else {
        return Ok(());
    };
    row.advance(ApplicationState::Closed)?;
    row.closed_at = Some(tx.now());
    tx.save_application(&row).await.map_err(case_error)?;
    tx.append(
        Event::new(actor, "application.closed")
            .of(application)
            .about(application),
    );
    Ok(())
}

async fn is_over(db: &mut dyn Connection, case: &CaseRow) -> Result<bool> {
    match case.state() {
        CaseState::Denied | CaseState::Withdrawn => return Ok(true),
        CaseState::Granted => {}
        _ => return Ok(false),
    }
    let Some(visa) = db.visa_of_case(case.id).await? else {
        // An arrival card, which is over with the stay.
        let stay = db.latest_stay(case.id).await?;
        return Ok(stay.is_some_and(|stay| stay.state() == StayState::Departed));
    };
    Ok(match visa.state() {
        VisaState::Expired | VisaState::Void | VisaState::Replaced => true,
        VisaState::Valid => false,
        VisaState::Used => db
            .latest_stay(case.id)
            .await?
            .is_some_and(|stay| stay.state() == StayState::Departed),
    })
}
