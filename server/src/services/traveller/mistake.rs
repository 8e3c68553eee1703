//! What a traveller says is wrong in an application that was sent. The reviewer reads it on the case,
//! and opens the pages to correct.

use super::draft::LoadedApplication;
use crate::audit::{Actor, Event};
use crate::cases::records::Mistake;
use crate::state::Portal;
use app::contract::{Caller, MistakeForm};
use app::error::{PortalError, Result};
use domain::states::ApplicationState;

const MOST_CHARACTERS: usize = 600;
/// So many of one application are read.
const MOST_MISTAKES: usize = 5;

/// Keeps it with the application.
///
/// # Errors
/// `Invalid` for an empty or long text, `Conflict` once everything is decided.
pub async fn report(
    portal: &Portal,
    caller: &Caller,
    reference: &str,
    form: &MistakeForm,
) -> Result<()> {
    let text = form.mistake.trim();
    if text.is_empty() {
        return Err(PortalError::invalid(
            "mistake",
            "field-error-mistake-missing",
        ));
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(PortalError::invalid("mistake", "field-error-mistake-long"));
    }
    let mut tx = portal.begin().await?;
    let mut loaded = LoadedApplication::to_change(portal, &mut *tx, caller).await?;
    loaded.check_reference(reference)?;
    if matches!(
        loaded.application.state(),
        ApplicationState::Draft | ApplicationState::Submitted
    ) {
        return Err(PortalError::conflict("conflict-not-reviewed-yet"));
    }
    if !loaded.is_under_review() {
        return Err(PortalError::conflict("conflict-decided-already"));
    }
    if loaded.document.mistakes.len() >= MOST_MISTAKES {
        return Err(PortalError::conflict("conflict-mistakes-enough"));
    }
    loaded.document.mistakes.push(Mistake {
        at: portal.now(),
        text: text.to_owned(),
    });
    let row = &mut loaded.application;
    row.document = portal.encrypt_application_document(&loaded.key, row.id, &loaded.document)?;
    tx.save_application(row).await?;
    let event = Event::new(Actor::Traveller, "application.mistake_reported");
    tx.append(event.of(row.id).about(row.id));
    tx.commit().await?;
    Ok(())
}
