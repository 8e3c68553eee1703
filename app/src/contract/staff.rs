//! The service of consular staff: signing in, the queue, a case, decisions, refunds.

use super::{
    AccountView, Caller, CaseAction, CaseView, DecisionForm, Download, ListPage, RenewTotpForm,
    SessionToken,
};
use crate::error::Result;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::Ground;
use domain::law::refunds::RefundGround;
use domain::money::Money;
pub use domain::roles::Role;
use domain::states::{CaseState, RefundState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    pub login: String,
    pub password: String,
    /// Six digits; not asked in a demonstration.
    pub code: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePasswordForm {
    pub current: String,
    pub new: String,
    pub again: String,
}

/// Filters of the queue; empty means all. Oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueFilter {
    /// A code of `CaseState`; empty shows what waits for the caller (waiting and in review).
    pub state: String,
    /// A code as in travel documents or ISO 3166-1, or an English name.
    pub nationality: String,
    pub port: String,
    /// Application reference, exact.
    pub reference: String,
    pub cursor: String,
}

/// A case in the queue.
#[derive(Debug, Clone)]
pub struct QueueRow {
    pub case: Uuid,
    pub reference: String,
    pub position: u32,
    pub name: String,
    /// Whether the record cannot be decrypted; the name is empty then.
    pub unreadable: bool,
    pub nationality: String,
    pub state: CaseState,
    pub paid_at: DateTime<Utc>,
    pub decision_due_on: Option<NaiveDate>,
    pub entry_date: Option<NaiveDate>,
    /// Name of the reviewer to whom it is assigned.
    pub reviewer: Option<String>,
}

/// How many cases wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// For a reviewer.
    pub to_review: u64,
    /// Proposed denials, for a supervisor.
    pub to_confirm: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefundFilter {
    /// A code of `RefundState`; empty shows requested and failed.
    pub state: String,
    pub cursor: String,
}

/// A refund in the list of a supervisor.
#[derive(Debug, Clone)]
pub struct RefundRow {
    pub refund: Uuid,
    pub version: i64,
    pub reference: String,
    pub amount: Money,
    pub state: RefundState,
    /// The case of the traveller whose share it is; none where a whole charge goes back.
    pub case: Option<Uuid>,
    pub reason: RefundGround,
    /// Grounds of Art. 23 that the officer recorded with the one for the refund: then a supervisor
    /// decides (Art. 7, our reading).
    pub further_grounds: Vec<Ground>,
    /// Whether the traveller had no visa that could be entered on: then too.
    pub without_visa: bool,
    pub requested_at: DateTime<Utc>,
    /// Name of the officer; none where the ledger itself asked.
    pub requested_by: Option<String>,
    /// The card provider's reason of a failure.
    pub failure: Option<String>,
    /// The part that went back by other means than to the card; 0 for none.
    pub elsewhere: Money,
    /// What went back of its charge without the portal.
    pub gone: Money,
    /// What approving it sends to the card: the rest, where a part went back already.
    pub sends: Money,
    /// Whether all of the charge went back already, so that nothing more is sent.
    pub is_all_back: bool,
    /// The receipt of another way by which it was paid.
    pub receipt: Option<String>,
    /// Name of the traveller, where the personal data is not erased.
    pub name: Option<String>,
    /// Name of the port at which entry was refused.
    pub port_name: Option<String>,
    /// When and at which port the traveller was admitted after the refusal: then nothing is given back.
    pub admitted: Option<(DateTime<Utc>, String)>,
    /// What the officer wrote on refusing entry.
    pub officer_note: String,
    /// What the supervisor wrote on deciding.
    pub decision_note: String,
    /// The supervisor who approved or declined it.
    pub decided_by: Option<String>,
}

/// What came of a supervisor's decision about a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundDecided {
    /// It is sent to the card.
    Approved,
    /// It went back by other means already: nothing is sent.
    WrittenDown,
    /// The fee stays.
    Declined,
}

impl RefundDecided {
    /// The word of it in addresses and message keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::WrittenDown => "written-down",
            Self::Declined => "declined",
        }
    }
}

/// A charge that a supervisor has to look at.
#[derive(Debug, Clone)]
pub struct ChargeToReview {
    pub payment: Uuid,
    pub version: i64,
    pub reference: String,
    pub amount: Money,
    pub why: ReviewedCharge,
    /// Whether undecided cases wait for it.
    pub holds: bool,
}

/// Why a charge is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewedCharge {
    /// So much of it went back without the portal.
    GivenBack(Money),
    /// The bank of the payer, who disputed it, took so much of it back.
    Lost {
        amount: Money,
        /// Whether the visa of somebody who was refused entry is void.
        voids: bool,
    },
    /// It is in a currency that the portal does not know, and cannot be booked.
    UnknownCurrency(String),
}

/// The form by which a supervisor records that a refund was paid by another way than to the card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherWayForm {
    pub refund: String,
    pub version: String,
    /// The number of the receipt or transfer.
    pub receipt: String,
}

/// A mail that did not arrive, as a supervisor sees it.
#[derive(Debug, Clone)]
pub struct UndeliveredMail {
    /// The job that sends it.
    pub job: Uuid,
    /// The kind of the job, such as `mail_decision`.
    pub kind: String,
    /// None where the application is gone.
    pub reference: Option<String>,
    /// What the mail server or the portal said, without personal data.
    pub reason: String,
    /// When it was last tried.
    pub failed_at: DateTime<Utc>,
    /// Tries so far.
    pub attempts: i64,
    /// Whether nobody tries any more.
    pub given_up: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendAgainForm {
    pub job: String,
    /// Another address for the application; empty leaves it as it is.
    pub email: String,
}

/// What a supervisor decides about a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundDecision {
    pub refund: Uuid,
    pub version: i64,
    /// Approve it, or try a failed one again; else decline it.
    pub approve: bool,
    /// Kept with the refund; may be empty, at most 600 characters.
    pub note: String,
    /// What the page said had gone back of the charge without the portal, in minor units; nothing where
    /// it did not say.
    pub gone: Option<i64>,
}

#[async_trait]
pub trait StaffService: Send + Sync {
    /// Whether the second factor is asked (not in a demonstration).
    fn asks_code(&self) -> bool;
    /// Anyone, throttled by login and address.
    async fn sign_in(&self, caller: &Caller, form: &SignInForm) -> Result<SessionToken>;
    async fn sign_out(&self, session: &str) -> Result<()>;
    /// Any member of staff. All sessions of the account end; the answer is a fresh one for the
    /// browser that asked.
    async fn change_password(
        &self,
        caller: &Caller,
        form: &ChangePasswordForm,
    ) -> Result<SessionToken>;

    /// Any member of staff whose one-time password was changed. `session` is the secret of the
    /// browser that asks, here and in what follows.
    async fn account(&self, caller: &Caller, session: &str) -> Result<AccountView>;
    /// As `account`. `NotFound` where the session is over, or somebody else's.
    async fn end_session(&self, caller: &Caller, id: &str) -> Result<()>;
    /// As `account`. Ends all sessions of the account but that of the browser that asks.
    async fn end_other_sessions(&self, caller: &Caller, session: &str) -> Result<()>;
    /// As `account`, throttled by login, address and code. A new second factor waits for its first
    /// code; wrong password and wrong code are answered alike.
    async fn begin_totp_renewal(
        &self,
        caller: &Caller,
        session: &str,
        form: &RenewTotpForm,
    ) -> Result<()>;
    /// As `account`, with a code of the new second factor, which takes the old one's place. All
    /// sessions of the account end; the answer is a fresh one for the browser that asked.
    async fn confirm_totp_renewal(
        &self,
        caller: &Caller,
        session: &str,
        code: &str,
    ) -> Result<SessionToken>;

    /// Reviewer or supervisor.
    async fn queue(&self, caller: &Caller, filter: &QueueFilter) -> Result<ListPage<QueueRow>>;
    /// Reviewer or supervisor.
    async fn queue_counts(&self, caller: &Caller) -> Result<QueueCounts>;
    /// Reviewer or supervisor; the viewing is recorded.
    async fn case(&self, caller: &Caller, case: Uuid) -> Result<CaseView>;
    async fn case_photo(&self, caller: &Caller, case: Uuid) -> Result<Download>;
    /// Reviewer, for all actions but two: a denial is confirmed or rejected by a supervisor other
    /// than its proposer.
    async fn apply_action(
        &self,
        caller: &Caller,
        action: CaseAction,
        form: &DecisionForm,
    ) -> Result<()>;

    /// Supervisor.
    async fn refunds(&self, caller: &Caller, filter: &RefundFilter) -> Result<ListPage<RefundRow>>;
    /// Supervisor, and not the one who requested it. Approves a requested refund or tries a failed
    /// one again; or declines it, only where a ground of Art. 23 stands with the one for the refund, or
    /// where there was no visa that could be entered on.
    async fn decide_refund(
        &self,
        caller: &Caller,
        decision: &RefundDecision,
    ) -> Result<RefundDecided>;

    /// Supervisor. Mails that did not arrive; the access is recorded.
    async fn undelivered_mails(
        &self,
        caller: &Caller,
        cursor: &str,
    ) -> Result<ListPage<UndeliveredMail>>;
    /// Supervisor. Sends one of them again, where need be to another address.
    async fn send_again(&self, caller: &Caller, form: &SendAgainForm) -> Result<()>;
    /// Supervisor, and not the one who requested it. Only for a refund that failed.
    async fn record_other_way(&self, caller: &Caller, form: &OtherWayForm) -> Result<()>;
    /// Supervisor.
    async fn charges_to_review(&self, caller: &Caller) -> Result<Vec<ChargeToReview>>;
    /// Supervisor. Lets the review of the application go on, although a part of the fee went back.
    async fn accept_given_back(&self, caller: &Caller, payment: Uuid, version: i64) -> Result<()>;
}
