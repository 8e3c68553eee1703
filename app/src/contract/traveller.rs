//! What travellers ask: prices and rules, applying, paying, following, downloading.

use super::{Caller, Download, Port, SessionToken, TimelineEntry};
use crate::error::{FieldError, Result};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::money::Money;
use domain::person::PassportKind;
use domain::states::{
    ApplicationState, CaseState, PaymentState, RefundState, StayState, VisaState,
};
use domain::visa::VisaType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the landing page says. Every figure carries its source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Offer {
    pub fee: Money,
    pub fee_source: String,
    pub fee_source_date: NaiveDate,
    /// Working days within which a decision is promised.
    pub promised_days: u32,
    pub demo: bool,
}

/// What a nationality and passport kind need (Art. 5).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VisaNeed {
    pub nationality: String,
    pub nationality_name: String,
    pub kind: PassportKind,
    pub exemption: Option<ExemptionInfo>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExemptionInfo {
    pub days: u32,
    pub source: String,
    pub source_date: NaiveDate,
}

/// A date as typed, in three fields; kept even when it is no date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedDate {
    pub day: String,
    pub month: String,
    pub year: String,
}

impl TypedDate {
    fn of(day: &str, month: &str, year: &str) -> Self {
        Self {
            day: day.to_owned(),
            month: month.to_owned(),
            year: year.to_owned(),
        }
    }
}

/// The passport page, as typed. Names of fields are names of controls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PassportForm {
    /// The MRZ, pasted; may be empty.
    pub mrz: String,
    pub surname: String,
    pub given_names: String,
    pub sex: String,
    pub birth_day: String,
    pub birth_month: String,
    pub birth_year: String,
    pub birth_place: String,
    pub nationality: String,
    pub passport_kind: String,
    pub passport_number: String,
    pub issuing_state: String,
    pub issue_day: String,
    pub issue_month: String,
    pub issue_year: String,
    pub expiry_day: String,
    pub expiry_month: String,
    pub expiry_year: String,
}

impl PassportForm {
    pub fn birth(&self) -> TypedDate {
        TypedDate::of(&self.birth_day, &self.birth_month, &self.birth_year)
    }

    pub fn issue(&self) -> TypedDate {
        TypedDate::of(&self.issue_day, &self.issue_month, &self.issue_year)
    }

    pub fn expiry(&self) -> TypedDate {
        TypedDate::of(&self.expiry_day, &self.expiry_month, &self.expiry_year)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TripForm {
    pub entry_day: String,
    pub entry_month: String,
    pub entry_year: String,
    /// Days the traveller means to stay.
    pub stay_days: String,
    pub port: String,
    /// Free text, any script.
    pub address: String,
}

impl TripForm {
    pub fn entry(&self) -> TypedDate {
        TypedDate::of(&self.entry_day, &self.entry_month, &self.entry_year)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub phone: String,
    pub home_address: String,
    pub country: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclarationForm {
    /// `yes` when ticked: what I said is true.
    pub truthful: String,
    /// `yes` when ticked: I have read what is refunded and what is not.
    pub refunds_read: String,
}

/// How a further traveller travels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddTravellerForm {
    /// `own` or `parent`.
    pub passport: String,
    /// The traveller (id) whose passport it is, when `parent`.
    pub adult: String,
}

/// A page of the application, in order. `Passport` and `Photo` exist once per traveller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    Passport(Uuid),
    Trip,
    Contact,
    Photo(Uuid),
    Travellers,
    Check,
    Declaration,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum StepAnswers {
    Passport {
        traveller: Uuid,
        form: Box<PassportForm>,
    },
    Trip(TripForm),
    Contact(ContactForm),
}

/// Whether a step is untouched, saved with errors, or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    Untouched,
    Invalid,
    Done,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DraftTraveller {
    pub id: Uuid,
    /// 1 is the person who applies.
    pub position: u32,
    /// Own passport, or on that of the traveller named here.
    pub adult: Option<Uuid>,
    pub passport: PassportForm,
    pub passport_errors: Vec<FieldError>,
    pub passport_progress: Progress,
    /// The name as the MRZ writes it, once the names can be transliterated.
    pub mrz_name: Option<String>,
    /// Notes on differences between typed fields and the pasted MRZ that the standard allows, and
    /// on readings that were corrected.
    pub passport_notes: Vec<FieldError>,
    pub has_photo: bool,
    /// For a page address that changes with the photo; no secret.
    pub photo_version: i64,
}

/// Everything typed so far, valid or not, and what is wrong with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Draft {
    pub reference: String,
    pub state: ApplicationState,
    pub email: String,
    pub version: i64,
    /// Until when the draft is kept.
    pub expires_at: DateTime<Utc>,
    pub trip: TripForm,
    pub trip_errors: Vec<FieldError>,
    pub trip_progress: Progress,
    /// Warnings that do not stop the application (message keys).
    pub warnings: Vec<FieldError>,
    pub contact: ContactForm,
    pub contact_errors: Vec<FieldError>,
    pub contact_progress: Progress,
    pub travellers: Vec<DraftTraveller>,
    pub fee_each: Money,
    pub total: Money,
}

impl Draft {
    /// Every step that is not done, in the order of the journey; `Check` is next when none is.
    pub fn open_steps(&self) -> Vec<Step> {
        let mut open = Vec::new();
        let passport = |open: &mut Vec<Step>, traveller: &DraftTraveller| {
            if traveller.passport_progress != Progress::Done {
                open.push(Step::Passport(traveller.id));
            }
        };
        let photo = |open: &mut Vec<Step>, traveller: &DraftTraveller| {
            if !traveller.has_photo {
                open.push(Step::Photo(traveller.id));
            }
        };
        let (applicant, others) = self.travellers.split_at(self.travellers.len().min(1));
        for traveller in applicant {
            passport(&mut open, traveller);
        }
        if self.trip_progress != Progress::Done {
            open.push(Step::Trip);
        }
        if self.contact_progress != Progress::Done {
            open.push(Step::Contact);
        }
        for traveller in applicant {
            photo(&mut open, traveller);
        }
        for traveller in others {
            passport(&mut open, traveller);
            photo(&mut open, traveller);
        }
        open
    }

    /// The step to go on with.
    pub fn next_step(&self) -> Step {
        self.open_steps().first().copied().unwrap_or(Step::Check)
    }
}

/// What a saved step leads to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Saved {
    /// The step's own errors; empty means go on.
    pub errors: Vec<FieldError>,
    /// The first step that is not done, after this one.
    pub next: Step,
}

/// A payment as its payer sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaymentView {
    pub state: PaymentState,
    pub amount: Money,
    pub paid_at: Option<DateTime<Utc>>,
    pub refunds: Vec<RefundView>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefundView {
    pub amount: Money,
    pub state: RefundState,
    /// Message key of the reason.
    pub reason: String,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TravellerStatus {
    pub id: Uuid,
    pub name: String,
    pub state: CaseState,
    /// Message key of the ground, article, when denied or refused.
    pub ground: Option<String>,
    pub article: Option<String>,
    /// What the reviewer asks to be corrected.
    pub correction: Option<String>,
    pub visa: Option<VisaSummary>,
    pub pass: Option<PassSummary>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VisaSummary {
    pub id: Uuid,
    pub number: String,
    pub visa_type: VisaType,
    pub state: VisaState,
    pub issued_on: NaiveDate,
    pub valid_until: NaiveDate,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PassSummary {
    pub number: String,
    pub state: StayState,
    /// Path of the pass with its secret.
    pub path: String,
}

/// The status page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Status {
    pub reference: String,
    pub state: ApplicationState,
    pub decision_due_on: Option<NaiveDate>,
    pub total: Money,
    /// Whether "pay now" is offered.
    pub can_pay: bool,
    pub can_withdraw: bool,
    pub travellers: Vec<TravellerStatus>,
    pub payments: Vec<PaymentView>,
    pub timeline: Vec<TimelineEntry>,
}

impl Status {
    /// Whether somebody still waits for a decision.
    pub fn is_awaited(&self) -> bool {
        self.travellers
            .iter()
            .any(|traveller| traveller.state.is_undecided())
    }
}

/// The outcome of a payment, for the page after the hosted checkout.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaymentOutcome {
    pub reference: String,
    pub state: PaymentState,
    pub amount: Money,
    pub decision_due_on: Option<NaiveDate>,
}

/// Where a mailed link leads, before it is exchanged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinkView {
    pub reference: String,
    /// Whether the application is still being filled in.
    pub draft: bool,
}

/// After an exchange: the cookie and what to open.
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

    /// Anyone, throttled. Starts a draft and mails its link.
    async fn start(&self, caller: &Caller, email: &str) -> Result<SessionToken>;
    /// Anyone, throttled. Mails a fresh link when reference and e-mail belong together; the
    /// answer is the same when they do not.
    async fn request_link(&self, caller: &Caller, reference: &str, email: &str) -> Result<()>;
    /// Anyone with the token; changes nothing.
    async fn link(&self, caller: &Caller, token: &str) -> Result<LinkView>;
    /// Anyone with the token.
    async fn open_link(&self, caller: &Caller, token: &str) -> Result<ExchangedLink>;
    /// Ends the browser's session.
    async fn leave(&self, session: &str) -> Result<()>;

    /// The traveller.
    async fn draft(&self, caller: &Caller) -> Result<Draft>;
    /// Saves as typed, valid or not.
    async fn save(&self, caller: &Caller, answers: StepAnswers) -> Result<Saved>;
    async fn add_traveller(&self, caller: &Caller, form: &AddTravellerForm) -> Result<Uuid>;
    async fn remove_traveller(&self, caller: &Caller, traveller: Uuid) -> Result<()>;
    /// Takes the file as it was uploaded; `Invalid` names the plain reason at field `photo`.
    async fn save_photo(&self, caller: &Caller, traveller: Uuid, bytes: Vec<u8>) -> Result<Saved>;
    /// The stored photo of one of the caller's travellers (JPEG).
    async fn photo(&self, caller: &Caller, traveller: Uuid) -> Result<Download>;
    /// Declares and submits; `Invalid` names what is missing.
    async fn submit(&self, caller: &Caller, form: &DeclarationForm) -> Result<()>;

    /// Opens or resumes a hosted checkout; the address to send the browser to.
    async fn pay(&self, caller: &Caller) -> Result<String>;
    /// The outcome of the hosted checkout; asks the provider itself when the webhook is late.
    async fn payment_outcome(&self, caller: &Caller) -> Result<PaymentOutcome>;
    async fn status(&self, caller: &Caller) -> Result<Status>;
    async fn withdraw(&self, caller: &Caller, traveller: Uuid) -> Result<()>;
    /// Gives a corrected traveller back to the reviewer, once passport page and photo are without
    /// errors.
    async fn send_correction(&self, caller: &Caller, traveller: Uuid) -> Result<()>;
    /// The e-visa (PDF) of one of the caller's travellers.
    async fn evisa(&self, caller: &Caller, visa: Uuid) -> Result<Download>;
}
