//! A case as staff see it: facts, checks, proposed denial, and the actions on it.

use super::{ContactForm, CrossingView, QueueRow, TimelineEntry, TripForm, VisaSummary};
use chrono::{DateTime, NaiveDate, Utc};
use domain::doc9303::mrz::Field;
use domain::doc9303::names::NamePart;
use domain::law::Ground;
use domain::law::application::TripWarning;
use domain::money::Money;
use domain::person::Person;
use domain::states::{CaseState, CorrectionPage};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};
use uuid::Uuid;

/// One case.
#[derive(Debug, Clone)]
pub struct CaseView {
    pub case: Uuid,
    pub version: i64,
    pub reference: String,
    pub position: u32,
    pub state: CaseState,
    /// Name of the reviewer to whom it is assigned.
    pub reviewer: Option<String>,
    /// Whether it is assigned to the caller.
    pub mine: bool,
    pub facts: CaseFacts,
    pub checks: Vec<CaseCheck>,
    /// Other travellers of the application.
    pub companions: Vec<QueueRow>,
    pub timeline: Vec<TimelineEntry>,
    /// The proposed or confirmed denial.
    pub denial: Option<DenialView>,
    /// The latest correction that was asked for.
    pub correction: Option<CorrectionView>,
    /// What the traveller said was wrong, oldest first.
    pub mistakes: Vec<(DateTime<Utc>, String)>,
    /// A denial that a supervisor sent back, while the case is in review again.
    pub sent_back: Option<SentBack>,
    /// What officers at the border recorded.
    pub crossings: Vec<CrossingView>,
    pub visa: Option<VisaSummary>,
}

/// The facts of a case, as the traveller stated them.
#[derive(Debug, Clone)]
pub struct CaseFacts {
    pub person: Option<Person>,
    /// The name as the MRZ of the visa will write it, without fillers at its end.
    pub mrz_name: Option<String>,
    /// Name of the adult on whose passport the traveller is.
    pub adult: Option<String>,
    pub entry_date: Option<NaiveDate>,
    pub trip: Option<TripForm>,
    /// Name of the port of the trip.
    pub port_name: Option<String>,
    pub contact: Option<ContactForm>,
    pub email: String,
}

/// One check of the case, with its article.
#[derive(Debug, Clone)]
pub struct CaseCheck {
    pub finding: CheckFinding,
    pub article: &'static str,
    pub outcome: CheckOutcome,
}

/// What a page showed of the checks that do not simply pass, for the form that grants: nobody grants what
/// they did not see. Two pages that showed the same have the same.
pub fn checks_shown(checks: &[CaseCheck]) -> String {
    let mut hasher = DefaultHasher::new();
    let open = checks
        .iter()
        .filter(|check| check.outcome != CheckOutcome::Pass);
    for check in open {
        format!("{:?} {:?}", check.finding, check.outcome).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOutcome {
    Pass,
    /// A person must look.
    Look,
    Fail,
}

/// The finding of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckFinding {
    Photo,
    PhotoMissing,
    /// It is gone or damaged, so that no document can be made with it.
    PhotoUnreadable,
    /// The same photo is that of these other travellers of the application, counted from 1.
    PhotoShared {
        positions: Vec<i64>,
    },
    PersonMissing,
    /// The passport is valid until the day on which it must be.
    PassportValid {
        until: NaiveDate,
    },
    PassportTooShort {
        until: NaiveDate,
    },
    MrzMissing,
    MrzUnreadable,
    /// A check digit is wrong.
    MrzInvalid,
    /// The name is the same in the MRZ.
    NameSame,
    /// The name differs from the MRZ as the standard allows.
    NameAllowed {
        typed: String,
        in_zone: String,
    },
    /// The name differs from the MRZ, from this word on, counted from 1.
    NameDifferent {
        part: NamePart,
        word: usize,
    },
    /// Another field differs from the MRZ.
    FieldDifferent(Field),
    /// The adult on whose passport the traveller is, is not in the application.
    AdultMissing,
    /// The case of that adult has this state.
    Adult(CaseState),
    VisaNeeded,
    LongerThanExemption {
        days: u32,
    },
    Exempt {
        days: u32,
    },
    StayCovered,
    Trip(TripWarning),
    /// Denials, and refusals of entry, on the same passport.
    History {
        denied: usize,
        refused: usize,
    },
    /// So much of the fee went back without the portal; whether a supervisor has decided on it.
    FeeGivenBack {
        amount: Money,
        decided: bool,
    },
    /// The payer disputes the charge with the bank.
    ChargeDisputed,
    /// Other applications on the same passport that wait for a decision.
    OpenApplications(usize),
}

/// A proposed or confirmed denial.
#[derive(Debug, Clone)]
pub struct DenialView {
    pub ground: Option<Ground>,
    pub note: String,
    pub proposed_by: String,
    pub proposed_by_caller: bool,
    pub proposed_at: DateTime<Utc>,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, DateTime<Utc>)>,
}

/// A correction that was asked for.
#[derive(Debug, Clone)]
pub struct CorrectionView {
    pub at: DateTime<Utc>,
    /// What the traveller reads.
    pub note: String,
    pub pages: Vec<CorrectionPage>,
    /// The facts as they were before; unknown of a correction of an earlier version.
    pub before: Option<CaseFacts>,
    pub photo_changed: bool,
    /// When it was waited for no longer.
    pub unanswered_at: Option<DateTime<Utc>>,
}

/// A proposed denial that a supervisor sent back to review.
#[derive(Debug, Clone)]
pub struct SentBack {
    pub by: String,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// The form of an action; its `version` guards against deciding on a case that changed meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    pub case: String,
    pub version: String,
    /// As [`checks_shown`], of the page of the form; empty where it shows none.
    pub checks: String,
    /// A code of `Ground`, for denials.
    pub ground: String,
    /// The reason, or what to correct; at most 600 characters.
    pub note: String,
    /// Codes of `CorrectionPage`, for a correction: the control `pages` may be given several times.
    pub pages: Vec<String>,
}

/// An action on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseAction {
    Assign,
    Release,
    Grant,
    AskCorrection,
    ProposeDenial,
    ConfirmDenial,
    RejectDenial,
}
