//! The signature under the published end of the audit record, by the key that signs seals.

use super::Documents;
use data_encoding::BASE64;
use domain::doc9303::seal::{SealError, SealSigner};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

impl Documents {
    /// Signs a statement about the record: the reference of the key, and the signature.
    ///
    /// # Errors
    /// When signing fails.
    pub fn sign_record_head(&self, statement: &[u8]) -> Result<(String, [u8; 64]), SealError> {
        Ok((self.key_reference(), self.signer.sign(statement)?))
    }

    /// Whether this key of ours, in use or retired, signed the statement.
    pub fn verify_record_head(&self, key: &str, statement: &[u8], signature: &[u8]) -> bool {
        let public = if key == self.key_reference() {
            Some(self.signer.public_key())
        } else {
            let mut retired = self.retired.iter();
            let of_name = retired.find(|retired| retired.certificate_reference == key);
            of_name.and_then(|retired| BASE64.decode(retired.public_key.as_bytes()).ok())
        };
        let key = public.and_then(|public| VerifyingKey::from_sec1_bytes(&public).ok());
        match (key, Signature::from_slice(signature)) {
            (Some(key), Ok(signature)) => key.verify(statement, &signature).is_ok(),
            _ => false,
        }
    }
}
