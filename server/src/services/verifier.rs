//! What anyone may ask: a pass by its secret link, and whether a document is genuine.
//!
//! - [`evisa`], [`pass`]: the pages that a holder shows, and their PDFs; the pass for Apple Wallet
//! - [`google`]: giving a pass to Google Wallet
//! - [`lost_pass`]: a V-Pass that its holder lost
//! - [`published`]: keys, the list of seals, verification on the server
//! - [`record_heads`]: the signed end of the audit record
//! - [`inspect`]: a scanned seal as the border sees it

pub mod evisa;
pub mod google;
pub mod inspect;
pub mod lost_pass;
pub mod pass;
pub mod published;
pub mod record_heads;

use crate::state::Portal;
use app::contract::{
    Caller, Download, EvisaView, GoogleOffer, LostPassForm, PassView, SealReport, Verifier,
};
use app::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, Utc};

#[async_trait]
impl Verifier for Portal {
    async fn evisa_page(&self, caller: &Caller, secret: &str) -> Result<EvisaView> {
        evisa::evisa(self, caller, secret).await
    }

    async fn evisa_page_pdf(&self, caller: &Caller, secret: &str) -> Result<Download> {
        evisa::evisa_pdf(self, caller, secret).await
    }

    async fn pass(&self, caller: &Caller, secret: &str) -> Result<PassView> {
        pass::pass(self, caller, secret).await
    }

    async fn pass_pdf(&self, caller: &Caller, secret: &str) -> Result<Download> {
        pass::pass_pdf(self, caller, secret).await
    }

    async fn find_pass(&self, caller: &Caller, form: &LostPassForm) -> Result<String> {
        lost_pass::find_pass(self, caller, form).await
    }

    async fn mail_pass(&self, caller: &Caller, secret: &str) -> Result<()> {
        lost_pass::mail_pass(self, caller, secret).await
    }

    async fn apple_pass(&self, caller: &Caller, secret: &str) -> Result<Download> {
        pass::apple_pass(self, caller, secret).await
    }

    async fn google_offer(&self, caller: &Caller, secret: &str) -> Result<GoogleOffer> {
        google::offer(self, caller, secret).await
    }

    async fn give_to_google(&self, caller: &Caller, secret: &str) -> Result<()> {
        google::give(self, caller, secret).await
    }

    async fn verify(&self, text: &str) -> Result<SealReport> {
        published::verify(self, text).await
    }

    async fn keys(&self) -> Result<String> {
        published::keys(self)
    }

    async fn seal_list(&self) -> Result<Vec<u8>> {
        published::seal_list(self).await
    }

    fn now(&self) -> DateTime<Utc> {
        Portal::now(self)
    }
}
