//! The letters: what each is about. Their words are made in [`super::words`].

use chrono::{DateTime, NaiveDate, Utc};
use domain::law::refunds::{FeeStanding, WithdrawalFee};
use domain::money::Money;
use domain::states::ApplicationKind;

/// A mail that the portal writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The application's.
    pub reference: String,
    /// Whether that is an application for a visa, or an arrival card alone.
    pub kind: ApplicationKind,
    /// Whom it is about. Nobody is named to an address that is not confirmed: it may be a stranger's.
    pub who: Option<Who>,
    /// The whole address of the page that it leads to, if any.
    pub link: Option<String>,
    pub news: News,
}

/// Whom a letter is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The traveller, or the first of several, as `SURNAME, Given names`.
    pub name: String,
    /// How many more there are.
    pub others: usize,
}

impl Who {
    pub fn one(name: String) -> Self {
        Self { name, others: 0 }
    }
}

/// What has come about. A letter may leave days after its event: it tells the facts of that, and of what
/// may have changed since only what is so when it leaves; where all of it was overtaken, a
/// [`News::StatusLink`] goes in its place. Ground, reason and correction are sentences in the reader's language, made by
/// the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// After starting: how to come back to the draft.
    ResumeLink {
        /// Confirms the address, while it is not.
        code: Option<String>,
        /// Days for which the draft is kept.
        days: u32,
    },
    /// Asked for on "check your application", or in the place of a letter that is true no longer.
    StatusLink {
        /// Confirms the address, while it is not.
        code: Option<String>,
    },
    /// The arrival card that was made or changed.
    Card {
        arrives_on: NaiveDate,
    },
    /// To an address that is to take the place of a confirmed one.
    EmailCode {
        code: String,
    },
    /// To the former address.
    AddressChanged,
    PaymentReceived {
        receipt: Receipt,
        /// Nothing where nobody waits for a decision any more, or the fee is somewhere else again.
        decision_due_on: Option<NaiveDate>,
    },
    /// It is not paid, and ends soon.
    Ending {
        until: DateTime<Utc>,
    },
    /// The promised day has passed without a decision.
    Late {
        due_on: NaiveDate,
        expected_on: NaiveDate,
    },
    /// Asked for on the trip page: a visa issued from today on is good for the trip (Art. 13).
    MayApply {
        /// When the draft ends.
        until: DateTime<Utc>,
        /// Confirms the address, while it is not.
        code: Option<String>,
    },
    CorrectionAsked {
        /// What the reviewer asks for.
        correction: String,
        /// The last day on which it can be sent.
        until: NaiveDate,
    },
    /// It is still waited for.
    CorrectionReminder {
        correction: String,
        until: NaiveDate,
    },
    /// Nobody answered: the decision is made by what is there.
    CorrectionOver {
        /// The day by which it is promised now.
        decision_due_on: NaiveDate,
    },
    Withdrawn {
        /// What became of the fee; nothing where that has changed since.
        fee: Option<WithdrawalFee>,
    },
    Granted {
        visa_number: String,
        valid_until: NaiveDate,
        /// The secret address of the e-visa's page.
        page: String,
        /// The e-visa, attached.
        pdf: Vec<u8>,
    },
    Denied {
        ground: String,
        /// Where the ground stands, such as `Art. 23 a.1`.
        article: String,
        /// Whether the fee is kept, as it is by the law (Art. 6); it may have gone back all the same.
        is_kept: bool,
    },
    /// The link is the pass's secret address.
    Pass {
        last_permitted_day: NaiveDate,
        /// The V-Pass, attached; nothing where the address was never confirmed.
        pdf: Option<Vec<u8>>,
    },
    RefusedEntry {
        port: String,
        at: DateTime<Utc>,
        /// Each with its article.
        grounds: Vec<String>,
        visa: VisaLeft,
        /// Nothing on an arrival card, which is free.
        fee: Option<FeeStanding>,
    },
    Departed {
        port: String,
        at: DateTime<Utc>,
        fine: Option<FineTold>,
        /// Whether the next trip asks for another visa, and not for another arrival card.
        needs_visa: bool,
    },
    /// An entry was recorded by mistake, and is undone.
    AdmissionUndone {
        port: String,
        at: DateTime<Utc>,
        /// Where the visa can still be used.
        usable_until: Option<NaiveDate>,
    },
    /// The card provider has taken the refund.
    RefundSent {
        /// What goes to the card.
        amount: Money,
        /// What had gone back by other means before, if anything.
        elsewhere: Option<Money>,
        reason: String,
    },
    /// The card provider says that the money has gone back.
    RefundDone {
        /// What went to the card.
        amount: Money,
        /// What had gone back by other means before, if anything.
        elsewhere: Option<Money>,
    },
    /// The money went back by other means than the portal's to the card.
    RefundElsewhere {
        amount: Money,
    },
    /// A supervisor had to decide on a refund (a ground of Art. 23 stood beside the one for it, or no
    /// visa was valid), and said no.
    RefundDeclined {
        /// What of it stays.
        amount: Money,
        /// What had gone back by other means before, if anything.
        elsewhere: Option<Money>,
    },
    RefundFailed {
        amount: Money,
    },
}

/// What was paid, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub paid_on: NaiveDate,
    /// The name and the fee of each traveller.
    pub items: Vec<(String, Money)>,
    pub total: Money,
}

/// What a refused entry left of the visa.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisaLeft {
    /// There is none that was in use.
    None,
    Void,
    UsableUntil(NaiveDate),
}

/// A fine for an overstay (Art. 24), as a mail tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FineTold {
    pub amount: Money,
    pub days: i64,
    /// Paid, else exempted.
    pub paid: bool,
}

impl Letter {
    /// File name and bytes of what is attached. The name carries no personal data.
    pub(super) fn attachment(&self) -> Option<(String, &[u8])> {
        match &self.news {
            News::Granted {
                visa_number, pdf, ..
            } => Some((format!("e-visa-{}.pdf", plain(visa_number)), pdf)),
            News::Pass { pdf: Some(pdf), .. } => {
                Some((format!("v-pass-{}.pdf", plain(&self.reference)), pdf))
            }
            _ => None,
        }
    }
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect()
}
