//! `portal keys create | rotate | rewrap | forget | renew-seal | seals | revoke-seal`: the master key, the
//! key of search hashes and the signing key, mode 600.

use super::{Settings, say};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::documents::Documents;
use crate::rng::Rng;
use crate::store::{self, Connection, Store, StoreError};
use crate::vault::{self, Vault, VaultError};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use domain::calendar::ministry_date;
use domain::doc9303::seal::PublishedKey;
use secrecy::ExposeSecret;
use std::path::Path;
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make the keys that are missing; those that exist stay as they are.
    Create(Settings),
    /// Add a fresh master key. Every portal and worker on this folder wraps by it from now on; a
    /// folder that is a copy must be copied again. Then run `keys rewrap`.
    Rotate(Settings),
    /// Wrap every application's data key with the newest master key. The older ones stay.
    Rewrap(Settings),
    /// Forget the older master keys. Refused while anything is wrapped by one of them.
    Forget {
        #[command(flatten)]
        settings: Settings,
        /// Forget them although data keys that `keys rewrap` named cannot be read: what they encrypt is then
        /// lost for ever, also to a backup that still has them whole.
        #[arg(long)]
        despite_damage: bool,
    },
    /// Make a fresh signing key. The one before stays published, so that its documents verify.
    /// Then restart every portal and worker.
    RenewSeal {
        #[command(flatten)]
        settings: Settings,
        /// Publish the key before as revoked, for one that was stolen: no document of it verifies any
        /// more.
        #[arg(long)]
        revoke: bool,
    },
    /// List the signing keys with their ids: the one that signs now, and those before it.
    Seals(Settings),
    /// Publish a signing key from before, which a renewal retired, as revoked: for one that is found to be
    /// stolen later. Then restart every portal and worker.
    RevokeSeal {
        #[command(flatten)]
        settings: Settings,
        /// The id of the key, as `keys seals` lists it.
        key: String,
    },
}

/// Exit status 1 where a data key could not be wrapped again.
///
/// # Errors
/// What was not done, and why.
pub async fn run(command: KeysCommand) -> anyhow::Result<u8> {
    let (KeysCommand::Create(settings)
    | KeysCommand::Rotate(settings)
    | KeysCommand::Rewrap(settings)
    | KeysCommand::Forget { settings, .. }
    | KeysCommand::RenewSeal { settings, .. }
    | KeysCommand::Seals(settings)
    | KeysCommand::RevokeSeal { settings, .. }) = &command;
    let config = settings.load()?;
    let folder = &config.keys.folder;
    let rng = Rng::system()?;
    let done = match command {
        KeysCommand::Create(_) => {
            vault::load_or_create(folder, true, &rng)?;
            vault::load_signing_key(folder, true, &rng)?;
            format!(
                "the keys are in {}; keep a copy of the folder",
                folder.display()
            )
        }
        KeysCommand::Rotate(_) => {
            let id = vault::add_master_key(folder, &rng)?;
            format!(
                "master key {id} is in front; bring it to every machine, then run `portal keys rewrap`"
            )
        }
        KeysCommand::Rewrap(_) => {
            let vault = vault::load_or_create(folder, false, &rng)?;
            let store = store::open(config.database.url.expose_secret()).await?;
            let rewrapped = rewrap_all(&*store, &vault, &rng).await;
            store.close().await;
            let Rewrapped { count, damaged } = rewrapped?;
            if !damaged.is_empty() {
                say(&format!("{count} data keys were wrapped again"))?;
                say(&damaged_keys(&damaged))?;
                return Ok(1);
            }
            format!(
                "{count} data keys were wrapped again; once every machine has the new key, run `portal keys forget`"
            )
        }
        KeysCommand::Forget { despite_damage, .. } => {
            let vault = vault::load_or_create(folder, false, &rng)?;
            let store = store::open(config.database.url.expose_secret()).await?;
            let forgotten = forget_old(&*store, &vault, folder, despite_damage, SystemClock.now());
            let forgotten = forgotten.await;
            store.close().await;
            format!(
                "{} old master keys are forgotten; keep a copy of the folder",
                forgotten?
            )
        }
        KeysCommand::RenewSeal { revoke, .. } => {
            let before = renew_seal(&config, &rng, revoke)?;
            let how = if revoke { "revoked" } else { "retired" };
            format!(
                "key {before} is {how}; a fresh one signs after the next start; keep a copy of the folder"
            )
        }
        KeysCommand::Seals(_) => seals(&config, &rng)?.join("\n"),
        KeysCommand::RevokeSeal { key, .. } => {
            revoke_seal(&config, &rng, &key)?;
            format!(
                "key {key} is published as revoked after the next start; keep a copy of the folder"
            )
        }
    };
    say(&done)?;
    Ok(0)
}

/// At most so many in one transaction.
const AT_ONCE: i64 = 200;

/// What [`rewrap_all`] did.
#[derive(Debug, Default)]
pub struct Rewrapped {
    /// How many data keys it wrapped again.
    pub count: usize,
    /// The applications whose data key cannot be read, and why; each stays as it is.
    pub damaged: Vec<(Uuid, VaultError)>,
}

/// Wraps again what older master keys wrap. One that cannot be read stops no other.
///
/// # Errors
/// The database is away, or the folder is an old copy; what was wrapped again stays so.
pub async fn rewrap_all(store: &dyn Store, vault: &Vault, rng: &Rng) -> anyhow::Result<Rewrapped> {
    let mut done = Rewrapped::default();
    // Each row is met once: one that stays as it is is not met again.
    let mut after = Uuid::nil();
    loop {
        let mut db = store.begin().await?;
        let old = db
            .wrapped_by_others(&vault.encrypting_key_id(), after, AT_ONCE)
            .await?;
        let Some((last, _)) = old.last() else {
            return Ok(done);
        };
        after = *last;
        for (application, key) in old {
            let fresh = match vault.rewrap(rng, &key, application) {
                Ok(fresh) => fresh,
                Err(error) => {
                    done.damaged.push((application, error));
                    continue;
                }
            };
            match db.rewrap_key(application, &key.key_id, &fresh).await {
                Ok(()) => done.count += 1,
                // Another process wrapped it again, or it was erased.
                Err(StoreError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        db.commit().await?;
    }
}

/// What an operator is told of data keys that cannot be read.
fn damaged_keys(damaged: &[(Uuid, VaultError)]) -> String {
    let line = |(application, error): &(Uuid, VaultError)| format!("  {application}: {error}");
    let lines: Vec<String> = damaged.iter().map(line).collect();
    format!(
        "the data keys of {} applications cannot be read; bring `applications.wrapped_key` back from a \
         backup, and the master keys that are missing:\n{}",
        damaged.len(),
        lines.join("\n")
    )
}

/// What is still wrapped by older master keys.
enum StillWrapped {
    /// The first that can be wrapped again, with the id of its master key.
    Readable(Uuid, String),
    /// Those that cannot.
    Damaged(Vec<(Uuid, VaultError)>),
}

async fn still_wrapped(db: &mut dyn Connection, vault: &Vault) -> Result<StillWrapped, StoreError> {
    let (mut after, mut damaged) = (Uuid::nil(), Vec::new());
    loop {
        let old = db
            .wrapped_by_others(&vault.encrypting_key_id(), after, AT_ONCE)
            .await?;
        let Some((last, _)) = old.last() else {
            return Ok(StillWrapped::Damaged(damaged));
        };
        after = *last;
        for (application, key) in old {
            match vault.unwrap_data_key(&key, application) {
                Ok(_) => return Ok(StillWrapped::Readable(application, key.key_id)),
                Err(error) => damaged.push((application, error)),
            }
        }
    }
}

/// Forgets the master keys by which nothing is wrapped any more; how many. Written down in the
/// database first, so that a machine with an old copy of the folder wraps nothing by them.
///
/// # Errors
/// Something is still wrapped by one of them; then all stay. `despite_damage` minds only what can be read.
pub async fn forget_old(
    store: &dyn Store,
    vault: &Vault,
    folder: &Path,
    despite_damage: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<usize> {
    let old = vault.old_key_ids();
    let mut db = store.begin().await?;
    for id in &old {
        db.forget_master_key(id, now).await?;
    }
    db.commit().await?;
    let mut db = store.begin().await?;
    let why = match still_wrapped(&mut *db, vault).await? {
        StillWrapped::Readable(application, key) => format!(
            "application {application} is still wrapped by master key {key}: a portal or worker has \
             not got the new key, or `portal keys rewrap` did not run since; nothing is forgotten"
        ),
        StillWrapped::Damaged(damaged) if !damaged.is_empty() && !despite_damage => format!(
            "{}\nnothing is forgotten; where there is no such backup, `portal keys forget \
             --despite-damage` gives them up",
            damaged_keys(&damaged)
        ),
        StillWrapped::Damaged(_) => return Ok(vault::forget_old_master_keys(folder)?),
    };
    for id in &old {
        db.keep_master_key(id).await?;
    }
    db.commit().await?;
    anyhow::bail!(why)
}

/// Makes a fresh signing key; the id of the one before.
///
/// # Errors
/// A file of the folder cannot be read or written.
pub fn renew_seal(config: &Config, rng: &Rng, revoke: bool) -> anyhow::Result<String> {
    let mut present = present_seal(config, rng)?;
    present.revoked = revoke;
    let id = present.certificate_reference.clone();
    vault::replace_signing_key(&config.keys.folder, rng, present)?;
    Ok(id)
}

/// The key that signs now, as it is published.
fn present_seal(config: &Config, rng: &Rng) -> anyhow::Result<PublishedKey> {
    let documents = Documents::new(
        vault::load_signing_key(&config.keys.folder, false, rng)?,
        &config.service.issuing_state,
        &config.server.public_url,
        config.is_demo(),
    )?;
    Ok(documents.present_key(ministry_date(SystemClock.now())))
}

/// A line for each signing key, newest first: its id, and how it stands.
fn seals(config: &Config, rng: &Rng) -> anyhow::Result<Vec<String>> {
    let present = present_seal(config, rng)?;
    let mut lines = vec![format!("{} signs now", present.certificate_reference)];
    let retired = vault::retired_seal_keys(&config.keys.folder)?;
    for key in retired.iter().rev() {
        let how = if key.revoked { "revoked" } else { "retired" };
        lines.push(format!(
            "{} {how}, published until {}",
            key.certificate_reference, key.valid_until
        ));
    }
    Ok(lines)
}

/// Publishes a key that signed before as revoked.
///
/// # Errors
/// The id is nobody's, or that of the key that signs now, which needs another in its place first.
fn revoke_seal(config: &Config, rng: &Rng, id: &str) -> anyhow::Result<()> {
    let id = id.trim();
    if vault::revoke_seal_key(&config.keys.folder, id)? {
        return Ok(());
    }
    if present_seal(config, rng)?
        .certificate_reference
        .eq_ignore_ascii_case(id)
    {
        anyhow::bail!(
            "key {id} signs now: `portal keys renew-seal --revoke` puts a fresh one in its place"
        );
    }
    anyhow::bail!(
        "no signing key has the id {id}; `portal keys seals` lists them:\n{}",
        seals(config, rng)?.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Mode;

    #[test]
    fn a_stolen_key_is_published_as_revoked() {
        let folder = tempfile::TempDir::new().unwrap();
        let rng = Rng::seeded(5);
        let mut config = Config::defaults(Mode::Demo);
        config.keys.folder = folder.path().to_owned();
        vault::load_signing_key(folder.path(), true, &rng).unwrap();
        renew_seal(&config, &rng, false).unwrap();
        renew_seal(&config, &rng, true).unwrap();
        let retired = vault::retired_seal_keys(folder.path()).unwrap();
        let revoked: Vec<bool> = retired.iter().map(|key| key.revoked).collect();
        assert_eq!(revoked, [false, true]);
    }

    #[test]
    fn a_key_that_a_renewal_retired_is_revoked_by_its_id() {
        let folder = tempfile::TempDir::new().unwrap();
        let rng = Rng::seeded(7);
        let mut config = Config::defaults(Mode::Demo);
        config.keys.folder = folder.path().to_owned();
        vault::load_signing_key(folder.path(), true, &rng).unwrap();
        let first = renew_seal(&config, &rng, false).unwrap();
        let second = renew_seal(&config, &rng, false).unwrap();
        let third = present_seal(&config, &rng).unwrap().certificate_reference;
        let standing = || {
            let lines = seals(&config, &rng).unwrap();
            let words: Vec<String> = lines
                .iter()
                .map(|line| line.split([',']).next().unwrap().to_owned())
                .collect();
            words
        };
        let expected = |first_is: &str| {
            [
                format!("{third} signs now"),
                format!("{second} retired"),
                format!("{first} {first_is}"),
            ]
        };
        assert_eq!(standing(), expected("retired"));
        revoke_seal(&config, &rng, &format!(" {} ", first.to_lowercase())).unwrap();
        assert_eq!(standing(), expected("revoked"));
        // Once more changes nothing; nor does a renewal.
        revoke_seal(&config, &rng, &first).unwrap();
        assert_eq!(standing(), expected("revoked"));
        let unknown = revoke_seal(&config, &rng, "UT99X").unwrap_err().to_string();
        assert!(
            unknown.contains("no signing key has the id UT99X"),
            "{unknown}"
        );
        assert!(unknown.contains(&second), "{unknown}");
        let present = revoke_seal(&config, &rng, &third).unwrap_err().to_string();
        assert!(present.contains("renew-seal --revoke"), "{present}");
        assert_eq!(standing(), expected("revoked"));
    }
}
