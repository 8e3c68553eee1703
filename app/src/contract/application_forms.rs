//! The forms of an application and the draft that they make up.

use crate::error::FieldError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::money::Money;
use domain::photo::Source;
use domain::states::{ApplicationState, CorrectionPage, PendingPayment};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A date as typed, in three fields; kept even when it is no date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedDate {
    pub day: String,
    pub month: String,
    pub year: String,
}

impl TypedDate {
    pub(super) fn of(day: &str, month: &str, year: &str) -> Self {
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
    /// The code that was mailed, while the e-mail address is not confirmed.
    pub code: String,
}

/// The hidden fields of a form: the application and the revision of the answers that its page showed.
/// The form is taken for them, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormOrigin {
    pub reference: String,
    /// A number: of the step's answers, of the photo, or of all answers ([`Draft::revision`]).
    pub revision: String,
}

impl FormOrigin {
    /// Whether nothing was saved since the page was made.
    pub fn is_of(&self, revision: i64) -> bool {
        self.revision == revision.to_string()
    }
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

impl StepAnswers {
    pub const fn step(&self) -> Step {
        match self {
            Self::Passport { traveller, .. } => Step::Passport(*traveller),
            Self::Trip(_) => Step::Trip,
            Self::Contact(_) => Step::Contact,
        }
    }
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
    /// Whether others may travel on this traveller's passport (Art. 7.4).
    pub may_hold_others: bool,
    pub passport: PassportForm,
    /// Grows whenever other answers are saved.
    pub passport_revision: i64,
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
    /// What the photo was cut from and its part, while another part can be chosen.
    pub photo_source: Option<Source>,
}

/// A page that a correction opens.
#[derive(Debug, Clone)]
pub struct CorrectedPage {
    /// Whose correction it is; the pages of trip and contact are everybody's.
    pub traveller: Uuid,
    pub page: CorrectionPage,
    /// What the reviewer asks for.
    pub note: String,
    /// Whether the photo is another already than when it was asked for.
    pub has_other_photo: bool,
}

/// Everything typed so far, valid or not, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Draft {
    pub reference: String,
    pub state: ApplicationState,
    pub email: String,
    /// Whether somebody who reads the mails to this address has shown it.
    pub email_confirmed: bool,
    /// Another number whenever anything was saved, photos and travellers included.
    pub revision: i64,
    /// Until when the draft is kept.
    pub expires_at: DateTime<Utc>,
    pub trip: TripForm,
    /// Grows whenever another trip is saved.
    pub trip_revision: i64,
    pub trip_errors: Vec<FieldError>,
    pub trip_progress: Progress,
    /// The day from which to apply, where a visa issued today is over before the trip (Art. 13).
    pub apply_from: Option<NaiveDate>,
    /// The day on which a mail is to say so.
    pub remind_on: Option<NaiveDate>,
    /// Warnings that do not stop the application (message keys).
    pub warnings: Vec<FieldError>,
    pub contact: ContactForm,
    /// Grows whenever another contact is saved.
    pub contact_revision: i64,
    pub contact_errors: Vec<FieldError>,
    pub contact_progress: Progress,
    pub travellers: Vec<DraftTraveller>,
    /// The pages that corrections open once it is paid.
    pub corrected: Vec<CorrectedPage>,
    /// What is waited for, where a payment is on its way before the fee is paid.
    pub pending: Option<PendingPayment>,
    /// Whether a mistake in it can be told to whoever reviews it.
    pub under_review: bool,
    pub fee_each: Money,
    pub total: Money,
}

impl Draft {
    /// Whether every answer may still be changed: until the fee is paid, and not while a payment is on
    /// its way.
    pub fn is_open(&self) -> bool {
        let unpaid = matches!(
            self.state,
            ApplicationState::Draft | ApplicationState::Submitted
        );
        unpaid && self.pending.is_none()
    }

    /// Whether the answers of this step may still be changed: as all of them, or where a correction
    /// opens them.
    pub fn opens(&self, step: Step) -> bool {
        match self.state {
            ApplicationState::Draft | ApplicationState::Submitted => self.is_open(),
            ApplicationState::Closed | ApplicationState::Expired => false,
            ApplicationState::Paid => self.corrections_of(step).next().is_some(),
        }
    }

    /// What the corrections say that open this step.
    pub fn corrections_of(&self, step: Step) -> impl Iterator<Item = &CorrectedPage> {
        self.corrected.iter().filter(move |opened| {
            let (whose, page) = match step {
                Step::Passport(id) => (Some(id), CorrectionPage::Passport),
                Step::Photo(id) => (Some(id), CorrectionPage::Photo),
                Step::Trip => (None, CorrectionPage::Trip),
                Step::Contact => (None, CorrectionPage::Contact),
                Step::Travellers | Step::Check => return false,
            };
            opened.page == page && whose.is_none_or(|id| id == opened.traveller)
        })
    }

    /// The origin of a form on the page of this step.
    pub fn origin(&self, step: Step) -> FormOrigin {
        let of = |id: Uuid, revision: fn(&DraftTraveller) -> i64| {
            let mut travellers = self.travellers.iter();
            travellers
                .find(|traveller| traveller.id == id)
                .map_or(0, revision)
        };
        let revision = match step {
            Step::Passport(id) => of(id, |traveller| traveller.passport_revision),
            Step::Photo(id) => of(id, |traveller| traveller.photo_version),
            Step::Trip => self.trip_revision,
            Step::Contact => self.contact_revision,
            Step::Travellers | Step::Check => self.revision,
        };
        FormOrigin {
            reference: self.reference.clone(),
            revision: revision.to_string(),
        }
    }

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
    /// Whether the application was paid: then it goes on at the status page.
    pub sent: bool,
}

/// What a traveller says is wrong in an application that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MistakeForm {
    /// At most 600 characters.
    pub mistake: String,
}
