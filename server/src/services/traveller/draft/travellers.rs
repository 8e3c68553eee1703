//! Further travellers: with an own passport, or on an adult's (Art. 7.4).

use super::closed_for_changes;
use super::gather::Gathered;
use crate::audit;
use crate::services::traveller::start::new_case;
use crate::state::Portal;
use app::contract::{AddTravellerForm, Caller};
use app::error::{PortalError, Result};
use domain::law::party::{PartyError, Passport, check_joining};
use domain::states::ApplicationState;
use uuid::Uuid;

pub async fn add(portal: &Portal, caller: &Caller, form: &AddTravellerForm) -> Result<Uuid> {
    let mut unit = portal.store.begin().await?;
    let gathered = Gathered::of(portal, &mut *unit, caller).await?;
    if gathered.application.state != ApplicationState::Draft {
        return Err(closed_for_changes());
    }
    let adult = match form.passport.as_str() {
        "own" => None,
        "parent" => Some(form.adult.parse().unwrap_or_default()),
        _ => return Err(PortalError::invalid("passport", "fault-choose-passport")),
    };
    let passport = adult.map_or(Passport::Own, |adult| Passport::Of(gathered.place(adult)));
    check_joining(&gathered.party(), passport, gathered.today).map_err(|why| {
        let field = match why {
            PartyError::TooMany => "passport",
            _ => "adult",
        };
        PortalError::invalid(field, why.message_key())
    })?;
    let position = gathered
        .cases
        .iter()
        .map(|(row, _)| row.position)
        .max()
        .unwrap_or(0)
        + 1;
    let row = new_case(
        portal,
        &gathered.key,
        gathered.application.id,
        position,
        adult,
    )?;
    unit.add_case(&row).await?;
    count_changed(&mut *unit, &gathered).await?;
    record(
        portal,
        &mut *unit,
        "case.added",
        &row.application_id,
        row.id,
    )
    .await?;
    unit.commit().await?;
    Ok(row.id)
}

pub async fn remove(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<()> {
    let mut unit = portal.store.begin().await?;
    let gathered = Gathered::of(portal, &mut *unit, caller).await?;
    let (row, _) = gathered.case(traveller).ok_or(PortalError::NotFound)?;
    if gathered.application.state != ApplicationState::Draft {
        return Err(closed_for_changes());
    }
    if row.position == 1 {
        return Err(PortalError::conflict("conflict-first-traveller"));
    }
    if gathered
        .cases
        .iter()
        .any(|(other, _)| other.adult_id == Some(traveller))
    {
        return Err(PortalError::conflict("conflict-adult-of-others"));
    }
    let photo = row.photo.clone();
    unit.remove_case(traveller).await?;
    count_changed(&mut *unit, &gathered).await?;
    record(
        portal,
        &mut *unit,
        "case.removed",
        &gathered.application.id,
        traveller,
    )
    .await?;
    unit.commit().await?;
    if let Some(name) = photo {
        portal.photos.delete(&name).await?;
    }
    Ok(())
}

/// The application's next version, so that whoever submits in another window at this moment does
/// not send travellers whom they did not see.
async fn count_changed(unit: &mut dyn crate::store::Unit, gathered: &Gathered) -> Result<()> {
    let row = &gathered.application;
    if unit.save_application(row).await? {
        Ok(())
    } else {
        Err(PortalError::conflict("conflict-changed-elsewhere"))
    }
}

async fn record(
    portal: &Portal,
    unit: &mut dyn crate::store::Unit,
    action: &'static str,
    application: &Uuid,
    case: Uuid,
) -> Result<()> {
    let event = audit::Event {
        at: portal.now(),
        actor: audit::Actor::Traveller,
        action,
        application: Some(*application),
        subject: Some(case),
        detail: serde_json::json!({}),
    };
    audit::record(unit, event).await?;
    Ok(())
}
