//! What anyone may ask: a pass by its secret link, and whether a document is genuine.
//!
//! - [`pass`]: the V-Pass page, its PDF, and the same for wallets
//! - [`google`]: giving it to Google Wallet
//! - [`published`]: keys, the list of seals, verification on the server
//! - [`record_heads`]: the signed end of the audit record
//! - [`inspect`]: a scanned seal as the border sees it

pub mod google;
pub mod inspect;
pub mod pass;
pub mod published;
pub mod record_heads;

use crate::state::Portal;
use app::contract::{Caller, Download, GoogleOffer, PassView, SealReport, Verifier};
use app::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, Utc};

#[async_trait]
impl Verifier for Portal {
    async fn pass(&self, caller: &Caller, secret: &str) -> Result<PassView> {
        pass::pass(self, caller, secret).await
    }

    async fn pass_pdf(&self, caller: &Caller, secret: &str) -> Result<Download> {
        pass::pass_pdf(self, caller, secret).await
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
