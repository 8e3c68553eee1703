//! A V-Pass for wallets, made from what is stored: always of the latest edition of its stay, so that a pass
//! in a wallet stays one while it is extended or issued anew.

use super::case_file::CaseFile;
use super::documents::{drawn, small_photo};
use super::issue;
use crate::error::{erased_is_not_found, internal};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, StayRow, WalletPassRow};
use crate::transaction::Transaction;
use crate::vault::{AssociatedData, Purpose};
use crate::wallet::WalletError;
use crate::wallet::apple::MEDIA_TYPE;
use crate::wallet::content::{PassContent, Standing};
use crate::wallet::google::Google;
use crate::wallet::google::api::GoogleError;
use app::contract::Download;
use app::error::{PortalError, Result};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::calendar::ministry_date;
use domain::doc9303::seal::SealState;
use domain::states::StayState;
use uuid::Uuid;

/// The serial number of a stay's pass: 128 bits of a keyed hash.
pub fn serial(portal: &Portal, stay: Uuid) -> String {
    let hash = portal
        .vault
        .hash(Purpose::WalletSerial, &[&stay.to_string()]);
    HEXLOWER.encode(hash.get(..16).unwrap_or_default())
}

/// What a wallet has to show when it comes back for the pass of a stay: 256 bits of a keyed hash, which
/// is stored nowhere.
pub fn token(portal: &Portal, stay: Uuid) -> String {
    let hash = portal
        .vault
        .hash(Purpose::WalletToken, &[&stay.to_string()]);
    BASE64URL_NOPAD.encode(&hash)
}

/// Where the push token of a registration lies.
pub const fn push_token_data(registration: Uuid) -> AssociatedData {
    AssociatedData {
        table: "wallet_registrations",
        column: "push_token",
        row: registration,
    }
}

/// A stay's pass says something else from now on: its last day, a new edition, a withdrawn seal, a departure.
/// Whoever changes one of these calls this in the same transaction, and wallets are told after it: also while
/// none is on, since one that was may have the pass.
pub fn changed(_: &Portal, tx: &mut Transaction, stay: Uuid) {
    tx.enqueue(Job::UpdateWallets(stay));
}

/// A pass, ready to be made.
pub struct WalletPass {
    pub stay: StayRow,
    pub content: PassContent,
    file: CaseFile,
}

impl WalletPass {
    pub async fn load(
        portal: &Portal,
        db: &mut dyn Connection,
        file: CaseFile,
        stay: StayRow,
    ) -> Result<Self> {
        let pass = db.pass_of_stay(stay.id).await?;
        let pass = pass.ok_or_else(|| internal("a stay without its pass"))?;
        let today = ministry_date(portal.now());
        let withdrawn = db.seal_state(&pass.seal_hash, today).await?;
        let standing = match (stay.state(), withdrawn) {
            _ if stay.undone_at.is_some() => Standing::Revoked,
            (StayState::Departed, _) => Standing::Departed,
            (StayState::Open, Some(SealState::Revoked)) => Standing::Revoked,
            (StayState::Open, _) => Standing::Open,
        };
        let seal = issue::open_seal(&file, "passes", pass.id, &pass.seal)?;
        let person = file.person()?;
        let content = PassContent {
            serial: serial(portal, stay.id),
            number: pass.number,
            reference: file.application.reference.clone(),
            standing,
            name: person.full_name(),
            birth_date: person.birth_date.clone(),
            passport_number: person.passport_number.clone(),
            nationality: person.nationality.name.to_owned(),
            entered_on: stay.entered_on,
            port: issue::port_name(db, &stay.port).await?,
            last_permitted_day: stay.last_permitted_day,
            code: portal.documents.seal_url(&seal),
            photo: None,
            specimen: portal.config.is_demo(),
        };
        Ok(Self {
            stay,
            content,
            file,
        })
    }

    /// The pass of a stay as it is now.
    ///
    /// # Errors
    /// `NotFound` once its data are erased.
    pub async fn of_stay(portal: &Portal, db: &mut dyn Connection, stay: Uuid) -> Result<Self> {
        let (file, stay) = file_of_stay(portal, db, stay).await?;
        Self::load(portal, db, file, stay).await
    }

    /// The signed pass for Apple Wallet.
    ///
    /// # Errors
    /// `NotFound` where Apple Wallet is off.
    pub async fn pkpass(mut self, portal: &Portal) -> Result<Download> {
        if portal.wallets.apple.is_none() {
            return Err(PortalError::NotFound);
        }
        self.content.photo = small_photo(portal, &self.file).await;
        let file_name = format!("v-pass-{}.pkpass", self.content.number);
        let token = token(portal, self.stay.id);
        let (wallets, now) = (portal.wallets.clone(), portal.now());
        let bytes = drawn(portal, move || match &wallets.apple {
            Some(apple) => apple.pkpass(&self.content, &token, now),
            None => Ok::<_, WalletError>(Vec::new()),
        })
        .await?;
        Ok(Download {
            bytes,
            content_type: MEDIA_TYPE,
            file_name,
        })
    }
}

/// The case of a stay, opened, and the stay.
///
/// # Errors
/// `NotFound` once its data are erased, and only then: whoever learns this forgets the pass for good.
pub async fn file_of_stay(
    portal: &Portal,
    db: &mut dyn Connection,
    stay: Uuid,
) -> Result<(CaseFile, StayRow)> {
    let missing = || internal("a pass without its stay or case");
    let stay = db.stay(stay).await?.ok_or_else(missing)?;
    let case = db.case(stay.case_id).await?.ok_or_else(missing)?;
    // What was erased is gone for its holder too, and for the phone that kept it.
    let file = CaseFile::of(portal, db, case)
        .await
        .map_err(erased_is_not_found)?;
    Ok((file, stay))
}

/// A pass is not at Google as it should be.
#[derive(Debug, thiserror::Error)]
pub enum NotAtGoogle {
    #[error(transparent)]
    Google(#[from] GoogleError),
    #[error(transparent)]
    Portal(#[from] PortalError),
}

/// Has Google keep this pass. A departure or an erasure may overtake a call that takes its time, and what
/// arrives last stays there: whether it may is read again afterwards.
///
/// # Errors
/// When Google does not take it, or nobody can tell whether it may stay; the same call may be made again.
pub async fn save_at_google(
    portal: &Portal,
    google: &Google,
    pass: &WalletPass,
) -> std::result::Result<(), NotAtGoogle> {
    let saved = google.save(&pass.content, portal.now()).await;
    // Also of a call that failed: it may have arrived all the same.
    if !is_shown(portal, pass.stay.id).await? {
        google.clear(&pass.content.serial, portal.now()).await?;
    }
    Ok(saved?)
}

/// Whether the pass of a stay is one to show: neither void nor erased.
async fn is_shown(portal: &Portal, stay: Uuid) -> Result<bool> {
    let mut db = portal.store.read().await?;
    match WalletPass::of_stay(portal, &mut *db, stay).await {
        Ok(pass) => Ok(!pass.content.standing.is_void()),
        Err(PortalError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes sure that wallets can name the pass of a stay. What is read after this and changes later, a wallet
/// is told of.
pub async fn make_known(portal: &Portal, stay: Uuid) -> Result<()> {
    let mut db = portal.store.read().await?;
    let known = db.wallet_pass(stay).await?;
    drop(db);
    if known.is_none() {
        let mut tx = portal.begin().await?;
        let changed_at = tx.now();
        tx.add_wallet_pass(&WalletPassRow {
            stay_id: stay,
            serial: serial(portal, stay),
            changed_at,
            google_since: None,
        })
        .await?;
        tx.commit().await?;
    }
    Ok(())
}
