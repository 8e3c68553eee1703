//! Signs seals with the portal's P-256 key.

use domain::doc9303::seal::SignerIdentity;
use domain::doc9303::seal::{SealError, SealSigner};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};

/// The two letters of the state, for the signer's name.
fn short_code(issuing_state: &str) -> &'static str {
    match issuing_state {
        "UTO" => "UT",
        _ => "KH",
    }
}

pub(super) struct PortalSigner {
    key: SigningKey,
    issuing_state: String,
    certificate: String,
}

impl PortalSigner {
    pub(super) fn new(key: SigningKey, issuing_state: &str) -> Self {
        // Named after the key itself: a new key gets a new name without anybody counting, and
        // documents signed with the old one are not looked up under the new one.
        let digest = Sha256::digest(public_key(&key));
        let certificate = match data_encoding::HEXUPPER.encode(digest.get(..2).unwrap_or_default())
        {
            // All zeros mean a test certificate (part 13, 2.2.1).
            zeros if zeros == "0000" => "0001".to_owned(),
            name => name,
        };
        Self {
            key,
            issuing_state: issuing_state.to_owned(),
            certificate,
        }
    }

    pub(super) fn issuing_state(&self) -> &str {
        &self.issuing_state
    }

    /// The uncompressed point (SEC 1).
    pub(super) fn public_key(&self) -> Vec<u8> {
        public_key(&self.key)
    }
}

fn public_key(key: &SigningKey) -> Vec<u8> {
    key.verifying_key().to_sec1_point(false).as_bytes().to_vec()
}

impl SealSigner for PortalSigner {
    fn identity(&self) -> SignerIdentity {
        SignerIdentity {
            issuer: self.issuing_state.clone(),
            signer: format!("{}EV", short_code(&self.issuing_state)),
            certificate: self.certificate.clone(),
        }
    }

    /// Deterministic (RFC 6979): no randomness can leak the key, and a repeated job signs the same.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SealError> {
        let signature: Signature = self.key.try_sign(message).map_err(|_| SealError::Signing)?;
        Ok(signature.to_bytes().into())
    }
}
