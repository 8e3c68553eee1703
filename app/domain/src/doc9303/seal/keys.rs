//! The public keys that seals are verified with, found by the header's signer and certificate
//! reference.

use chrono::NaiveDate;
use data_encoding::BASE64;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

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
    /// The document codes that it may seal, as the certificate's document types have them (part 13,
    /// 3.1: `V`, `P`); any where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document_types: Vec<String>,
}

/// The key of an entry cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the public key of `{0}` is not a point on P-256")]
pub struct KeyError(pub String);

/// What is before the point in the `SubjectPublicKeyInfo` of any P-256 key (RFC 5480).
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A,
    0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Keys to verify with.
#[derive(Debug, Clone, Default)]
pub struct SealKeys {
    keys: Vec<SealKey>,
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
    /// Takes published keys.
    ///
    /// # Errors
    /// The first entry whose key cannot be read.
    pub fn new(published: &[PublishedKey]) -> Result<Self, KeyError> {
        let keys = published
            .iter()
            .map(|entry| {
                let key = BASE64
                    .decode(entry.public_key.as_bytes())
                    .ok()
                    .and_then(|bytes| {
                        let point = bytes.strip_prefix(&SPKI_PREFIX[..]).unwrap_or(&bytes);
                        VerifyingKey::from_sec1_bytes(point).ok()
                    })
                    .ok_or_else(|| KeyError(entry.certificate_reference.clone()))?;
                Ok(SealKey {
                    issuer: entry.issuer.clone(),
                    certificate_reference: entry.certificate_reference.clone(),
                    key,
                    valid_until: entry.valid_until,
                    revoked: entry.revoked,
                    document_types: entry.document_types.clone(),
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { keys })
    }

    pub(super) fn find(&self, certificate_reference: &str) -> Option<&SealKey> {
        self.keys
            .iter()
            .find(|key| key.certificate_reference == certificate_reference)
    }
}

impl SealKey {
    /// Whether the key may seal documents with this code.
    pub(super) fn seals(&self, code: &str) -> bool {
        self.document_types.is_empty() || self.document_types.iter().any(|found| found == code)
    }

    /// Whether this is the key's signature over the message, in raw form.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify(message, &signature).is_ok())
    }
}
