//! The status of an application as its traveller sees it: each case, the payments, what happened.

use super::{CardLink, TimelineEntry};
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::Ground;
use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::{
    ApplicationState, CaseState, CorrectionPage, PaymentState, PendingPayment, RefundState,
    StayState, VisaState,
};
use domain::visa::VisaType;
use uuid::Uuid;

/// A payment as its payer sees it.
#[derive(Debug, Clone)]
pub struct PaymentView {
    pub state: PaymentState,
    pub amount: Money,
    pub paid_at: Option<DateTime<Utc>>,
    /// Whether it bought the application; one that did not goes back by itself.
    pub settles: bool,
    /// What went back by other means than the refunds; 0 for nothing.
    pub refunded_elsewhere: Money,
    /// What has arrived at the payer again, whichever way it went.
    pub given_back: Money,
    pub refunds: Vec<RefundView>,
}

impl PaymentView {
    /// Whether the card provider has a refund of it that has not succeeded yet.
    pub fn is_refund_on_its_way(&self) -> bool {
        self.refunds
            .iter()
            .any(|refund| refund.state == RefundState::Sent)
    }
}

/// A refund as its payer sees it.
#[derive(Debug, Clone)]
pub struct RefundView {
    pub amount: Money,
    pub state: RefundState,
    pub reason: RefundGround,
    /// The traveller whose share it is; `None` for a whole charge.
    pub traveller: Option<Uuid>,
    pub at: DateTime<Utc>,
    /// The part that went back by other means than to the card; 0 for none.
    pub elsewhere: Money,
    /// What the supervisor wrote who declined it, for the payer to read.
    pub note: Option<String>,
}

/// A correction that is waited for.
#[derive(Debug, Clone)]
pub struct CorrectionAsked {
    /// The reviewer's words.
    pub note: String,
    /// The pages that it opens.
    pub pages: Vec<CorrectionPage>,
    /// How many answers were changed so far, where it is known.
    pub changes: Option<usize>,
    pub asked_at: DateTime<Utc>,
    /// The last day on which it can be sent.
    pub until: NaiveDate,
}

/// One traveller on the status page.
#[derive(Debug, Clone)]
pub struct TravellerStatus {
    pub id: Uuid,
    pub name: String,
    /// For the address of the photo, which changes with it; `None` where there is no photo.
    pub photo_version: Option<i64>,
    pub state: CaseState,
    /// The key of what keeps them from withdrawing now; nothing where they may.
    pub kept_from_withdrawing: Option<&'static str>,
    /// When a reviewer had looked at everything: before the decision, where somebody else took it.
    pub checked_at: Option<DateTime<Utc>>,
    /// When it was decided, or withdrawn.
    pub decided_at: Option<DateTime<Utc>>,
    /// The latest crossings of each kind, at the time of the event.
    pub crossings: LatestCrossings,
    /// The ground of a denial, or those of a refusal of entry that no admission followed.
    pub grounds: Vec<Ground>,
    /// The correction that is waited for.
    pub correction: Option<CorrectionAsked>,
    pub visa: Option<VisaSummary>,
    /// The path of the e-visa's page, with its secret.
    pub evisa_path: Option<String>,
    pub pass: Option<PassSummary>,
}

/// When a traveller last entered, was refused entry, and left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LatestCrossings {
    pub entered_at: Option<DateTime<Utc>>,
    pub refused_at: Option<DateTime<Utc>>,
    pub left_at: Option<DateTime<Utc>>,
}

/// A visa in a few words.
#[derive(Debug, Clone)]
pub struct VisaSummary {
    pub id: Uuid,
    pub number: String,
    pub visa_type: VisaType,
    pub state: VisaState,
    pub issued_on: NaiveDate,
    pub valid_until: NaiveDate,
}

/// A V-Pass in a few words.
#[derive(Debug, Clone)]
pub struct PassSummary {
    pub number: String,
    pub state: StayState,
    pub last_permitted_day: NaiveDate,
    /// Path of the pass with its secret.
    pub path: String,
}

/// The status page.
#[derive(Debug, Clone)]
pub struct Status {
    pub reference: String,
    pub state: ApplicationState,
    pub submitted_at: Option<DateTime<Utc>>,
    pub paid_at: Option<DateTime<Utc>>,
    pub decision_due_on: Option<NaiveDate>,
    /// The day that took its place once it had passed.
    pub decision_expected_on: Option<NaiveDate>,
    /// The ministry's date.
    pub today: NaiveDate,
    pub total: Money,
    /// Whether the e-mail address is confirmed, which it must be before paying.
    pub email_confirmed: bool,
    /// Whether "pay now" is offered.
    pub can_pay: bool,
    /// What is waited for, where the payer has done their part and nothing is booked yet.
    pub pending: Option<PendingPayment>,
    pub travellers: Vec<TravellerStatus>,
    pub payments: Vec<PaymentView>,
    pub timeline: Vec<TimelineEntry>,
    /// The arrival card, once it is made or can be.
    pub card: Option<CardLink>,
}

impl Status {
    /// Whether somebody still decides about one of the travellers.
    pub fn is_under_review(&self) -> bool {
        let mut travellers = self.travellers.iter();
        self.state == ApplicationState::Paid && travellers.any(|one| one.state.is_undecided())
    }
}
