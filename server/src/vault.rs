//! Keys and encryption: documents, photos and search hashes.
//!
//! One master key (several while it is rotated) lies in the key folder, mode 600. From it come,
//! by HKDF, a key that wraps each application's own data key, a key for search hashes, and one
//! for encrypted cookies. What is encrypted names its place (table, column, row) as associated data,
//! so that an encrypted value cannot be moved to another row.

mod files;
mod links;
mod purpose;
mod rotation;

pub use files::{keep_modes_apart, load_or_create, load_signing_key};
pub use purpose::Purpose;
pub use rotation::{
    add_master_key, forget_old_master_keys, replace_signing_key, retired_seal_keys, revoke_seal_key,
};

use crate::rng::Rng;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use uuid::Uuid;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// A secret could not be opened, or the key folder is not as it must be.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error(
        "the encrypted value was changed, belongs elsewhere, or was encrypted with another key"
    )]
    Undecryptable,
    #[error("no master key `{0}` in the key folder")]
    UnknownKey(String),
    #[error("{path}: {reason}")]
    File { path: String, reason: String },
}

type Key = Zeroizing<[u8; 32]>;

/// One master key and the keys derived from it.
struct Master {
    id: String,
    wrapping: Key,
}

/// The master keys as the file held them, the first being the one that wraps.
struct Masters {
    keys: Vec<Master>,
    /// Changes with the file; nothing where there is none.
    stamp: Option<files::Stamp>,
}

impl Masters {
    fn new(keys: Vec<(String, Key)>, stamp: Option<files::Stamp>) -> Self {
        let wrapping = |(id, key): (String, Key)| Master {
            id,
            wrapping: derive(&key, b"wrap data keys"),
        };
        Self {
            keys: keys.into_iter().map(wrapping).collect(),
            stamp,
        }
    }
}

/// All master keys, read again when their file has changed: a process that was not restarted after
/// `keys rotate` knows the new key at once, and wraps nothing with one that is forgotten.
pub struct Vault {
    masters: RwLock<Masters>,
    /// Where the master keys lie; nothing for a vault in memory.
    folder: Option<PathBuf>,
    record: Key,
    search: Key,
    cookies: Key,
    links: Key,
    staff: Key,
}

/// An application's data key, wrapped by a master key, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    pub key_id: String,
    pub bytes: Vec<u8>,
}

/// The key of the audit record, in the hands of whoever appends to it or proves it.
#[derive(Clone)]
pub struct RecordKey(Arc<Key>);

impl RecordKey {
    /// HMAC-SHA-256 of an event's number and hash.
    pub fn mac(&self, sequence: i64, hash: &[u8]) -> Vec<u8> {
        let mut mac = mac(&self.0);
        mac.update(&sequence.to_be_bytes());
        mac.update(hash);
        mac.finalize().into_bytes().to_vec()
    }
}

/// An application's data key, unwrapped.
pub struct DataKey(Key);

/// Which row and column an encrypted value belongs to.
#[derive(Debug, Clone, Copy)]
pub struct AssociatedData {
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
}

impl AssociatedData {
    fn to_bytes(self) -> Vec<u8> {
        format!("{}.{}/{}", self.table, self.column, self.row).into_bytes()
    }
}

const fn wrapped_key_data(application: Uuid) -> AssociatedData {
    AssociatedData {
        table: "applications",
        column: "wrapped_key",
        row: application,
    }
}

impl Vault {
    /// `root`: 32 bytes that never rotate, for hashes that must stay the same.
    fn new(masters: Masters, folder: Option<PathBuf>, root: &Key) -> Self {
        Self {
            masters: RwLock::new(masters),
            folder,
            record: derive(root, b"audit record"),
            search: derive(root, b"search hashes"),
            cookies: derive(root, b"sealed cookies"),
            links: derive(root, b"pass links"),
            staff: derive(root, b"staff secrets"),
        }
    }

    /// A vault whose keys are forgotten with the process, for tests.
    pub fn in_memory(rng: &Rng) -> Self {
        let masters = vec![("memory".to_owned(), Zeroizing::new(rng.bytes()))];
        Self::new(
            Masters::new(masters, None),
            None,
            &Zeroizing::new(rng.bytes()),
        )
    }

    /// The key under which the events of the audit record are kept from being made anew.
    pub fn record_key(&self) -> RecordKey {
        RecordKey(Arc::new(self.record.clone()))
    }

    /// The master keys as the file holds them now. A file that cannot be read leaves those in force
    /// that were read before.
    fn masters(&self) -> RwLockReadGuard<'_, Masters> {
        if let Some(folder) = &self.folder {
            let read = self.masters.read().unwrap_or_else(PoisonError::into_inner);
            if files::stamp(folder) == read.stamp {
                return read;
            }
            drop(read);
            match files::read_masters(folder) {
                Ok(fresh) => {
                    let mut write = self.masters.write().unwrap_or_else(PoisonError::into_inner);
                    *write = fresh;
                }
                Err(error) => tracing::error!(%error, "the master keys cannot be read again"),
            }
        }
        self.masters.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fresh data key for an application.
    pub fn new_data_key(
        &self,
        rng: &Rng,
        application: Uuid,
    ) -> Result<(DataKey, WrappedKey), VaultError> {
        let key: Key = Zeroizing::new(rng.bytes());
        let wrapped = self.wrap(rng, &key, application)?;
        Ok((DataKey(key), wrapped))
    }

    /// The id of the master key that wraps new data keys.
    pub fn encrypting_key_id(&self) -> String {
        let masters = self.masters();
        let first = masters.keys.first();
        first.map(|master| master.id.clone()).unwrap_or_default()
    }

    /// The ids of the master keys before the one that wraps.
    pub fn old_key_ids(&self) -> Vec<String> {
        let masters = self.masters();
        let old = masters.keys.iter().skip(1);
        old.map(|master| master.id.clone()).collect()
    }

    /// The same data key, wrapped by the sealing master key.
    pub fn rewrap(
        &self,
        rng: &Rng,
        wrapped: &WrappedKey,
        application: Uuid,
    ) -> Result<WrappedKey, VaultError> {
        let DataKey(key) = self.unwrap_data_key(wrapped, application)?;
        self.wrap(rng, &key, application)
    }

    fn wrap(&self, rng: &Rng, key: &Key, application: Uuid) -> Result<WrappedKey, VaultError> {
        let masters = self.masters();
        let master = masters.keys.first().ok_or(VaultError::Undecryptable)?;
        let place = wrapped_key_data(application).to_bytes();
        Ok(WrappedKey {
            key_id: master.id.clone(),
            bytes: encrypt(&master.wrapping, rng, &place, key.as_slice())?,
        })
    }

    pub fn unwrap_data_key(
        &self,
        wrapped: &WrappedKey,
        application: Uuid,
    ) -> Result<DataKey, VaultError> {
        let masters = self.masters();
        let master = masters
            .keys
            .iter()
            .find(|master| master.id == wrapped.key_id)
            .ok_or_else(|| VaultError::UnknownKey(wrapped.key_id.clone()))?;
        let place = wrapped_key_data(application).to_bytes();
        let plain = decrypt(&master.wrapping, &place, &wrapped.bytes)?;
        let key: [u8; 32] = plain
            .as_slice()
            .try_into()
            .map_err(|_| VaultError::Undecryptable)?;
        Ok(DataKey(Zeroizing::new(key)))
    }

    /// Keyed hash (HMAC-SHA-256) of the parts, for finding what is encrypted and for secrets of
    /// which only the hash is stored.
    pub fn hash(&self, purpose: Purpose, parts: &[&str]) -> Vec<u8> {
        let mut mac = mac(&self.search);
        mac.update(format!("{purpose:?}").as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// Encrypts a value that belongs to no application (a staff member's second factor).
    pub fn encrypt_for_staff(
        &self,
        rng: &Rng,
        data: AssociatedData,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        encrypt(&self.staff, rng, &data.to_bytes(), plain)
    }

    pub fn decrypt_for_staff(
        &self,
        data: AssociatedData,
        encrypted: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        decrypt(&self.staff, &data.to_bytes(), encrypted)
    }

    /// Encrypts a cookie's value; `purpose` names the cookie.
    pub fn encrypt_cookie(
        &self,
        rng: &Rng,
        purpose: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        encrypt(&self.cookies, rng, purpose.as_bytes(), plain)
    }

    pub fn decrypt_cookie(
        &self,
        purpose: &str,
        encrypted: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        decrypt(&self.cookies, purpose.as_bytes(), encrypted)
    }
}

impl DataKey {
    /// Nonce (24 bytes) and ciphertext.
    pub fn encrypt(
        &self,
        rng: &Rng,
        data: AssociatedData,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        encrypt(&self.0, rng, &data.to_bytes(), plain)
    }

    pub fn decrypt(
        &self,
        data: AssociatedData,
        encrypted: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        decrypt(&self.0, &data.to_bytes(), encrypted)
    }
}

/// A secret of 256 random bits for a cookie or a mailed link, as text.
pub fn new_secret(rng: &Rng) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&rng.bytes::<32>())
}

fn derive(key: &Key, label: &[u8]) -> Key {
    let mut derived = Zeroizing::new([0; 32]);
    #[expect(
        clippy::expect_used,
        reason = "32 bytes are always a valid length for HKDF"
    )]
    Hkdf::<Sha256>::new(None, key.as_slice())
        .expand(label, derived.as_mut_slice())
        .expect("a valid length");
    derived
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn mac(key: &Key) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key.as_slice()).expect("a key of any length")
}

fn encrypt(key: &Key, rng: &Rng, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE] = rng.bytes();
    let cipher = XChaCha20Poly1305::new(
        key.as_slice()
            .try_into()
            .map_err(|_| VaultError::Undecryptable)?,
    );
    let encrypted = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .map_err(|_| VaultError::Undecryptable)?;
    Ok([nonce.as_slice(), &encrypted].concat())
}

fn decrypt(key: &Key, aad: &[u8], encrypted: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (nonce, encrypted) = encrypted
        .split_at_checked(NONCE)
        .ok_or(VaultError::Undecryptable)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| VaultError::Undecryptable)?;
    let cipher = XChaCha20Poly1305::new(
        key.as_slice()
            .try_into()
            .map_err(|_| VaultError::Undecryptable)?,
    );
    cipher
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: encrypted,
                aad,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| VaultError::Undecryptable)
}

#[cfg(test)]
mod tests;
