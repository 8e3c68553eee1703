//! The secrets in the addresses of e-visas, V-Passes and arrival cards.

use super::{Vault, mac};
use hmac::Mac;
use subtle::ConstantTimeEq;
use uuid::Uuid;

impl Vault {
    /// The secret of a pass's address: 128 bits derived from the pass, so that a mail can be
    /// sent again without the secret being stored.
    pub fn pass_secret(&self, pass: Uuid) -> String {
        let mut mac = mac(&self.links);
        mac.update(pass.as_bytes());
        data_encoding::BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()[..16])
    }

    /// The secret of an e-visa's address: its id, with 128 bits that prove it was given out here. Nothing
    /// of it is stored, so that an e-visa of any age has one.
    pub fn visa_secret(&self, visa: Uuid) -> String {
        self.proven_secret(b"e-visa", visa)
    }

    /// The e-visa of such a secret; `None` for any other text.
    pub fn visa_of_secret(&self, secret: &str) -> Option<Uuid> {
        self.id_of_secret(b"e-visa", secret)
    }

    /// The secret of an arrival card's address, made in the same way.
    pub fn card_secret(&self, application: Uuid) -> String {
        self.proven_secret(b"arrival card", application)
    }

    /// The application of such a secret; `None` for any other text.
    pub fn card_of_secret(&self, secret: &str) -> Option<Uuid> {
        self.id_of_secret(b"arrival card", secret)
    }

    /// The secret of the address by which a mail leads to an arrival card: it shows nothing of the card.
    pub fn card_mail_secret(&self, application: Uuid) -> String {
        self.proven_secret(b"arrival card by mail", application)
    }

    /// The application of such a secret; `None` for any other text.
    pub fn card_of_mail_secret(&self, secret: &str) -> Option<Uuid> {
        self.id_of_secret(b"arrival card by mail", secret)
    }

    fn proven_secret(&self, what: &[u8], id: Uuid) -> String {
        let secret = [id.as_bytes().as_slice(), &self.proof(what, id)[..16]].concat();
        data_encoding::BASE64URL_NOPAD.encode(&secret)
    }

    fn id_of_secret(&self, what: &[u8], secret: &str) -> Option<Uuid> {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(secret.as_bytes());
        let bytes = bytes.ok().filter(|bytes| bytes.len() == 32)?;
        let (id, proof) = bytes.split_at(16);
        let id = Uuid::from_slice(id).ok()?;
        let is_ours: bool = self.proof(what, id)[..16].ct_eq(proof).into();
        is_ours.then_some(id)
    }

    fn proof(&self, what: &[u8], id: Uuid) -> [u8; 32] {
        let mut mac = mac(&self.links);
        mac.update(what);
        mac.update(id.as_bytes());
        mac.finalize().into_bytes().into()
    }
}
