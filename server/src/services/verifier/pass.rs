//! The V-Pass behind its secret address: the page that its holder shows, and the same as PDF.
//! Only misses are throttled: whoever has the secret may look as often as they like.

use crate::accounts::Throttled;
use crate::cases::case_file::CaseFile;
use crate::cases::documents::{PassDocument, small_photo};
use crate::cases::issue;
use crate::cases::wallet::{self, WalletPass, file_of_stay};
use crate::error::is_unreadable;
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, PassRow, StayRow};
use crate::vault::Purpose;
use app::contract::{Caller, Download, EnteredBy, PassView, QrCode};
use app::error::{PortalError, Result};
use chrono::NaiveDate;
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
    let (file, stay) = file_of_stay(portal, db, pass.stay_id).await?;
    if stay.undone_at.is_some() {
        return Err(PortalError::conflict("conflict-pass-withdrawn"));
    }
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

    let today = ministry_date(portal.now());
    let seal = issue::open_seal(&file, "passes", pass.id, &pass.seal);
    let seal = ShownSeal::of(portal, seal, today)?;
    let person = file.person()?;
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
        has_good_key: seal.has_good_key,
        seal_url: seal.url,
        code: seal.code,
        photo: photo(portal, &file).await,
        apple_wallet: portal.wallets.apple_at(portal.now()).is_some(),
        google_wallet: portal.wallets.google.is_some(),
        demo: portal.config.is_demo(),
        entered_by: match stay.visa_id {
            Some(_) => EnteredBy::Visa,
            None => EnteredBy::Agreement,
        },
    })
}

/// What a page shows of a seal: nothing of one that cannot be read, whose holder is still named by all the
/// rest.
#[derive(Default)]
pub(super) struct ShownSeal {
    pub url: String,
    pub code: Option<QrCode>,
    pub has_good_key: bool,
}

impl ShownSeal {
    pub(super) fn of(portal: &Portal, seal: Result<Vec<u8>>, today: NaiveDate) -> Result<Self> {
        let seal = match seal {
            Ok(seal) => seal,
            Err(error) if is_unreadable(&error) => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let url = portal.documents.seal_url(&seal);
        Ok(Self {
            code: Some(portal.documents.qr_code(&url)?),
            has_good_key: portal.documents.has_good_key(&seal, today),
            url,
        })
    }
}

/// Within the page, so that the page is whole when it was saved; empty where there is none.
pub(super) async fn photo(portal: &Portal, file: &CaseFile) -> String {
    match small_photo(portal, file).await {
        Some(jpeg) => format!("data:image/jpeg;base64,{}", BASE64.encode(&jpeg)),
        None => String::new(),
    }
}

pub async fn pass_pdf(portal: &Portal, caller: &Caller, secret: &str) -> Result<Download> {
    let mut db = portal.store.read().await?;
    let Opened { file, stay, pass } = open(portal, &mut *db, caller, secret).await?;
    let document = PassDocument::load(portal, &mut *db, file, pass, stay).await?;
    drop(db);
    document.pdf(portal).await
}

/// The pass for Apple Wallet.
///
/// # Errors
/// `NotFound` also while the portal has no certificate for it.
pub async fn apple_pass(portal: &Portal, caller: &Caller, secret: &str) -> Result<Download> {
    if portal.wallets.apple_at(portal.now()).is_none() {
        return Err(PortalError::NotFound);
    }
    let mut db = portal.store.read().await?;
    let Opened { stay, .. } = open(portal, &mut *db, caller, secret).await?;
    drop(db);
    wallet::make_known(portal, stay.id).await?;
    let mut db = portal.store.read().await?;
    let pass = WalletPass::of_stay(portal, &mut *db, stay.id).await?;
    drop(db);
    pass.pkpass(portal).await
}
