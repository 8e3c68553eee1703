//! The public keys for the verification of seals, found by the signer identifier and certificate
//! reference of the header.

use super::header::is_for_tests;
use chrono::NaiveDate;
use data_encoding::BASE64;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

/// A public key as the portal publishes it under `/.well-known/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedKey {
    /// The code of the state whose documents it signs, without fillers.
    pub issuer: String,
    /// Signer identifier and certificate reference in one text: `KHEV01`.
    pub certificate_reference: String,
    /// The key on P-256 in base 64: an uncompressed or compressed SEC 1 point, or a
    /// `SubjectPublicKeyInfo` (DER).
    pub public_key: String,
    /// The last day on which its seals are valid.
    pub valid_until: NaiveDate,
    /// Whether the certificate was revoked, so that no seal of it is valid any more.
    #[serde(default)]
    pub revoked: bool,
    /// The document codes that it may sign for, as the document type extension of its certificate
    /// has them (part 12, 7.1.6); a single letter stands for every code that begins with it. Empty:
    /// all codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document_types: Vec<String>,
}

impl PublishedKey {
    /// Whether a seal that it signed is valid on the day, by the key alone.
    pub fn is_good_on(&self, today: NaiveDate) -> bool {
        !self.revoked && today <= self.valid_until
    }
}

/// The bytes before the point in the `SubjectPublicKeyInfo` of any P-256 key (RFC 5480).
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A,
    0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The public keys for the verification of seals.
///
/// An entry that cannot be used is left out, so that one key on another curve, or one damaged
/// entry, does not spoil the list. A seal that names such an entry has an unknown certificate.
#[derive(Debug, Clone, Default)]
pub struct SealKeys {
    keys: Vec<SealKey>,
    unusable: Vec<String>,
}

/// A public key, decoded.
#[derive(Debug, Clone)]
pub(super) struct SealKey {
    pub issuer: String,
    certificate_reference: String,
    key: VerifyingKey,
    pub valid_until: NaiveDate,
    pub revoked: bool,
    document_types: Vec<String>,
}

impl SealKeys {
    /// Decodes published keys. Used are those on P-256 whose certificate reference is not one for
    /// tests (part 13, 2.2.1).
    pub fn new(published: &[PublishedKey]) -> Self {
        let mut keys = Self::default();
        for entry in published {
            match SealKey::read(entry) {
                Some(key) => keys.keys.push(key),
                None => keys.unusable.push(entry.certificate_reference.clone()),
            }
        }
        keys
    }

    /// The certificate references of the entries that were left out.
    pub fn unusable(&self) -> &[String] {
        &self.unusable
    }

    /// The key with this signer identifier and certificate reference, written as one text.
    pub(super) fn find(&self, certificate_reference: &str) -> Option<&SealKey> {
        self.keys
            .iter()
            .find(|key| key.certificate_reference == certificate_reference)
    }
}

/// An entry of a published list: a key; something else with a certificate reference; anything else.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Key(PublishedKey),
    Named { certificate_reference: String },
    Other(IgnoredAny),
}

/// From a published list. An entry of another shape is left out like any that cannot be used, and
/// named by its certificate reference or by its number in the list, from 1 (`entry 3`).
impl<'de> Deserialize<'de> for SealKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut published = Vec::new();
        let mut unusable = Vec::new();
        for (number, entry) in (1..).zip(Vec::<Entry>::deserialize(deserializer)?) {
            match entry {
                Entry::Key(key) => published.push(key),
                Entry::Named {
                    certificate_reference,
                } => unusable.push(certificate_reference),
                Entry::Other(_) => unusable.push(format!("entry {number}")),
            }
        }
        let mut keys = Self::new(&published);
        keys.unusable.extend(unusable);
        Ok(keys)
    }
}

impl SealKey {
    fn read(entry: &PublishedKey) -> Option<Self> {
        let (_, certificate) = entry.certificate_reference.split_at_checked(4)?;
        if is_for_tests(certificate) {
            return None;
        }
        let bytes = BASE64.decode(entry.public_key.as_bytes()).ok()?;
        let point = bytes.strip_prefix(&SPKI_PREFIX[..]).unwrap_or(&bytes);
        Some(Self {
            issuer: entry.issuer.clone(),
            certificate_reference: entry.certificate_reference.clone(),
            key: VerifyingKey::from_sec1_bytes(point).ok()?,
            valid_until: entry.valid_until,
            revoked: entry.revoked,
            document_types: entry.document_types.clone(),
        })
    }

    /// Whether the key may sign for documents with this document code, given without fillers.
    pub(super) fn may_sign(&self, code: &str) -> bool {
        let covers = |of_type: &String| match of_type.trim_end_matches('<') {
            letter if letter.len() == 1 => code.starts_with(letter),
            whole => whole == code,
        };
        self.document_types.is_empty() || self.document_types.iter().any(covers)
    }

    /// Whether `signature`, r and s one after the other, is this key's signature over the message.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify(message, &signature).is_ok())
    }
}
