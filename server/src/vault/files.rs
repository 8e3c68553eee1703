//! The key folder: `master.key` (one line a key, the sealing one first), `root.key` for hashes
//! that must stay the same, `seal.pem` for signing documents. Each of mode 600.

use super::{Key, Masters, Vault, VaultError};
use crate::rng::Rng;
use data_encoding::BASE64;
use p256::ecdsa::SigningKey;
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// Lies beside keys that a demonstration made for itself.
const DEMONSTRATION: &str = "made-for-a-demonstration";

/// Marks the folder in which a demonstration is about to make its keys, and refuses such a folder to
/// production: its database holds specimens.
pub fn keep_modes_apart(folder: &Path, demo: bool) -> Result<(), VaultError> {
    let mark = folder.join(DEMONSTRATION);
    if demo && !folder.join("master.key").exists() && !mark.exists() {
        make_folder(folder)?;
        return write_new(&mark, b"");
    }
    if !demo && mark.exists() {
        return Err(wrong(
            &mark,
            "these keys and their database are a demonstration's: give production its own",
        ));
    }
    Ok(())
}

/// Reads the master and root keys. With `create`, makes those that are missing; without, a
/// missing key is an error, since a new one could open nothing.
pub fn load_or_create(folder: &Path, create: bool, rng: &Rng) -> Result<Vault, VaultError> {
    if create {
        make_folder(folder)?;
    }
    let root = read_key(&folder.join("root.key"), create, rng)?;
    let path = folder.join("master.key");
    if create && !path.exists() {
        let (_, line) = master_line(rng);
        write_new(&path, line.as_bytes())?;
    }
    let masters = read_masters(folder)?;
    Ok(Vault::new(masters, Some(folder.to_owned()), &root))
}

/// What changes with every writing of the file of master keys, which replaces it: file number, size,
/// and the time of the writing in seconds and nanoseconds.
pub(super) type Stamp = (u64, u64, i64, i64);

pub(super) fn stamp(folder: &Path) -> Option<Stamp> {
    let file = fs::metadata(folder.join("master.key")).ok()?;
    Some((file.ino(), file.size(), file.mtime(), file.mtime_nsec()))
}

/// Reads the master keys as they are now.
pub(super) fn read_masters(folder: &Path) -> Result<Masters, VaultError> {
    let path = folder.join("master.key");
    let stamp = stamp(folder);
    let text = read(&path)?;
    let mut masters = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (id, key) = line
            .split_once(' ')
            .ok_or_else(|| wrong(&path, "expected `id key`"))?;
        masters.push((id.to_owned(), decode(&path, key)?));
    }
    if masters.is_empty() {
        return Err(wrong(&path, "holds no key"));
    }
    Ok(Masters::new(masters, stamp))
}

/// The key that signs documents.
pub fn load_signing_key(folder: &Path, create: bool, rng: &Rng) -> Result<SigningKey, VaultError> {
    let path = folder.join("seal.pem");
    if create && !path.exists() {
        make_folder(folder)?;
        write_new(&path, fresh_signing_key(&path, rng)?.as_bytes())?;
    }
    SigningKey::from_pkcs8_pem(&read(&path)?).map_err(|error| wrong(&path, error))
}

/// A fresh signing key as PEM, for the file of that path.
pub(super) fn fresh_signing_key(path: &Path, rng: &Rng) -> Result<Zeroizing<String>, VaultError> {
    let key = loop {
        if let Ok(key) = SigningKey::from_slice(&rng.bytes::<32>()) {
            break key;
        }
    };
    key.to_pkcs8_pem(LineEnding::LF)
        .map_err(|error| wrong(path, error))
}

fn read_key(path: &Path, create: bool, rng: &Rng) -> Result<Key, VaultError> {
    if create && !path.exists() {
        let key: Key = Zeroizing::new(rng.bytes());
        write_new(
            path,
            format!("{}\n", BASE64.encode(key.as_slice())).as_bytes(),
        )?;
    }
    decode(path, &read(path)?)
}

fn decode(path: &Path, text: &str) -> Result<Key, VaultError> {
    let bytes = BASE64
        .decode(text.trim().as_bytes())
        .map_err(|error| wrong(path, error))?;
    let key = bytes
        .as_slice()
        .try_into()
        .map_err(|_| wrong(path, "expected 32 bytes"))?;
    Ok(Zeroizing::new(key))
}

pub(super) fn make_folder(folder: &Path) -> Result<(), VaultError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| wrong(folder, error))
}

pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .map_err(|error| wrong(path, error))
}

pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, VaultError> {
    let mode = fs::metadata(path)
        .map_err(|error| wrong(path, error))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(wrong(path, "others may read it: chmod 600"));
    }
    fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| wrong(path, error))
}

pub(super) fn wrong(path: &Path, reason: impl ToString) -> VaultError {
    VaultError::File {
        path: path.display().to_string(),
        reason: reason.to_string(),
    }
}

/// A line of `master.key`, with a fresh key; and its id.
pub(super) fn master_line(rng: &Rng) -> (String, Zeroizing<String>) {
    let key: Key = Zeroizing::new(rng.bytes());
    let id = data_encoding::HEXLOWER.encode(&rng.bytes::<4>());
    let line = Zeroizing::new(format!("{id} {}\n", BASE64.encode(key.as_slice())));
    (id, line)
}
