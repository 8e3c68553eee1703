//! Further travellers: with an own passport, or on an adult's (Art. 7.4).

use super::load::LoadedApplication;
use super::readings::Readings;
use super::{closed_for_changes, may_change, reopen};
use crate::audit::{Actor, Event};
use crate::cases::records::CaseDocument;
use crate::services::traveller::start::new_case;
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow};
use crate::transaction::Transaction;
use app::contract::{AddTravellerForm, Caller, FormOrigin};
use app::error::{PortalError, Result};
use domain::law::group::GroupError;
use domain::states::CaseState;
use uuid::Uuid;

pub async fn add(
    portal: &Portal,
    caller: &Caller,
    origin: &FormOrigin,
    form: &AddTravellerForm,
) -> Result<Uuid> {
    let mut tx = portal.begin().await?;
    let mut loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(&origin.reference)?;
    loaded.check_no_payment_pending()?;
    if !may_change(&loaded.application, None) {
        return Err(closed_for_changes());
    }
    // Somebody was added in another window: who adds on an older page may mean the same person.
    if !origin.is_of(loaded.revision()) {
        return Err(PortalError::conflict("conflict-travellers-changed"));
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
    reopen(&mut tx, &mut loaded.application).await?;
    count_changed(&mut tx, &loaded.application, "case.added", row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}

pub async fn remove(
    portal: &Portal,
    caller: &Caller,
    origin: &FormOrigin,
    traveller: Uuid,
) -> Result<()> {
    let mut tx = portal.begin().await?;
    let mut loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(&origin.reference)?;
    loaded.check_no_payment_pending()?;
    // Pressed twice: they are taken out already.
    let Some((row, document)) = loaded.case(traveller).filter(|(_, found)| !found.removed) else {
        return Ok(());
    };
    if !may_change(&loaded.application, None) || row.state() != CaseState::Waiting {
        return Err(closed_for_changes());
    }
    // It was sent, or their answers were typed, in another window: the page did not say what is lost.
    if !origin.is_of(loaded.revision()) {
        return Err(PortalError::conflict("conflict-removal-shown"));
    }
    if row.position == 1 {
        return Err(PortalError::conflict("conflict-first-traveller"));
    }
    // The first may have withdrawn before the answers were changed.
    let stays = |row: &CaseRow| row.id != traveller && row.state() != CaseState::Withdrawn;
    if !loaded.cases.iter().any(|(row, _)| stays(row)) {
        return Err(PortalError::conflict("conflict-last-traveller"));
    }
    if loaded.cases.iter().any(|(other, _)| {
        other.adult_id == Some(traveller) && other.state() != CaseState::Withdrawn
    }) {
        return Err(PortalError::conflict("conflict-adult-of-others"));
    }
    let mut row = row.clone();
    let (mut photo, mut original) = (None, None);
    if tx.payments_of(loaded.application.id).await?.is_empty() {
        (photo, original) = (row.photo.take(), row.photo_original.take());
        tx.remove_case(traveller).await?;
    } else {
        // A card page asked for this traveller too: the books keep them.
        row.advance(CaseState::Withdrawn)?;
        row.decided_at = Some(portal.now());
        let document = CaseDocument {
            removed: true,
            ..document.clone()
        };
        row.document = portal.encrypt_case_document(&loaded.key, traveller, &document)?;
        tx.save_case(&row).await?;
    }
    reopen(&mut tx, &mut loaded.application).await?;
    count_changed(&mut tx, &loaded.application, "case.removed", traveller).await?;
    tx.commit().await?;
    portal
        .photos
        .delete_of(photo.as_deref(), original.as_deref())
        .await?;
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
