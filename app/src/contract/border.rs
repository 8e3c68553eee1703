//! What border officers ask: finding a traveller, admitting, refusing, recording a departure.

use super::{
    Caller, Declaration, Download, Expected, ListPage, PassView, PassportForm, Port, SealVerdict,
    TypedDate, VisaSummary, WalkInAnswers,
};
use crate::error::{PortalError, Result};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::Ground;
use domain::law::stay::{NotAdmissible, Obstacle};
use domain::money::Money;
use domain::person::PassportKind;
use domain::states::{CaseState, CrossingKind, FineState, StayState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The form of a search. Posted, never in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindForm {
    /// Whatever a reader sends or a hand types: a seal as address, fragment or hexadecimal; the two
    /// lines of a passport, or the second alone; a reference; the number of an e-visa or a V-Pass; a
    /// passport number with its state.
    pub query: String,
}

/// The result of a search. Its page is addressed by a keyed hash, no personal data.
#[derive(Debug, Clone)]
pub struct Found {
    pub key: String,
    /// Whether a code was scanned, whose verdict the key carries.
    pub scanned: bool,
    /// The case, where it is the only one, or the one whose document it was.
    pub only: Option<Uuid>,
}

/// The people on one passport, or of one application.
#[derive(Debug, Clone)]
pub struct People {
    pub rows: Vec<PersonRow>,
    /// The verdict on the scanned document.
    pub seal: Option<SealVerdict>,
}

/// One person at the border: passport data, visa, stay, and access.
#[derive(Debug, Clone)]
pub struct PersonRow {
    pub case: Uuid,
    pub reference: String,
    pub name: String,
    pub nationality: String,
    pub passport_number: String,
    /// None where the record holds no passport, or cannot be read.
    pub passport_kind: Option<PassportKind>,
    pub birth_date: String,
    /// Whole months since birth; none where the day of birth is not wholly known.
    pub age_months: Option<u32>,
    /// Name of the adult on whose passport the traveller is.
    pub adult: Option<String>,
    /// Whether it is this traveller's document whose code was scanned.
    pub scanned: bool,
    /// Where no visa was applied for.
    pub without_application: Option<WithoutApplication>,
    /// What the traveller says on the arrival card, where there is one.
    pub card: Option<CardAtBorder>,
    pub visa: Option<VisaSummary>,
    pub stay: Option<StayView>,
    /// Whether the person may be admitted today.
    pub admissible: bool,
    /// Whether the person might have been admitted on a day that is over, though not today: such an
    /// entry can still be recorded.
    pub admissible_before: bool,
    pub obstacles: Vec<AdmissionObstacle>,
    /// A refusal of entry that still stands.
    pub refusal: Option<StandingRefusal>,
    /// The latest code that was not ours and was shown with this passport, for a day.
    pub forged_code: Option<ForgedCode>,
}

/// A record without an application for a visa: there is no photo, and nobody has decided. It is an arrival
/// card alone, or an officer made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutApplication {
    /// Whether an officer recorded somebody who came without any record.
    pub at_desk: bool,
    /// Whether there is an address to which the V-Pass is mailed.
    pub has_email: bool,
    /// The days for which an agreement exempts from the visa today (Art. 5).
    pub exempt_days: Option<u32>,
}

/// What an arrival card says of a traveller, with or without a visa.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardAtBorder {
    /// The flight or vehicle.
    pub vehicle: String,
    /// The hour of arrival, as it was typed; may be empty.
    pub hour: String,
    /// A code of `Purpose`.
    pub purpose: String,
    /// Days that the traveller means to stay, as typed; may be empty.
    pub stay_days: String,
    /// The address in Cambodia, as typed; may be empty.
    pub address: String,
    pub declared: Declaration,
}

impl PersonRow {
    /// The kind of passport on which an agreement exempts the person, where it is not the ordinary one: the
    /// officer has to have seen it (Art. 5).
    pub fn kind_to_see(&self) -> Option<PassportKind> {
        self.without_application.as_ref()?.exempt_days?;
        self.passport_kind
            .filter(|kind| *kind != PassportKind::Ordinary)
    }

    /// Whether a forged code stands against who was found by a document with this verdict, or by other
    /// means.
    pub fn is_forged(&self, seal: Option<SealVerdict>) -> bool {
        stands_forged(seal, self.scanned, self.forged_code.is_some())
    }
}

/// Whether a code stands against a person: the one in the officer's hand, which is forged or of a key that
/// is no longer good, or a forged one that was shown `before`, unless the person's own genuine one was `scanned` now.
pub fn stands_forged(seal: Option<SealVerdict>, scanned: bool, before: bool) -> bool {
    match seal {
        Some(seal) if !seal.is_genuine() => true,
        Some(_) if scanned => false,
        _ => before,
    }
}

/// A code that says it is ours and is not, as it was shown at the border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgedCode {
    pub at: DateTime<Utc>,
    /// The port of the officer who saw it, where they have one.
    pub port_name: Option<String>,
}

/// A refusal of entry that still stands, on this case or another one of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRefusal {
    pub at: DateTime<Utc>,
    pub port_name: String,
    pub grounds: Vec<Ground>,
    /// Whether it was on the day of the view.
    pub today: bool,
    /// Whether it was on another passport of somebody of the same name, birth, sex and nationality.
    pub other_passport: bool,
}

/// An obstacle to an admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdmissionObstacle {
    /// An obstacle of the law; the state of the case tells why there is no visa.
    Law(Obstacle, CaseState),
    /// The application holds no passport data.
    NoPerson,
    /// The record cannot be decrypted.
    Unreadable,
}

impl AdmissionObstacle {
    /// The ground of refusal that it gives, if it gives one.
    pub fn ground(self) -> Option<Ground> {
        match self {
            Self::Law(obstacle, _) => obstacle.ground(),
            Self::NoPerson | Self::Unreadable => None,
        }
    }

    /// The id of the message in plain words.
    pub fn message_key(self) -> String {
        let name = match self {
            Self::NoPerson => "no-person",
            Self::Unreadable => "unreadable",
            Self::Law(Obstacle::InTheCountry, _) => "in-the-country",
            Self::Law(Obstacle::NoVisa, CaseState::Denied) => "denied",
            Self::Law(Obstacle::NoVisa, CaseState::Withdrawn) => "withdrawn",
            // What was granted without a visa is an arrival card, or a record of who came without any.
            Self::Law(Obstacle::NoVisa, CaseState::Granted) => "not-exempt",
            Self::Law(Obstacle::NoVisa, _) => "undecided",
            Self::Law(Obstacle::Visa(NotAdmissible::State(state)), _) => {
                return format!("obstacle-visa-{state}");
            }
            Self::Law(Obstacle::Visa(NotAdmissible::Expired(_)), _) => "visa-expired",
            Self::Law(Obstacle::Visa(NotAdmissible::NotYetIssued(_)), _) => "visa-not-yet-issued",
            Self::Law(Obstacle::PassportExpired(_), _) => "passport-expired",
        };
        format!("obstacle-{name}")
    }
}

/// A stay, as of the day of the view.
#[derive(Debug, Clone)]
pub struct StayView {
    pub stay: Uuid,
    pub version: i64,
    pub state: StayState,
    pub entered_on: NaiveDate,
    pub last_permitted_day: NaiveDate,
    pub days_left: i64,
    pub days_over: u32,
    pub departed_on: Option<NaiveDate>,
    pub fine: Option<FineView>,
    pub pass_number: String,
}

/// The fine of a stay.
#[derive(Debug, Clone)]
pub struct FineView {
    pub amount: Money,
    pub days: u32,
    pub state: FineState,
    pub must_leave_by: Option<NaiveDate>,
}

/// One crossing of a person.
#[derive(Debug, Clone)]
pub struct CrossingView {
    pub id: Uuid,
    pub kind: CrossingKind,
    pub port_name: String,
    pub event_at: DateTime<Utc>,
    pub recorded_at: DateTime<Utc>,
    /// The grounds of a refusal.
    pub grounds: Vec<Ground>,
    /// What the officer wrote.
    pub note: String,
    /// Until when it can be undone by who recorded it; none where it cannot be.
    pub undo_until: Option<DateTime<Utc>>,
}

/// One crossing among those that an officer recorded.
#[derive(Debug, Clone)]
pub struct ShiftEntry {
    pub crossing: Uuid,
    pub case: Uuid,
    /// None where the record was erased or cannot be read.
    pub name: Option<String>,
    pub kind: CrossingKind,
    pub port_name: String,
    pub event_at: DateTime<Utc>,
    pub recorded_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    /// Until when it can be undone; none where it cannot be.
    pub undo_until: Option<DateTime<Utc>>,
}

/// One person at the border.
#[derive(Debug, Clone)]
pub struct PersonView {
    pub row: PersonRow,
    pub version: i64,
    /// The others of the application on the same passport.
    pub companions: Vec<Companion>,
    /// In the order of the events.
    pub crossings: Vec<CrossingView>,
    /// The verdict on the document that was scanned to find the person.
    pub seal: Option<SealVerdict>,
    /// The key of that scan; empty without one.
    pub scan: String,
    /// The officer's own port, preselected.
    pub port: Option<String>,
    pub ports: Vec<Port>,
}

/// Somebody else on the same passport.
#[derive(Debug, Clone)]
pub struct Companion {
    pub row: PersonRow,
    pub version: i64,
}

/// The form of the three actions. Empty date and time mean now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CrossingForm {
    pub case: String,
    pub version: String,
    pub port: String,
    /// `yes` for a port that is not the officer's own.
    pub elsewhere: String,
    /// The day in Phnom Penh, for an event recorded afterwards.
    pub event_date_day: String,
    pub event_date_month: String,
    pub event_date_year: String,
    /// `HH:MM` in Phnom Penh.
    pub event_time: String,
    /// The instant of an event that a desk without a network noted itself; no form says it.
    #[serde(skip)]
    pub event_at: Option<DateTime<Utc>>,
    /// Codes of `Ground`, for a refusal: the control `grounds` may be given several times; they
    /// arrive as `grounds[0]`, `grounds[1]` …
    pub grounds: Vec<String>,
    /// At most 600 characters.
    pub note: String,
    /// For a departure with a fine: `paid` or `exempted`; empty while it is due.
    pub fine: String,
    /// The fine that the page showed, in minor units; empty where it showed none.
    pub fine_shown: String,
    /// The name of whoever exempted, for the Minister (Art. 28).
    pub fine_by: String,
    /// The number of the receipt, for a paid fine.
    pub fine_receipt: String,
    /// The reason of the exemption; of a paid fine, in pages of an earlier version, the receipt.
    pub fine_note: String,
    /// The key of the scan by which the person was found; empty without one.
    pub scan: String,
    /// Why a traveller is admitted on whom a refusal stands, or who showed a forged code.
    pub despite: String,
    /// `yes` once the officer has seen the passport of the kind on which an agreement exempts.
    pub passport_seen: String,
    /// Of an admission: who is admitted with the traveller, each as `case:version`, with blanks between.
    pub with: String,
}

/// The argument of an error that gives the fine as [`CrossingForm::fine_shown`] has it.
pub const FINE_SHOWN: &str = "minor";

impl CrossingForm {
    /// The same form, once its page has shown the fine that an error names.
    #[must_use]
    pub fn having_shown(mut self, error: &PortalError) -> Self {
        if let PortalError::Invalid(errors) = error {
            let arguments = errors.iter().flat_map(|error| &error.arguments);
            for (_, minor) in arguments.filter(|(name, _)| name == FINE_SHOWN) {
                self.fine_shown.clone_from(minor);
            }
        }
        self
    }

    pub fn event_date(&self) -> TypedDate {
        TypedDate {
            day: self.event_date_day.clone(),
            month: self.event_date_month.clone(),
            year: self.event_date_year.clone(),
        }
    }
}

#[async_trait]
pub trait BorderService: Send + Sync {
    /// Border. `Invalid` when nothing usable was typed, `NotFound` when nobody is found.
    async fn find(&self, caller: &Caller, form: &FindForm) -> Result<Found>;
    /// Border; the lookup is recorded.
    async fn people(&self, caller: &Caller, key: &str) -> Result<People>;
    /// Border; the viewing is recorded. `scan` is the key of the scan by which the person was found,
    /// or empty.
    async fn person(&self, caller: &Caller, case: Uuid, scan: &str) -> Result<PersonView>;
    async fn person_photo(&self, caller: &Caller, case: Uuid) -> Result<Download>;
    /// Border. What stands in the one box, as far as it is a passport, as the form of somebody without a
    /// record.
    async fn walk_in_passport(&self, caller: &Caller, query: &str) -> Result<PassportForm>;
    /// Border. Records somebody who has no record: the passport in hand, and a visa on paper where one is
    /// shown (Art. 9). The case, on which they are then admitted or refused like anybody; of a second
    /// press the same one. What the passport's zone says is filled into the answers.
    async fn record_walk_in(&self, caller: &Caller, answers: &mut WalkInAnswers) -> Result<Uuid>;
    /// Sets the stay, uses up a single entry, makes the V-Pass. Where a refusal stands, or the
    /// scanned code is not genuine, `Invalid` without a reason why all the same.
    async fn admit(&self, caller: &Caller, form: &CrossingForm) -> Result<()>;
    /// Records the grounds; Art. 7's two void the visa and open a refund in the same transaction.
    async fn refuse(&self, caller: &Caller, form: &CrossingForm) -> Result<()>;
    /// The latest V-Pass of a case, to be shown on the screen of the desk; the access is recorded.
    async fn pass_at_desk(&self, caller: &Caller, case: Uuid) -> Result<PassView>;
    /// Mails that V-Pass again, to the address of its application; throttled.
    async fn mail_pass_from_desk(&self, caller: &Caller, case: Uuid) -> Result<()>;
    /// Border. Who is expected at a port (a code; empty for the officer's own) on a day (`YYYY-MM-DD`; empty
    /// for today); the access is recorded.
    async fn expected(
        &self,
        caller: &Caller,
        port_and_day: (&str, &str),
        cursor: &str,
    ) -> Result<Expected>;
    /// What the officer recorded, newest first; the access is recorded.
    async fn shift(&self, caller: &Caller, cursor: &str) -> Result<ListPage<ShiftEntry>>;
    /// Undoes an admission that the officer recorded by mistake, within two minutes; its case.
    async fn undo_admission(&self, caller: &Caller, crossing: Uuid) -> Result<Uuid>;
    /// Closes the stay, once a fine is paid or exempted.
    async fn depart(&self, caller: &Caller, form: &CrossingForm) -> Result<()>;
}
