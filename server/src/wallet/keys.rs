//! Keys and certificates from PEM files, and signing with them.

use super::WalletError;
use chrono::{DateTime, Utc};
use der::asn1::{Any, BitString, Null};
use der::oid::ObjectIdentifier;
use der::{Decode, DecodePem, Encode};
use p256::ecdsa;
use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::{DecodePrivateKey, EncodePublicKey};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs1v15;
use rsa::signature::SignatureEncoding;
use sha2::Sha256;
use std::path::Path;
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

/// `rsaEncryption` (RFC 8017), which names a signature by RSA in CMS (RFC 3370, section 3.2).
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// `ecdsa-with-SHA256` (RFC 5758).
const ECDSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
/// `userId` (RFC 4519), which holds the pass type in Apple's certificates.
const USER_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1");

/// A private key that signs with SHA-256.
pub enum SigningKey {
    Rsa(Box<pkcs1v15::SigningKey<Sha256>>),
    P256(Box<ecdsa::SigningKey>),
}

impl SigningKey {
    /// Reads an unencrypted key of RSA (PKCS#8 or PKCS#1) or P-256 (PKCS#8).
    ///
    /// # Errors
    /// Names the file when it holds none of these.
    pub fn read(path: &Path) -> Result<Self, WalletError> {
        let pem = read(path)?;
        if let Ok(key) = ecdsa::SigningKey::from_pkcs8_pem(&pem) {
            return Ok(Self::P256(Box::new(key)));
        }
        let key = rsa::PrivateKey::from_pkcs8_pem(&pem)
            .or_else(|_| rsa::PrivateKey::from_pkcs1_pem(&pem));
        let key = key.map_err(|_| {
            let reason = "holds no unencrypted key of RSA or P-256 as PEM";
            wrong(path, reason)
        })?;
        Ok(Self::Rsa(Box::new(pkcs1v15::SigningKey::new(key))))
    }

    /// The signature of a message, with the algorithm as CMS names it. Of ECDSA it is DER.
    ///
    /// # Errors
    /// When the key cannot sign.
    pub fn sign(&self, message: &[u8]) -> Result<(AlgorithmIdentifierOwned, Vec<u8>), WalletError> {
        let failed = |error: &dyn std::fmt::Display| WalletError::Signature(error.to_string());
        match self {
            Self::Rsa(key) => {
                let signature = key.try_sign(message).map_err(|error| failed(&error))?;
                let algorithm = AlgorithmIdentifierOwned {
                    oid: RSA,
                    parameters: Some(Any::from(Null)),
                };
                Ok((algorithm, signature.to_vec()))
            }
            Self::P256(key) => {
                let signature: ecdsa::Signature =
                    key.try_sign(message).map_err(|error| failed(&error))?;
                let algorithm = AlgorithmIdentifierOwned {
                    oid: ECDSA,
                    parameters: None,
                };
                Ok((algorithm, signature.to_der().as_bytes().to_vec()))
            }
        }
    }

    /// Its public key as a certificate has it.
    fn public_key(&self) -> Option<BitString> {
        use rsa::signature::Keypair;
        let info = match self {
            Self::Rsa(key) => key.verifying_key().to_public_key_der(),
            Self::P256(key) => key.verifying_key().to_public_key_der(),
        };
        let info = x509_cert::spki::SubjectPublicKeyInfoOwned::from_der(info.ok()?.as_bytes());
        Some(info.ok()?.subject_public_key)
    }

    /// Whether the certificate is of this key.
    pub fn is_of(&self, certificate: &Certificate) -> bool {
        let certified = certificate.tbs_certificate().subject_public_key_info();
        self.public_key().as_ref() == Some(&certified.subject_public_key)
    }
}

/// Reads a certificate from a PEM file.
///
/// # Errors
/// Names the file.
pub fn read_certificate(path: &Path) -> Result<Certificate, WalletError> {
    Certificate::from_pem(read(path)?)
        .map_err(|error| wrong(path, format!("holds no certificate as PEM ({error})")))
}

/// The last instant at which a certificate is valid.
pub fn ends_at(certificate: &Certificate) -> DateTime<Utc> {
    let end = certificate.tbs_certificate().validity().not_after;
    let seconds = i64::try_from(end.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The user id of a certificate's subject: of Apple's the pass type.
pub fn user_id(certificate: &Certificate) -> Option<String> {
    let subject = certificate.tbs_certificate().subject();
    let attribute = subject.iter().find(|attribute| attribute.oid == USER_ID)?;
    String::from_utf8(attribute.value.value().to_vec()).ok()
}

/// Whether the issuer of the one is the subject of the other.
pub fn is_issued_by(certificate: &Certificate, issuer: &Certificate) -> bool {
    let name = |name: &x509_cert::name::Name| name.to_der().ok();
    name(certificate.tbs_certificate().issuer()) == name(issuer.tbs_certificate().subject())
}

pub(super) fn wrong(path: &Path, reason: impl Into<String>) -> WalletError {
    WalletError::File {
        path: path.to_owned(),
        reason: reason.into(),
    }
}

pub(super) fn read(path: &Path) -> Result<String, WalletError> {
    std::fs::read_to_string(path).map_err(|error| wrong(path, error.to_string()))
}
