//! The arrival card of an application: what it says of a traveller, and when one with e-visas has one.

use super::records::{ApplicationDocument, CaseDocument};
use crate::state::Portal;
use crate::store::{ApplicationRow, Connection};
use app::contract::CardLink;
use app::error::Result;
use domain::calendar::ministry_date;
use domain::law::arrival_card::opens_on;
use domain::states::{ApplicationKind, ApplicationState};

/// Codes of the questions that the traveller answered with yes; nothing of who is on no card.
pub fn declared(
    kind: ApplicationKind,
    application: &ApplicationDocument,
    case: &CaseDocument,
) -> Option<Vec<String>> {
    let card = application.card.as_ref()?;
    // While a card was for one traveller it stood with the others of its answers.
    let alone = || (kind == ApplicationKind::Card).then(|| card.declared.clone());
    case.declared.clone().or_else(alone)
}

/// Whether a card can be made for an application with e-visas on the day: from seven days before the entry,
/// as for anybody, and while the application is not over.
pub fn may_be_made(portal: &Portal, application: &ApplicationRow) -> bool {
    let today = ministry_date(portal.now());
    application.kind == ApplicationKind::Visa
        && application.state() == ApplicationState::Paid
        && application
            .entry_date
            .is_some_and(|entry| opens_on(entry) <= today)
}

/// The way to the card of an application with e-visas. `has_visa`: whether the traveller of whom it is
/// shown, or one of several, has a visa that was not used.
pub async fn link(
    portal: &Portal,
    db: &mut dyn Connection,
    application: &ApplicationRow,
    document: &ApplicationDocument,
    has_visa: bool,
) -> Result<Option<CardLink>> {
    if application.kind == ApplicationKind::Card {
        return Ok(None);
    }
    let path = format!("/card/{}", portal.vault.card_secret(application.id));
    if document.card.is_some() {
        return Ok(Some(CardLink {
            path,
            is_made: true,
        }));
    }
    if !has_visa || !may_be_made(portal, application) {
        return Ok(None);
    }
    for case in db.cases_of(application.id).await? {
        if !db.crossings_of(case.id).await?.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(CardLink {
        path,
        is_made: false,
    }))
}
