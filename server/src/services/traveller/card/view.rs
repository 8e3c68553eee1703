//! The card as its holder sees it.

use super::file::{CardFile, OnCard};
use super::known;
use crate::cases::arrival_card::questions_of_today;
use crate::cases::timeline;
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, VisaAndStay};
use app::contract::{Caller, CardBasis, CardTraveller, CardView, Declaration, PassportForm};
use app::error::{PortalError, Result};
use domain::law::arrival_card::{Question, good_until};
use domain::states::{ApplicationKind, StayState};

pub(super) async fn card(portal: &Portal, caller: &Caller, secret: &str) -> Result<CardView> {
    let id = known(portal, caller, secret)?;
    let ports = ports(portal).await?;
    // Nothing is decided by this page: what changes while it is put together is told by the next.
    let mut db = portal.store.autocommit().await?;
    let file = CardFile::load(portal, &mut *db, id).await?;
    let questions = questions_of_today(portal, &mut *db).await?;
    let basis = match (file.application.kind, &file.document.card) {
        (ApplicationKind::Visa, _) => CardBasis::Visa,
        (ApplicationKind::Card, Some(_)) => CardBasis::Agreement,
        (ApplicationKind::Card, None) => CardBasis::AtDesk,
    };
    let is_open = file.is_open() || file.is_open_on_visa(portal);
    let is_made = file.document.card.is_some() || basis == CardBasis::AtDesk;
    if !is_made && !is_open {
        return Err(PortalError::NotFound);
    }
    let mut travellers = Vec::new();
    for one in &file.travellers {
        match basis {
            CardBasis::Visa if !(one.has_visa || file.said(one).is_some()) => {}
            CardBasis::Visa => travellers.push(on_visa(one, says(portal, &file, one, &questions))),
            _ => {
                let says = says(portal, &file, one, &questions);
                travellers.push(alone(portal, &mut *db, (&file, one), says).await?);
            }
        }
    }
    let timeline = match basis {
        // It stands on the status page.
        CardBasis::Visa => Vec::new(),
        _ => {
            let names = timeline::names_to_tell_apart(&file.people(), file.travellers.len());
            timeline::of_application(&mut *db, id, &names).await?
        }
    };
    drop(db);
    let arrives_on = file.application.entry_date;
    let arrives_on = arrives_on.ok_or(PortalError::NotFound)?;
    let port = file.application.port.clone().unwrap_or_default();
    Ok(CardView {
        arrives_on,
        port_name: ports
            .into_iter()
            .find(|one| one.code == port)
            .map_or(port, |one| one.name),
        good_until: good_until(arrives_on),
        is_made,
        is_open,
        basis,
        travellers,
        trip: file.document.trip.unwrap_or_default(),
        card: file.document.card.unwrap_or_default(),
        version: file.application.version,
        timeline,
        code: portal.documents.qr_code(&file.application.reference)?,
        reference: file.application.reference,
    })
}

async fn alone(
    portal: &Portal,
    db: &mut dyn Connection,
    (file, one): (&CardFile, &OnCard),
    (declared, says): (Vec<String>, Option<Declaration>),
) -> Result<CardTraveller> {
    let VisaAndStay { stay, pass, .. } = db.visa_and_stay(one.row.id).await?;
    let pass = pass.filter(|_| stay.is_some_and(|stay| stay.state() == StayState::Open));
    Ok(CardTraveller {
        id: one.row.id,
        name: one.name(),
        passport: one.document.passport.clone().unwrap_or_default(),
        declared,
        says,
        version: one.row.version,
        is_open: file.is_open_for(one),
        pass_path: pass.map(|pass| format!("/v/{}", portal.vault.pass_secret(pass.id))),
    })
}

/// What the form has ticked, and what the traveller declared. Nothing is missing of whoever cannot answer
/// any more.
fn says(
    portal: &Portal,
    file: &CardFile,
    one: &OnCard,
    questions: &[Question],
) -> (Vec<String>, Option<Declaration>) {
    let Some(said) = file.said(one) else {
        return (Vec::new(), None);
    };
    let mut declaration = said.declaration(questions);
    let on_visa = one.has_visa && file.is_open_on_visa(portal);
    if !on_visa && !file.is_open_for(one) {
        declaration.unasked.clear();
    }
    (said.still_said(questions), Some(declaration))
}

/// Whoever has the link of one e-visa comes here: of the others it is not more than is asked.
fn on_visa(one: &OnCard, (declared, says): (Vec<String>, Option<Declaration>)) -> CardTraveller {
    CardTraveller {
        id: one.row.id,
        name: one.name(),
        passport: PassportForm::default(),
        declared,
        says,
        version: one.row.version,
        is_open: false,
        pass_path: None,
    }
}
