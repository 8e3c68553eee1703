//! The documents that the portal issues: e-visa and V-Pass, each with its visible digital seal, its
//! QR code and its page in PDF.
//!
//! [`facts`] says what a document is made of, [`signer`] signs, [`published`] makes what verifiers
//! fetch under `/.well-known/`, [`record_head`] signs the end of the audit record, [`day_pack`] the lists of desks, [`qr`] draws codes, [`pdf`] lays out the page. A new document is a
//! struct of facts, a seal in the domain, a method here and a layout in `pdf`.

mod day_pack;
mod facts;
mod pdf;
mod published;
mod qr;
mod record_head;
mod signer;

pub use facts::{EntryPoints, Holder, PassFacts, VisaFacts, WrittenName};
pub use qr::QrMatrix;

use app::contract::QrCode;
use chrono::NaiveDate;
use domain::doc9303::mrz::WriteError;
use domain::doc9303::names::Untransliterable;
use domain::doc9303::seal::{PublishedKey, Seal, SealError, SealId, address};
use p256::ecdsa::SigningKey;
use pdf::TypeSet;
use signer::PortalSigner;

/// Why a document cannot be made. Says nothing about whose it is.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("the seal cannot be made: {0}")]
    Seal(#[from] SealError),
    #[error("the MRZ cannot be written: {0}")]
    Mrz(#[from] WriteError),
    /// The letter itself would be personal data.
    #[error("a name has a letter without a published transliteration")]
    Name,
    #[error("an MRV-B has two lines")]
    Lines,
    #[error("the address does not fit a QR code")]
    Qr,
    #[error("a font is missing or broken")]
    Font,
    #[error("the photo is no JPEG")]
    Photo,
    #[error("there is no page of the size {0}")]
    Page(&'static str),
    #[error("the page cannot be written as PDF/A-2a with PDF/UA-1: {0}")]
    Standard(String),
}

impl From<Untransliterable> for DocumentError {
    fn from(_: Untransliterable) -> Self {
        Self::Name
    }
}

/// A seal as issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedSeal {
    /// The seal, to be kept encrypted with the document.
    pub bytes: Vec<u8>,
    /// What lists of replaced and revoked seals name it by.
    pub hash: Vec<u8>,
    /// The address that its QR code holds.
    pub url: String,
}

/// Issues documents.
pub struct Documents {
    signer: PortalSigner,
    public_url: String,
    demo: bool,
    type_set: TypeSet,
    retired: Vec<PublishedKey>,
    drawn: qr::Drawn,
}

impl Documents {
    /// `issuing_state` is an ICAO code (`KHM`; `UTO` in a demonstration), `public_url` the portal's
    /// address without a slash at the end.
    ///
    /// # Errors
    /// When a font cannot be read.
    pub fn new(
        key: SigningKey,
        issuing_state: &str,
        public_url: &str,
        demo: bool,
    ) -> Result<Self, DocumentError> {
        Ok(Self {
            signer: PortalSigner::new(key, issuing_state),
            public_url: public_url.to_owned(),
            demo,
            type_set: TypeSet::new()?,
            retired: Vec::new(),
            drawn: qr::Drawn::default(),
        })
    }

    /// The keys that signed before, whose documents still verify.
    #[must_use]
    pub fn with_retired(mut self, keys: Vec<PublishedKey>) -> Self {
        self.retired = keys;
        self
    }

    /// Signs an e-visa. The same facts on the same day make the same seal.
    pub fn issue_visa(
        &self,
        facts: &VisaFacts,
        signed_on: NaiveDate,
    ) -> Result<IssuedSeal, DocumentError> {
        let seal = facts.seal(self.signer.issuing_state())?;
        self.issued(seal.seal(signed_on, &self.signer)?)
    }

    /// Signs a V-Pass. The same facts on the same day make the same seal.
    pub fn issue_pass(
        &self,
        facts: &PassFacts,
        signed_on: NaiveDate,
    ) -> Result<IssuedSeal, DocumentError> {
        let seal = facts.seal(self.signer.issuing_state())?;
        self.issued(seal.seal(signed_on, &self.signer)?)
    }

    /// The address that the QR code of a seal holds; the seal stands in its fragment, which
    /// browsers do not send.
    pub fn seal_url(&self, seal: &[u8]) -> String {
        address::address(&self.public_url, seal)
    }

    /// The code that holds an address, with a quiet zone of four modules.
    pub fn qr_code(&self, url: &str) -> Result<QrCode, DocumentError> {
        self.drawn.code(url)
    }

    /// The e-visa, one page A4, tagged, PDF/A-2a and PDF/UA-1. Takes some milliseconds.
    pub fn visa_pdf(
        &self,
        facts: &VisaFacts,
        seal: &[u8],
        photo_jpeg: &[u8],
    ) -> Result<Vec<u8>, DocumentError> {
        pdf::visa(self, facts, seal, photo_jpeg)
    }

    /// The V-Pass, as [`Self::visa_pdf`].
    pub fn pass_pdf(
        &self,
        facts: &PassFacts,
        seal: &[u8],
        photo_jpeg: &[u8],
    ) -> Result<Vec<u8>, DocumentError> {
        pdf::pass(self, facts, seal, photo_jpeg)
    }

    fn issued(&self, bytes: Vec<u8>) -> Result<IssuedSeal, DocumentError> {
        let SealId(hash) = Seal::decode(&bytes)?.id();
        Ok(IssuedSeal {
            hash: hash.to_vec(),
            url: self.seal_url(&bytes),
            bytes,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
