//! Keys and encryption: documents, photos and search hashes.
//!
//! One master key (several while it is rotated) lies in the key folder, mode 600. From it come,
//! by HKDF, a key that wraps each application's own data key, a key for search hashes, and one
//! for sealed cookies. What is sealed names its place (table, column, row) as associated data,
//! so that a sealed value cannot be moved to another row.

mod files;
mod rotation;

pub use files::{keep_modes_apart, load_or_create, load_signing_key};
pub use rotation::{
    add_master_key, forget_old_master_keys, replace_signing_key, retired_seal_keys,
};

use crate::rng::Entropy;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// A secret could not be opened, or the key folder is not as it must be.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error("the sealed value was changed, belongs elsewhere, or was sealed with another key")]
    Sealed,
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

/// All master keys, the first being the one that seals.
pub struct Vault {
    masters: Vec<Master>,
    search: Key,
    cookies: Key,
    links: Key,
    staff: Key,
}

/// What a search hash or a token hash is for; hashes of different purposes never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Passport number and nationality.
    Passport,
    Email,
    Session,
    Link,
    Pass,
}

/// An application's data key, wrapped by a master key, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    pub key_id: String,
    pub bytes: Vec<u8>,
}

/// An application's data key, open.
pub struct DataKey(Key);

/// Where a sealed value lies.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    pub row: Uuid,
}

impl Place {
    fn associated_data(self) -> Vec<u8> {
        format!("{}.{}/{}", self.table, self.column, self.row).into_bytes()
    }
}

const fn wrapped_key_place(application: Uuid) -> Place {
    Place {
        table: "applications",
        column: "wrapped_key",
        row: application,
    }
}

impl Vault {
    /// `masters`: id and 32 bytes each, the sealing one first. `root`: 32 bytes that never
    /// rotate, for hashes that must stay the same.
    fn new(masters: Vec<(String, Key)>, root: &Key) -> Self {
        let masters = masters
            .into_iter()
            .map(|(id, key)| Master {
                id,
                wrapping: derive(&key, b"wrap data keys"),
            })
            .collect();
        Self {
            masters,
            search: derive(root, b"search hashes"),
            cookies: derive(root, b"sealed cookies"),
            links: derive(root, b"pass links"),
            staff: derive(root, b"staff secrets"),
        }
    }

    /// A vault whose keys are forgotten with the process, for tests.
    pub fn in_memory(entropy: &Entropy) -> Self {
        Self::new(
            vec![("memory".to_owned(), Zeroizing::new(entropy.bytes()))],
            &Zeroizing::new(entropy.bytes()),
        )
    }

    /// A fresh data key for an application.
    pub fn new_data_key(
        &self,
        entropy: &Entropy,
        application: Uuid,
    ) -> Result<(DataKey, WrappedKey), VaultError> {
        let key: Key = Zeroizing::new(entropy.bytes());
        let wrapped = self.wrap(entropy, &key, application)?;
        Ok((DataKey(key), wrapped))
    }

    /// The id of the master key that wraps new data keys.
    pub fn sealing_key_id(&self) -> &str {
        self.masters.first().map_or("", |master| &master.id)
    }

    /// The same data key, wrapped by the sealing master key.
    pub fn rewrap(
        &self,
        entropy: &Entropy,
        wrapped: &WrappedKey,
        application: Uuid,
    ) -> Result<WrappedKey, VaultError> {
        let DataKey(key) = self.open_data_key(wrapped, application)?;
        self.wrap(entropy, &key, application)
    }

    fn wrap(
        &self,
        entropy: &Entropy,
        key: &Key,
        application: Uuid,
    ) -> Result<WrappedKey, VaultError> {
        let master = self.masters.first().ok_or(VaultError::Sealed)?;
        let place = wrapped_key_place(application).associated_data();
        Ok(WrappedKey {
            key_id: master.id.clone(),
            bytes: seal(&master.wrapping, entropy, &place, key.as_slice())?,
        })
    }

    pub fn open_data_key(
        &self,
        wrapped: &WrappedKey,
        application: Uuid,
    ) -> Result<DataKey, VaultError> {
        let master = self
            .masters
            .iter()
            .find(|master| master.id == wrapped.key_id)
            .ok_or_else(|| VaultError::UnknownKey(wrapped.key_id.clone()))?;
        let place = wrapped_key_place(application).associated_data();
        let plain = open(&master.wrapping, &place, &wrapped.bytes)?;
        let key: [u8; 32] = plain
            .as_slice()
            .try_into()
            .map_err(|_| VaultError::Sealed)?;
        Ok(DataKey(Zeroizing::new(key)))
    }

    /// Keyed hash (HMAC-SHA-256) of the parts, for finding what is sealed and for secrets of
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

    /// The secret of a pass's address: 128 bits derived from the pass, so that a mail can be
    /// sent again without the secret being stored.
    pub fn pass_secret(&self, pass: Uuid) -> String {
        let mut mac = mac(&self.links);
        mac.update(pass.as_bytes());
        data_encoding::BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()[..16])
    }

    /// Seals a value that belongs to no application (a staff member's second factor).
    pub fn seal_staff(
        &self,
        entropy: &Entropy,
        place: Place,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        seal(&self.staff, entropy, &place.associated_data(), plain)
    }

    pub fn open_staff(
        &self,
        place: Place,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        open(&self.staff, &place.associated_data(), sealed)
    }

    /// Seals a cookie's value; `purpose` names the cookie.
    pub fn seal_cookie(
        &self,
        entropy: &Entropy,
        purpose: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        seal(&self.cookies, entropy, purpose.as_bytes(), plain)
    }

    pub fn open_cookie(
        &self,
        purpose: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        open(&self.cookies, purpose.as_bytes(), sealed)
    }
}

impl DataKey {
    /// Nonce (24 bytes) and ciphertext.
    pub fn seal(
        &self,
        entropy: &Entropy,
        place: Place,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        seal(&self.0, entropy, &place.associated_data(), plain)
    }

    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        open(&self.0, &place.associated_data(), sealed)
    }
}

/// A secret of 256 random bits for a cookie or a mailed link, as text.
pub fn new_secret(entropy: &Entropy) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&entropy.bytes::<32>())
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

fn seal(key: &Key, entropy: &Entropy, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE] = entropy.bytes();
    let cipher = XChaCha20Poly1305::new(key.as_slice().try_into().map_err(|_| VaultError::Sealed)?);
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .map_err(|_| VaultError::Sealed)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(VaultError::Sealed)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| VaultError::Sealed)?;
    let cipher = XChaCha20Poly1305::new(key.as_slice().try_into().map_err(|_| VaultError::Sealed)?);
    cipher
        .decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad })
        .map(Zeroizing::new)
        .map_err(|_| VaultError::Sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: u128) -> Place {
        Place {
            table: "cases",
            column: "document",
            row: Uuid::from_u128(row),
        }
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_only_whole() {
        let entropy = Entropy::seeded(1);
        let vault = Vault::in_memory(&entropy);
        let (key, wrapped) = vault.new_data_key(&entropy, Uuid::from_u128(1)).unwrap();
        let sealed = key.seal(&entropy, place(2), b"ERIKSSON").unwrap();
        assert!(!sealed.windows(8).any(|window| window == b"ERIKSSON"));
        let again = vault.open_data_key(&wrapped, Uuid::from_u128(1)).unwrap();
        assert_eq!(
            again.open(place(2), &sealed).unwrap().as_slice(),
            b"ERIKSSON"
        );
        assert!(again.open(place(3), &sealed).is_err());
        assert!(vault.open_data_key(&wrapped, Uuid::from_u128(9)).is_err());
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(again.open(place(2), &changed).is_err());
            assert!(again.open(place(2), &sealed[..index]).is_err());
        }
    }

    #[test]
    fn hashes_of_different_purposes_and_splits_never_meet() {
        let vault = Vault::in_memory(&Entropy::seeded(1));
        let hash = vault.hash(Purpose::Passport, &["AB", "C"]);
        assert_eq!(hash, vault.hash(Purpose::Passport, &["AB", "C"]));
        assert_ne!(hash, vault.hash(Purpose::Passport, &["A", "BC"]));
        assert_ne!(hash, vault.hash(Purpose::Email, &["AB", "C"]));
    }
}
