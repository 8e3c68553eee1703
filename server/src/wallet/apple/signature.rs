//! The detached CMS signature (RFC 5652) of a manifest: SHA-256, with content type, message digest and time of
//! signing as signed attributes, and with the certificates up to the intermediate one.

use crate::wallet::WalletError;
use crate::wallet::keys::SigningKey;
use chrono::{DateTime, Utc};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, OctetString, SetOfVec};
use der::oid::ObjectIdentifier;
use der::{DateTime as DerDateTime, Decode, Encode};
use sha2::{Digest, Sha256};
use std::time::Duration;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Time;

/// `id-data`, `id-signedData` (RFC 5652, sections 4 and 5.1).
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// The signed attributes (RFC 5652, section 11).
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
/// `id-sha256` (RFC 5754).
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// Signs manifests.
pub struct Signer {
    key: SigningKey,
    certificate: Certificate,
    intermediate: Certificate,
}

impl Signer {
    /// `certificate` is of this key, and `intermediate` issued it.
    pub const fn new(key: SigningKey, certificate: Certificate, intermediate: Certificate) -> Self {
        Self {
            key,
            certificate,
            intermediate,
        }
    }

    /// Its certificates, the own one first.
    pub const fn certificates(&self) -> [&Certificate; 2] {
        [&self.certificate, &self.intermediate]
    }

    /// A `ContentInfo` in DER that signs these bytes without holding them.
    ///
    /// # Errors
    /// When the key cannot sign.
    pub fn sign(&self, bytes: &[u8], now: DateTime<Utc>) -> Result<Vec<u8>, WalletError> {
        let attributes = attributes(bytes, now).map_err(failed)?;
        let signed = attributes.to_der().map_err(failed)?;
        let (algorithm, signature) = self.key.sign(&signed)?;
        self.content_info(attributes, algorithm, signature)
            .map_err(failed)
    }

    fn content_info(
        &self,
        signed_attributes: SetOfVec<Attribute>,
        signature_algorithm: AlgorithmIdentifierOwned,
        signature: Vec<u8>,
    ) -> der::Result<Vec<u8>> {
        let certificate = self.certificate.tbs_certificate();
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: certificate.issuer().clone(),
                serial_number: certificate.serial_number().clone(),
            }),
            digest_alg: sha_256(),
            signed_attrs: Some(signed_attributes),
            signature_algorithm,
            signature: OctetString::new(signature)?,
            unsigned_attrs: None,
        };
        let certificates = self
            .certificates()
            .map(|certificate| CertificateChoices::Certificate(certificate.clone()));
        let signed = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![sha_256()])?,
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: DATA,
                econtent: None,
            },
            certificates: Some(CertificateSet::try_from(certificates.to_vec())?),
            crls: None,
            signer_infos: SignerInfos::try_from(vec![signer])?,
        };
        ContentInfo {
            content_type: SIGNED_DATA,
            content: Any::from_der(&signed.to_der()?)?,
        }
        .to_der()
    }
}

fn failed(error: der::Error) -> WalletError {
    WalletError::Signature(error.to_string())
}

const fn sha_256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: SHA_256,
        parameters: None,
    }
}

fn attributes(bytes: &[u8], now: DateTime<Utc>) -> der::Result<SetOfVec<Attribute>> {
    let digest = OctetString::new(Sha256::digest(bytes).to_vec())?;
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let time = Time::from(DerDateTime::from_unix_duration(Duration::from_secs(
        seconds,
    ))?);
    let attribute = |oid, value: Any| {
        let values = SetOfVec::try_from(vec![value])?;
        der::Result::Ok(Attribute { oid, values })
    };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&digest)?)?,
        attribute(SIGNING_TIME, Any::encode_from(&time)?)?,
    ])
}
