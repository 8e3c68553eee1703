//! The V-Pass behind its secret address: the page that its holder shows, and the same as PDF.
//! Only misses are throttled: whoever has the secret may look as often as they like.

use crate::accounts::Throttled;
use crate::cases::case_file::CaseFile;
use crate::cases::documents::PassDocument;
use crate::cases::issue;
use crate::error::internal;
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, PassRow, StayRow};
use crate::vault::Purpose;
use app::contract::{Caller, Download, PassView};
use app::error::{PortalError, Result};
use data_encoding::BASE64;
use domain::calendar::ministry_date;
use domain::law::stay::days_left;
use uuid::Uuid;

/// A pass with what it is about.
pub(super) struct Opened {
    pub file: CaseFile,
    pub stay: StayRow,
    pub pass: PassRow,
}

/// The pass of this secret.
pub(super) async fn open(
    portal: &Portal,
    db: &mut dyn Connection,
    caller: &Caller,
    secret: &str,
) -> Result<Opened> {
    let hash = portal.vault.hash(Purpose::Pass, &[secret]);
    let Some(pass) = db.pass_by_link(&hash).await? else {
        let address = caller.throttle_key();
        portal.throttles.check(Throttled::PassMiss, &address)?;
        return Err(PortalError::NotFound);
    };
    opened(portal, db, pass).await
}

/// The pass of this id.
pub(super) async fn pass_by_id(
    portal: &Portal,
    db: &mut dyn Connection,
    id: Uuid,
) -> Result<Opened> {
    let pass = db.pass(id).await?.ok_or(PortalError::NotFound)?;
    opened(portal, db, pass).await
}

async fn opened(portal: &Portal, db: &mut dyn Connection, pass: PassRow) -> Result<Opened> {
    let missing = || internal("a pass without its stay or case");
    let stay = db.stay(pass.stay_id).await?;
    let stay = stay.ok_or_else(missing)?;
    if stay.undone_at.is_some() {
        return Err(PortalError::conflict("conflict-pass-withdrawn"));
    }
    let case = db.case(stay.case_id).await?;
    let file = CaseFile::of(portal, db, case.ok_or_else(missing)?)
        .await
        // What was erased is gone for its holder too, and for the phone that kept it.
        .map_err(|error| match error {
            PortalError::Conflict(_) => PortalError::NotFound,
            other => other,
        })?;
    Ok(Opened { file, stay, pass })
}

pub async fn pass(portal: &Portal, caller: &Caller, secret: &str) -> Result<PassView> {
    // Each row leads to the next, and which leads where never changes.
    let mut db = portal.store.autocommit().await?;
    let opened = open(portal, &mut *db, caller, secret).await?;
    drop(db);
    view_of(portal, opened).await
}

pub(super) async fn view_of(portal: &Portal, opened: Opened) -> Result<PassView> {
    let Opened { file, stay, pass } = opened;
    let ports = ports(portal).await?.into_iter();
    let mut ports = ports.filter(|port| port.code == stay.port);
    let port = ports
        .next()
        .map_or_else(|| stay.port.clone(), |port| port.name);

    let seal = issue::open_seal(&file, "passes", pass.id, &pass.seal)?;
    let seal_url = portal.documents.seal_url(&seal);
    let code = portal.documents.qr_code(&seal_url)?;
    let person = file.person()?;
    let today = ministry_date(portal.now());
    Ok(PassView {
        number: pass.number,
        state: stay.state(),
        today,
        surname: person.surname.clone(),
        given_names: person.given_names.clone(),
        birth_date: person.birth_date.clone(),
        passport_number: person.passport_number.clone(),
        nationality: person.nationality.name.to_owned(),
        entered_on: stay.entered_on,
        entered_at: port,
        last_permitted_day: stay.last_permitted_day,
        days_left: days_left(stay.last_permitted_day, stay.departed_on.unwrap_or(today)),
        departed_on: stay.departed_on,
        seal_url,
        code,
        photo: small_photo(portal, &file).await,
        demo: portal.config.is_demo(),
    })
}

/// Small, and within the page, so that the page is whole when it was saved. Empty where it cannot be
/// read now: whoever stands before an officer needs name, dates and code all the same.
pub(super) async fn small_photo(portal: &Portal, file: &CaseFile) -> String {
    let Some(name) = &file.case.photo else {
        return String::new();
    };
    match portal.photos.get_small(&file.key, file.case.id, name).await {
        Ok(jpeg) => format!("data:image/jpeg;base64,{}", BASE64.encode(&jpeg)),
        Err(error) => {
            tracing::error!(case = %file.case.id, %error, "a photo could not be read");
            String::new()
        }
    }
}

pub async fn pass_pdf(portal: &Portal, caller: &Caller, secret: &str) -> Result<Download> {
    let mut db = portal.store.read().await?;
    let Opened { file, stay, pass } = open(portal, &mut *db, caller, secret).await?;
    let document = PassDocument::load(portal, &mut *db, file, pass, stay).await?;
    drop(db);
    document.pdf(portal).await
}
