//! Further travellers: with an own passport, or on an adult's (Art. 7.4).

use super::closed_for_changes;
use super::load::LoadedApplication;
use super::readings::Readings;
use crate::audit::{Actor, Event};
use crate::services::traveller::start::new_case;
use crate::state::Portal;
use crate::store::ApplicationRow;
use crate::transaction::Transaction;
use app::contract::{AddTravellerForm, Caller, FormOrigin};
use app::error::{PortalError, Result};
use domain::law::group::GroupError;
use domain::states::ApplicationState;
use uuid::Uuid;

pub async fn add(
    portal: &Portal,
    caller: &Caller,
    origin: &FormOrigin,
    form: &AddTravellerForm,
) -> Result<Uuid> {
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::of(portal, &mut *tx, caller).await?;
    loaded.check_reference(&origin.reference)?;
    if loaded.application.state() != ApplicationState::Draft {
        return Err(closed_for_changes());
    }
    let adult = match form.passport.as_str() {
        "own" => None,
        "parent" => Some(form.adult.parse().unwrap_or_default()),
        _ => {
            return Err(PortalError::invalid(
                "passport",
                "field-error-choose-passport",
            ));
        }
    };
    let readings = Readings::of(portal, &mut *tx, &loaded).await?;
    readings.check_joining(adult).map_err(|why| {
        let field = match why {
            GroupError::TooMany => "passport",
            _ => "adult",
        };
        PortalError::invalid(field, why.message_key())
    })?;
    let position = loaded
        .cases
        .iter()
        .map(|(row, _)| row.position)
        .max()
        .unwrap_or(0)
        + 1;
    let row = new_case(portal, &loaded.key, loaded.application.id, position, adult)?;
    tx.add_case(&row).await?;
    count_changed(&mut tx, &loaded.application, "case.added", row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}

pub async fn remove(portal: &Portal, caller: &Caller, traveller: Uuid) -> Result<()> {
    let mut tx = portal.begin().await?;
    let loaded = LoadedApplication::of(portal, &mut *tx, caller).await?;
    let (row, _) = loaded.case(traveller).ok_or(PortalError::NotFound)?;
    if loaded.application.state() != ApplicationState::Draft {
        return Err(closed_for_changes());
    }
    if row.position == 1 {
        return Err(PortalError::conflict("conflict-first-traveller"));
    }
    if loaded
        .cases
        .iter()
        .any(|(other, _)| other.adult_id == Some(traveller))
    {
        return Err(PortalError::conflict("conflict-adult-of-others"));
    }
    let photo = row.photo.clone();
    tx.remove_case(traveller).await?;
    count_changed(&mut tx, &loaded.application, "case.removed", traveller).await?;
    tx.commit().await?;
    if let Some(name) = photo {
        portal.photos.delete(&name).await?;
    }
    Ok(())
}

/// The application's next version, so that whoever submits in another window at this moment does
/// not send travellers whom they did not see; and the event about one of its cases.
async fn count_changed(
    tx: &mut Transaction,
    application: &ApplicationRow,
    action: &'static str,
    case: Uuid,
) -> Result<()> {
    tx.save_application(application).await?;
    let event = Event::new(Actor::Traveller, action);
    tx.append(event.of(application.id).about(case));
    Ok(())
}
