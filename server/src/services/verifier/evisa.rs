//! The e-visa behind its secret address: the page that its holder shows before the border, and the same
//! as PDF. Only misses are throttled: whoever has the secret may look as often as they like.

use super::pass::{ShownSeal, photo};
use crate::accounts::Throttled;
use crate::cases::arrival_card;
use crate::cases::case_file::CaseFile;
use crate::cases::documents::VisaDocument;
use crate::cases::issue;
use crate::error::{erased_is_not_found, internal};
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, VisaRow};
use app::contract::{Caller, Download, EvisaView};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use domain::states::VisaState;

/// The e-visa of this secret.
async fn open(
    portal: &Portal,
    db: &mut dyn Connection,
    caller: &Caller,
    secret: &str,
) -> Result<(CaseFile, VisaRow)> {
    let Some(id) = portal.vault.visa_of_secret(secret) else {
        let address = caller.throttle_key();
        portal.throttles.check(Throttled::PassMiss, &address)?;
        return Err(PortalError::NotFound);
    };
    let visa = db.visa(id).await?.ok_or(PortalError::NotFound)?;
    if !visa.state().is_shown() {
        return Err(PortalError::conflict("conflict-evisa-void"));
    }
    let case = db.case(visa.case_id).await?;
    let case = case.ok_or_else(|| internal("a visa without its case"))?;
    // What was erased is gone for its holder too, and for the phone that kept it.
    let file = CaseFile::of(portal, db, case).await;
    let file = file.map_err(erased_is_not_found)?;
    Ok((file, visa))
}

pub async fn evisa(portal: &Portal, caller: &Caller, secret: &str) -> Result<EvisaView> {
    // Each row leads to the next, and which leads where never changes.
    let mut db = portal.store.autocommit().await?;
    let (file, visa) = open(portal, &mut *db, caller, secret).await?;
    let document = file.application_document(portal)?;
    let has_visa = visa.state() == VisaState::Valid;
    let card = arrival_card::link(portal, &mut *db, &file.application, &document, has_visa).await?;
    drop(db);
    let ports = ports(portal).await?.into_iter().filter(|port| port.evisa);
    let today = ministry_date(portal.now());
    let seal = issue::open_seal(&file, "visas", visa.id, &visa.seal);
    let seal = ShownSeal::of(portal, seal, today)?;
    let person = file.person()?;
    Ok(EvisaView {
        state: visa.state(),
        today,
        surname: person.surname.clone(),
        given_names: person.given_names.clone(),
        birth_date: person.birth_date.clone(),
        passport_number: person.passport_number.clone(),
        nationality: person.nationality.name.to_owned(),
        issued_on: visa.issued_on,
        valid_until: visa.valid_until,
        ports: ports.map(|port| port.name).collect(),
        code: seal.code,
        has_good_key: seal.has_good_key,
        seal_url: seal.url,
        photo: photo(portal, &file).await,
        number: visa.number,
        demo: portal.config.is_demo(),
        card,
    })
}

pub async fn evisa_pdf(portal: &Portal, caller: &Caller, secret: &str) -> Result<Download> {
    let mut db = portal.store.read().await?;
    let (file, visa) = open(portal, &mut *db, caller, secret).await?;
    let document = VisaDocument::load(portal, &mut *db, file, visa).await?;
    drop(db);
    document.pdf(portal).await
}
