//! The signature under a list that a desk keeps, by the key that signs seals.

use super::Documents;
use app::contract::{SignedDayPack, day_pack_statement};
use data_encoding::BASE64;
use domain::doc9303::seal::{SealError, SealSigner};

impl Documents {
    /// Signs the content of a day-pack.
    ///
    /// # Errors
    /// When signing fails.
    pub fn sign_day_pack(&self, content: String) -> Result<SignedDayPack, SealError> {
        let signature = self.signer.sign(day_pack_statement(&content).as_bytes())?;
        Ok(SignedDayPack {
            content,
            key: self.key_reference(),
            signature: BASE64.encode(&signature),
        })
    }
}
