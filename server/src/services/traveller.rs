//! The traveller's use cases, one file each.
//!
//! - [`offer`]: prices, ports, who needs a visa
//! - [`card`]: the e-Arrival card of who needs no visa; [`undecided`]: what it has in common with the record
//!   of who came to the border without any
//! - [`start`]: beginning a draft, mailed links
//! - [`email`]: the address, confirmed and changed
//! - [`everywhere`]: ending all sessions and links
//! - [`reading`]: what was typed, read into what the law asks, or what is wrong with it
//! - [`draft`]: everything typed so far; saving a step; travellers
//! - [`photo`], [`submit`], [`payment`], [`status`]
//! - [`correction`]: what a reviewer asked for, sent

pub mod card;
pub mod correction;
pub mod draft;
pub mod email;
pub mod everywhere;
pub mod mistake;
pub mod offer;
pub mod payment;
pub mod photo;
pub mod reading;
pub mod remind;
pub mod start;
pub mod status;
pub mod submit;
pub mod undecided;

use crate::state::Portal;
use app::contract::{
    AddTravellerForm, Begun, Caller, DeclarationForm, Download, Draft, EmailForm, EmailView,
    ExchangedLink, FormOrigin, LinkView, MistakeForm, Offer, PaymentOutcome, Port, Saved,
    SessionToken, Status, StepAnswers, TravellerService, VisaNeed,
};
use app::error::Result;
use async_trait::async_trait;
use domain::law::refunds::WithdrawalFee;
use domain::photo::PhotoChoice;
use uuid::Uuid;

#[async_trait]
impl TravellerService for Portal {
    async fn offer(&self) -> Result<Offer> {
        offer::offer(self).await
    }

    async fn ports(&self) -> Result<Vec<Port>> {
        offer::ports(self).await
    }

    async fn visa_need(&self, nationality: &str, kind: &str) -> Result<VisaNeed> {
        offer::visa_need(self, nationality, kind).await
    }

    async fn check_address(&self, form: &EmailForm) -> Result<()> {
        email::asked_for(form).map(|_| ())
    }

    async fn start(&self, caller: &Caller, form: &EmailForm) -> Result<Begun> {
        start::start(self, caller, form).await
    }

    async fn request_link(&self, caller: &Caller, reference: &str, email: &str) -> Result<()> {
        start::request_link(self, caller, reference, email).await
    }

    async fn link(&self, caller: &Caller, token: &str) -> Result<LinkView> {
        start::link(self, caller, token).await
    }

    async fn open_link(&self, caller: &Caller, token: &str) -> Result<ExchangedLink> {
        start::open_link(self, caller, token).await
    }

    async fn email(&self, caller: &Caller) -> Result<EmailView> {
        email::view(self, caller).await
    }

    async fn confirm_email(&self, caller: &Caller, reference: &str, code: &str) -> Result<()> {
        email::confirm(self, caller, reference, code).await
    }

    async fn mail_code(&self, caller: &Caller, reference: &str) -> Result<()> {
        email::mail_code(self, caller, reference).await
    }

    async fn change_email(&self, caller: &Caller, reference: &str, form: &EmailForm) -> Result<()> {
        email::change(self, caller, reference, form).await
    }

    async fn sign_out_everywhere(&self, caller: &Caller, reference: &str) -> Result<SessionToken> {
        everywhere::sign_out(self, caller, reference).await
    }

    async fn leave(&self, session: &str) -> Result<()> {
        start::leave(self, session).await
    }

    async fn draft(&self, caller: &Caller) -> Result<Draft> {
        draft::draft(self, caller).await
    }

    async fn save(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        answers: StepAnswers,
    ) -> Result<Saved> {
        draft::save(self, caller, origin, answers).await
    }

    async fn add_traveller(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        form: &AddTravellerForm,
    ) -> Result<Uuid> {
        draft::travellers::add(self, caller, origin, form).await
    }

    async fn remove_traveller(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        traveller: Uuid,
    ) -> Result<()> {
        draft::travellers::remove(self, caller, origin, traveller).await
    }

    async fn save_photo(&self, caller: &Caller, traveller: Uuid, bytes: Vec<u8>) -> Result<Saved> {
        photo::save(self, caller, traveller, None, bytes).await
    }

    async fn keep_photo(
        &self,
        caller: &Caller,
        traveller: Uuid,
        origin: &FormOrigin,
    ) -> Result<Saved> {
        photo::adjust::keep(self, caller, traveller, origin).await
    }

    async fn adjust_photo(
        &self,
        caller: &Caller,
        traveller: Uuid,
        origin: &FormOrigin,
        choice: PhotoChoice,
    ) -> Result<()> {
        photo::adjust::adjust(self, caller, traveller, origin, choice).await
    }

    async fn photo(&self, caller: &Caller, traveller: Uuid) -> Result<Download> {
        photo::show(self, caller, traveller).await
    }

    async fn photo_overview(&self, caller: &Caller, traveller: Uuid) -> Result<Download> {
        photo::overview(self, caller, traveller).await
    }

    async fn submit(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        form: &DeclarationForm,
    ) -> Result<()> {
        submit::submit(self, caller, origin, form).await
    }

    async fn pay(&self, caller: &Caller, reference: &str) -> Result<String> {
        payment::pay(self, caller, reference).await
    }

    async fn payment_outcome(&self, caller: &Caller) -> Result<PaymentOutcome> {
        payment::outcome(self, caller).await
    }

    async fn status(&self, caller: &Caller) -> Result<Status> {
        status::status(self, caller).await
    }

    async fn remind(&self, caller: &Caller, reference: &str) -> Result<()> {
        remind::remind(self, caller, reference).await
    }

    async fn report_mistake(
        &self,
        caller: &Caller,
        reference: &str,
        form: &MistakeForm,
    ) -> Result<()> {
        mistake::report(self, caller, reference, form).await
    }

    async fn withdraw(
        &self,
        caller: &Caller,
        reference: &str,
        traveller: Uuid,
        shown: Option<WithdrawalFee>,
    ) -> Result<()> {
        submit::withdraw(self, caller, reference, (traveller, shown)).await
    }

    async fn send_correction(
        &self,
        caller: &Caller,
        reference: &str,
        traveller: Uuid,
    ) -> Result<()> {
        correction::send(self, caller, reference, traveller).await
    }

    async fn evisa(&self, caller: &Caller, visa: Uuid) -> Result<Download> {
        status::evisa(self, caller, visa).await
    }
}

#[cfg(test)]
mod tests;
