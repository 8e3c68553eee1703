//! The service of travellers: prices and rules, applying, paying, following, downloading.

use super::{
    AddTravellerForm, Caller, DeclarationForm, Download, Draft, FormOrigin, MistakeForm, Port,
    Saved, SessionToken, Status, StepAnswers,
};
use crate::error::Result;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::law::refunds::WithdrawalFee;
use domain::money::Money;
use domain::person::PassportKind;
use domain::photo::PhotoChoice;
use domain::states::{PaymentState, PendingPayment};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The offer of the landing page. Every figure carries its source.
#[derive(Debug, Clone)]
pub struct Offer {
    pub fee: Money,
    pub fee_source: String,
    pub fee_source_date: NaiveDate,
    /// Working days within which a decision is promised.
    pub promised_days: u32,
    pub demo: bool,
}

/// Whether a nationality and kind of passport need a visa (Art. 5).
#[derive(Debug, Clone)]
pub struct VisaNeed {
    pub nationality: String,
    pub nationality_name: String,
    pub kind: PassportKind,
    pub exemption: Option<ExemptionInfo>,
}

/// An agreement that exempts from the visa, with its source.
#[derive(Debug, Clone)]
pub struct ExemptionInfo {
    pub days: u32,
    pub source: String,
    pub source_date: NaiveDate,
}

/// The outcome of a payment, for the page after the hosted checkout.
#[derive(Debug, Clone)]
pub struct PaymentOutcome {
    pub reference: String,
    pub state: PaymentState,
    /// Whether the charge bought the application; one that did not goes back by itself.
    pub settles: bool,
    /// Whether the provider says that nothing was paid.
    pub is_unpaid: bool,
    /// What is waited for, where it is known.
    pub pending: Option<PendingPayment>,
    /// Whether the card provider has a refund of it that has not succeeded yet.
    pub refund_on_its_way: bool,
    pub amount: Money,
    /// None when everything is decided.
    pub decision_due_on: Option<NaiveDate>,
}

/// A mailed link, before it is exchanged.
#[derive(Debug, Clone)]
pub struct LinkView {
    pub reference: String,
    /// Whether the application is still being filled in.
    pub draft: bool,
    /// The code to type in the browser in which the application was begun, where only that one may
    /// open it: its address is not confirmed, and this is another browser.
    pub code: Option<String>,
}

/// An application that was begun: its session, and the secret of the browser where it had none.
pub struct Begun {
    pub session: SessionToken,
    pub browser: Option<SessionToken>,
}

/// The e-mail address of an application, as its page shows it.
#[derive(Debug, Clone)]
pub struct EmailView {
    pub reference: String,
    pub email: String,
    pub confirmed: bool,
    /// The address that waits for its code, to take the place of the confirmed one.
    pub new_email: Option<String>,
    /// Whether it may be changed here: in the browser in which the application was begun.
    pub may_change: bool,
}

/// The form that changes the e-mail address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailForm {
    pub email: String,
    /// The address that the person was asked about already, since it looks like a typing error.
    pub asked: String,
}

/// A mailed link after its exchange: the session, and whether a draft or a status follows.
pub struct ExchangedLink {
    pub session: SessionToken,
    pub draft: bool,
}

#[async_trait]
pub trait TravellerService: Send + Sync {
    /// Anyone.
    async fn offer(&self) -> Result<Offer>;
    /// Anyone.
    async fn ports(&self) -> Result<Vec<Port>>;
    /// Anyone. `nationality` is a state code of Doc 9303, `kind` a code of `PassportKind`.
    async fn visa_need(&self, nationality: &str, kind: &str) -> Result<VisaNeed>;

    /// Anyone. Whether mails can be sent to the address; of one that looks like a slip it asks once, by
    /// the error [`LIKELY_SLIP`](super::LIKELY_SLIP).
    async fn check_address(&self, form: &EmailForm) -> Result<()>;

    /// Anyone, throttled. Starts a draft and mails its link and the code that confirms the address.
    async fn start(&self, caller: &Caller, form: &EmailForm) -> Result<Begun>;
    /// Anyone, throttled. Mails a fresh link when reference and e-mail belong together; the
    /// answer is the same when they do not.
    async fn request_link(&self, caller: &Caller, reference: &str, email: &str) -> Result<()>;
    /// Anyone with the token; changes nothing.
    async fn link(&self, caller: &Caller, token: &str) -> Result<LinkView>;
    /// Anyone with the token.
    async fn open_link(&self, caller: &Caller, token: &str) -> Result<ExchangedLink>;
    /// The traveller. The e-mail address and whether it is confirmed.
    async fn email(&self, caller: &Caller) -> Result<EmailView>;
    /// The traveller. Confirms the address by the code that was mailed to it.
    async fn confirm_email(&self, caller: &Caller, reference: &str, code: &str) -> Result<()>;
    /// The traveller, throttled. Mails the code again.
    async fn mail_code(&self, caller: &Caller, reference: &str) -> Result<()>;
    /// The traveller, in the browser in which the application was begun. Another address: at once
    /// while none is confirmed, else when its code was typed. The old one is told.
    async fn change_email(&self, caller: &Caller, reference: &str, form: &EmailForm) -> Result<()>;
    /// The traveller. Ends every session of the application and every link that was mailed; the answer
    /// is a fresh session for the browser that asked.
    async fn sign_out_everywhere(&self, caller: &Caller, reference: &str) -> Result<SessionToken>;
    /// Ends the browser's session.
    async fn leave(&self, session: &str) -> Result<()>;

    /// The traveller.
    async fn draft(&self, caller: &Caller) -> Result<Draft>;
    /// Saves as typed, valid or not. `OtherApplication` when the form is of another one than the
    /// caller's, a conflict when other answers were saved since its page was made.
    async fn save(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        answers: StepAnswers,
    ) -> Result<Saved>;
    async fn add_traveller(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        form: &AddTravellerForm,
    ) -> Result<Uuid>;
    /// Takes somebody out of the application; a conflict when anything was saved or sent since the page
    /// was made.
    async fn remove_traveller(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        traveller: Uuid,
    ) -> Result<()>;
    /// Takes the file as it was uploaded; `Invalid` names the plain reason at field `photo`.
    async fn save_photo(&self, caller: &Caller, traveller: Uuid, bytes: Vec<u8>) -> Result<Saved>;
    /// Goes on with the photo that a page showed; a conflict when it was changed meanwhile.
    async fn keep_photo(
        &self,
        caller: &Caller,
        traveller: Uuid,
        origin: &FormOrigin,
    ) -> Result<Saved>;
    /// Throttled. Cuts the photo that a page showed anew from what was uploaded; a conflict when it was
    /// changed meanwhile, or the part cannot be a photo.
    async fn adjust_photo(
        &self,
        caller: &Caller,
        traveller: Uuid,
        origin: &FormOrigin,
        choice: PhotoChoice,
    ) -> Result<()>;
    /// The stored photo of one of the caller's travellers (JPEG).
    async fn photo(&self, caller: &Caller, traveller: Uuid) -> Result<Download>;
    /// The whole of what the photo was cut from (JPEG), small, while it can be cut anew.
    async fn photo_overview(&self, caller: &Caller, traveller: Uuid) -> Result<Download>;
    /// Has a mail written on the day from which a visa is good for the trip (Art. 13), and keeps the
    /// draft as long.
    async fn remind(&self, caller: &Caller, reference: &str) -> Result<()>;
    /// Declares and submits the answers of the revision that was shown; `Invalid` names what is
    /// missing.
    async fn submit(
        &self,
        caller: &Caller,
        origin: &FormOrigin,
        form: &DeclarationForm,
    ) -> Result<()>;

    /// Opens or resumes a hosted checkout of the application with this reference, which must be the
    /// caller's; the address to send the browser to.
    async fn pay(&self, caller: &Caller, reference: &str) -> Result<String>;
    /// The outcome of the hosted checkout; asks the provider itself when the webhook is late.
    async fn payment_outcome(&self, caller: &Caller) -> Result<PaymentOutcome>;
    async fn status(&self, caller: &Caller) -> Result<Status>;
    /// Tells whoever reviews it what is wrong in an application that was sent.
    async fn report_mistake(
        &self,
        caller: &Caller,
        reference: &str,
        form: &MistakeForm,
    ) -> Result<()>;
    /// Withdraws one traveller. `shown` is what the page said of the fee; a conflict when it is no longer
    /// so.
    async fn withdraw(
        &self,
        caller: &Caller,
        reference: &str,
        traveller: Uuid,
        shown: Option<WithdrawalFee>,
    ) -> Result<()>;
    /// Gives a corrected traveller back to the reviewer, once passport page and photo are without
    /// errors.
    async fn send_correction(
        &self,
        caller: &Caller,
        reference: &str,
        traveller: Uuid,
    ) -> Result<()>;
    /// The e-visa (PDF) of one of the caller's travellers.
    async fn evisa(&self, caller: &Caller, visa: Uuid) -> Result<Download>;
}
