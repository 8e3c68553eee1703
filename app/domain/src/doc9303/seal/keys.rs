//! The public keys that seals are verified with, found by the header's signer and certificate
//! reference.

use super::header::is_for_tests;
use chrono::NaiveDate;
use data_encoding::BASE64;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

/// A key as it is published under `/.well-known/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedKey {
    /// The state whose documents it signs, without fillers.
    pub issuer: String,
    /// Signer and certificate in one word: `KHEV01`.
    pub certificate_reference: String,
    /// P-256, base 64: an uncompressed or compressed SEC 1 point, or a `SubjectPublicKeyInfo` (DER).
    pub public_key: String,
    /// The last day on which its seals verify.
    pub valid_until: NaiveDate,
    /// The certificate was revoked: nothing it signed verifies any more.
    #[serde(default)]
    pub revoked: bool,
    /// The document codes that it may seal, as the certificate's extension for document types has
    /// them (part 12, 7.1.6); a single letter stands for every code that begins with it. Any where
    /// none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document_types: Vec<String>,
}

/// What is before the point in the `SubjectPublicKeyInfo` of any P-256 key (RFC 5480).
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A,
    0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Keys to verify with.
///
/// An entry that cannot be used is left out, so that a list with one key on another curve, or one
/// spoilt, still verifies what the others signed. A seal that names it has an unknown certificate.
#[derive(Debug, Clone, Default)]
pub struct SealKeys {
    keys: Vec<SealKey>,
    unusable: Vec<String>,
}

/// One key, ready for use.
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
    /// Takes published keys: all whose key is a point on P-256 and whose certificate reference is
    /// not one for tests (part 13, 2.2.1).
    pub fn new(published: &[PublishedKey]) -> Self {
        let mut taken = Self::default();
        for entry in published {
            match SealKey::read(entry) {
                Some(key) => taken.keys.push(key),
                None => taken.unusable.push(entry.certificate_reference.clone()),
            }
        }
        taken
    }

    /// The certificate references of the entries that were left out.
    pub fn unusable(&self) -> &[String] {
        &self.unusable
    }

    /// The key that a header's signer and certificate reference name.
    pub(super) fn find(&self, certificate_reference: &str) -> Option<&SealKey> {
        self.keys
            .iter()
            .find(|key| key.certificate_reference == certificate_reference)
    }
}

/// One entry of a list as it may come: a key; something that still says its name; anything else.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Key(PublishedKey),
    Named { certificate_reference: String },
    Other(IgnoredAny),
}

/// From a list as it is published. An entry of another shape is left out like any that cannot be
/// used: by its certificate reference, or by its place in the list (`entry 3`).
impl<'de> Deserialize<'de> for SealKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut published = Vec::new();
        let mut unusable = Vec::new();
        for (place, entry) in (1..).zip(Vec::<Entry>::deserialize(deserializer)?) {
            match entry {
                Entry::Key(key) => published.push(key),
                Entry::Named {
                    certificate_reference,
                } => unusable.push(certificate_reference),
                Entry::Other(_) => unusable.push(format!("entry {place}")),
            }
        }
        let mut taken = Self::new(&published);
        taken.unusable.extend(unusable);
        Ok(taken)
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

    /// Whether the key may seal documents with this code, fillers left out.
    pub(super) fn seals(&self, code: &str) -> bool {
        let covers = |of_type: &String| match of_type.trim_end_matches('<') {
            letter if letter.len() == 1 => code.starts_with(letter),
            whole => whole == code,
        };
        self.document_types.is_empty() || self.document_types.iter().any(covers)
    }

    /// Whether this is the key's signature over the message, in raw form.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify(message, &signature).is_ok())
    }
}
