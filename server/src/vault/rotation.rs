//! Changing keys while what they encrypted and signed stays readable: a fresh master key in front of
//! the old ones, and a fresh signing key whose forerunner is still published.

use super::files::{make_folder, master_line, read, write_new, wrong};
use super::{VaultError, files};
use crate::rng::Rng;
use domain::doc9303::seal::PublishedKey;
use std::fs;
use std::path::Path;
use zeroize::Zeroizing;

const RETIRED: &str = "retired-seals.json";

/// Puts a fresh master key in front of the others: new data keys are wrapped by it from now on. Its
/// id.
pub fn add_master_key(folder: &Path, rng: &Rng) -> Result<String, VaultError> {
    let path = folder.join("master.key");
    let old = read(&path)?;
    let (id, line) = master_line(rng);
    let text = Zeroizing::new(format!("{}{}", *line, *old));
    replace(&path, text.as_bytes())?;
    Ok(id)
}

/// Drops all master keys but the first; how many. Only when nothing is wrapped by them any more.
pub fn forget_old_master_keys(folder: &Path) -> Result<usize, VaultError> {
    let path = folder.join("master.key");
    let text = read(&path)?;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().ok_or_else(|| wrong(&path, "holds no key"))?;
    let old = lines.count();
    if old > 0 {
        let text = Zeroizing::new(format!("{first}\n"));
        replace(&path, text.as_bytes())?;
    }
    Ok(old)
}

/// The keys that signed documents before the present one, for publishing.
pub fn retired_seal_keys(folder: &Path) -> Result<Vec<PublishedKey>, VaultError> {
    let path = folder.join(RETIRED);
    if !path.exists() {
        return Ok(Vec::new());
    }
    serde_json::from_str(&read(&path)?).map_err(|error| wrong(&path, error))
}

/// Makes a fresh signing key; `present` is how the one before is published from now on. Whoever
/// was interrupted may do it again: a key is retired once, and what is revoked stays so.
pub fn replace_signing_key(
    folder: &Path,
    rng: &Rng,
    present: PublishedKey,
) -> Result<(), VaultError> {
    make_folder(folder)?;
    let mut retired = retired_seal_keys(folder)?;
    let same = |key: &&mut PublishedKey| key.public_key == present.public_key;
    match retired.iter_mut().find(same) {
        Some(known) => known.revoked |= present.revoked,
        None => retired.push(present),
    }
    write_retired(folder, &retired)?;
    let path = folder.join("seal.pem");
    replace(&path, files::fresh_signing_key(&path, rng)?.as_bytes())
}

/// Publishes a key that signed before as revoked from now on; `false` where none has this id (signer and
/// certificate). One that is revoked already stays so.
pub fn revoke_seal_key(folder: &Path, id: &str) -> Result<bool, VaultError> {
    let mut retired = retired_seal_keys(folder)?;
    let mut found = retired
        .iter_mut()
        .filter(|key| key.certificate_reference.eq_ignore_ascii_case(id))
        .peekable();
    if found.peek().is_none() {
        return Ok(false);
    }
    found.for_each(|key| key.revoked = true);
    write_retired(folder, &retired)?;
    Ok(true)
}

fn write_retired(folder: &Path, retired: &[PublishedKey]) -> Result<(), VaultError> {
    let path = folder.join(RETIRED);
    let text = serde_json::to_string_pretty(retired).map_err(|error| wrong(&path, error))?;
    replace(&path, text.as_bytes())
}

/// Writes the new content beside the old and puts it in its place in one step.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let fresh = path.with_extension("new");
    // Left by somebody who was interrupted; it was never in force.
    if fresh.exists() {
        fs::remove_file(&fresh).map_err(|error| wrong(&fresh, error))?;
    }
    write_new(&fresh, bytes)?;
    fs::rename(&fresh, path).map_err(|error| wrong(path, error))?;
    let folder = path.parent().unwrap_or(path);
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| wrong(folder, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::{load_or_create, load_signing_key};
    use chrono::NaiveDate;
    use std::os::unix::fs::PermissionsExt;
    use uuid::Uuid;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("rotation-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn a_rotated_vault_opens_the_old_and_seals_with_the_new() {
        let rng = Rng::seeded(11);
        let folder = folder("master");
        let application = Uuid::from_u128(1);
        let old = load_or_create(&folder, true, &rng).unwrap();
        let (_, wrapped) = old.new_data_key(&rng, application).unwrap();
        let id = add_master_key(&folder, &rng).unwrap();

        let vault = load_or_create(&folder, false, &rng).unwrap();
        assert_eq!(vault.encrypting_key_id(), id);
        assert_ne!(wrapped.key_id, id);
        let rewrapped = vault.rewrap(&rng, &wrapped, application).unwrap();
        assert_eq!(rewrapped.key_id, id);
        // Whoever was not started anew reads the file again, and wraps by the new key too.
        assert!(old.unwrap_data_key(&rewrapped, application).is_ok());
        assert_eq!(old.new_data_key(&rng, application).unwrap().1.key_id, id);

        assert_eq!(forget_old_master_keys(&folder).unwrap(), 1);
        assert_eq!(forget_old_master_keys(&folder).unwrap(), 0);
        let vault = load_or_create(&folder, false, &rng).unwrap();
        assert!(vault.unwrap_data_key(&rewrapped, application).is_ok());
        assert!(vault.unwrap_data_key(&wrapped, application).is_err());
        let mode = fs::metadata(folder.join("master.key")).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o600);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn production_takes_no_keys_of_a_demonstration() {
        let rng = Rng::seeded(13);
        let folder = folder("modes");
        crate::vault::keep_modes_apart(&folder, true).unwrap();
        load_or_create(&folder, true, &rng).unwrap();
        assert!(crate::vault::keep_modes_apart(&folder, true).is_ok());
        assert!(crate::vault::keep_modes_apart(&folder, false).is_err());
        fs::remove_dir_all(&folder).unwrap();
        // Keys that production made may be looked at by a demonstration, and stay production's.
        load_or_create(&folder, true, &rng).unwrap();
        assert!(crate::vault::keep_modes_apart(&folder, true).is_ok());
        assert!(crate::vault::keep_modes_apart(&folder, false).is_ok());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_signing_key_is_retired_once_and_replaced() {
        let rng = Rng::seeded(12);
        let folder = folder("seal");
        let first = load_signing_key(&folder, true, &rng).unwrap();
        let present = PublishedKey {
            issuer: "UTO".to_owned(),
            certificate_reference: "UTEV01".to_owned(),
            public_key: String::new(),
            valid_until: NaiveDate::from_ymd_opt(2030, 1, 1).unwrap(),
            revoked: false,
            document_types: Vec::new(),
        };
        replace_signing_key(&folder, &rng, present.clone()).unwrap();
        let second = load_signing_key(&folder, false, &rng).unwrap();
        assert_ne!(first.verifying_key(), second.verifying_key());
        replace_signing_key(&folder, &rng, present.clone()).unwrap();
        assert_eq!(
            retired_seal_keys(&folder).unwrap(),
            std::slice::from_ref(&present)
        );
        // Interrupted, and stolen meanwhile.
        let stolen = PublishedKey {
            revoked: true,
            ..present.clone()
        };
        for known in [&stolen, &present] {
            replace_signing_key(&folder, &rng, known.clone()).unwrap();
            assert_eq!(
                retired_seal_keys(&folder).unwrap(),
                std::slice::from_ref(&stolen)
            );
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
