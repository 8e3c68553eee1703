//! The card as its holder sees it.

use super::file::{CardFile, OnCard};
use super::known;
use crate::cases::{arrival_card, timeline};
use crate::error::internal;
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, VisaAndStay};
use app::contract::{Caller, CardTraveller, CardView};
use app::error::Result;
use domain::law::arrival_card::good_until;
use domain::states::StayState;

pub(super) async fn card(portal: &Portal, caller: &Caller, secret: &str) -> Result<CardView> {
    let id = known(portal, caller, secret)?;
    let ports = ports(portal).await?;
    // Nothing is decided by this page: what changes while it is put together is told by the next.
    let mut db = portal.store.autocommit().await?;
    let file = CardFile::load(portal, &mut *db, id).await?;
    let mut travellers = Vec::new();
    for one in &file.travellers {
        travellers.push(traveller(portal, &mut *db, &file, one).await?);
    }
    let names = timeline::names_to_tell_apart(&file.people(), file.travellers.len());
    let timeline = timeline::of_application(&mut *db, id, &names).await?;
    drop(db);
    let arrives_on = file.application.entry_date;
    let arrives_on = arrives_on.ok_or_else(|| internal("a card without a day of arrival"))?;
    let port = file.application.port.clone().unwrap_or_default();
    Ok(CardView {
        arrives_on,
        port_name: ports
            .into_iter()
            .find(|one| one.code == port)
            .map_or(port, |one| one.name),
        good_until: good_until(arrives_on),
        at_desk: file.document.card.is_none(),
        is_open: file.is_open(),
        travellers,
        trip: file.document.trip.unwrap_or_default(),
        card: file.document.card.unwrap_or_default(),
        version: file.application.version,
        timeline,
        code: portal.documents.qr_code(&file.application.reference)?,
        reference: file.application.reference,
    })
}

async fn traveller(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CardFile,
    one: &OnCard,
) -> Result<CardTraveller> {
    let VisaAndStay { stay, pass, .. } = db.visa_and_stay(one.row.id).await?;
    let pass = pass.filter(|_| stay.is_some_and(|stay| stay.state() == StayState::Open));
    let declared = arrival_card::declared(file.application.kind, &file.document, &one.document);
    Ok(CardTraveller {
        id: one.row.id,
        name: one.name(),
        passport: one.document.passport.clone().unwrap_or_default(),
        declared: declared.unwrap_or_default(),
        version: one.row.version,
        is_open: file.is_open_for(one),
        pass_path: pass.map(|pass| format!("/v/{}", portal.vault.pass_secret(pass.id))),
    })
}
