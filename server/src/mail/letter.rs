//! The letters and their words.

use askama::Template;
use chrono::NaiveDate;
use domain::money::Money;

/// Every mail that the portal writes. Links are whole addresses; ground, reason and correction
/// are sentences in the reader's language, made by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// After starting: how to come back to the draft.
    ResumeLink {
        reference: String,
        link: String,
        /// Confirms the address, while it is not.
        code: Option<String>,
        /// Days for which the draft is kept.
        days: u32,
    },
    /// Asked for on "check your application".
    StatusLink {
        reference: String,
        link: String,
        /// Confirms the address, while it is not.
        code: Option<String>,
    },
    /// To an address that is to take the place of a confirmed one.
    EmailCode { reference: String, code: String },
    /// To the former address.
    AddressChanged { reference: String },
    PaymentReceived {
        reference: String,
        amount: Money,
        decision_due_on: NaiveDate,
        link: String,
    },
    /// It is not paid, and ends soon.
    Ending {
        reference: String,
        /// When it ends, with the zone.
        until: String,
        link: String,
    },
    /// The promised day has passed without a decision.
    Late {
        reference: String,
        due_on: NaiveDate,
        expected_on: NaiveDate,
        link: String,
    },
    /// Asked for on the trip page: a visa issued from today on is good for the trip (Art. 13).
    MayApply {
        reference: String,
        /// When it ends, with the zone.
        until: String,
        link: String,
        /// Confirms the address, while it is not.
        code: Option<String>,
    },
    CorrectionAsked {
        reference: String,
        name: String,
        /// What the reviewer asks for.
        correction: String,
        /// The last day on which it can be sent.
        until: NaiveDate,
        link: String,
    },
    /// It is still waited for.
    CorrectionReminder {
        reference: String,
        name: String,
        correction: String,
        until: NaiveDate,
        link: String,
    },
    Withdrawn {
        reference: String,
        name: String,
        /// Whether the fee was paid; it is kept then.
        paid: bool,
        link: String,
    },
    Granted {
        reference: String,
        name: String,
        visa_number: String,
        valid_until: NaiveDate,
        link: String,
        /// The e-visa, attached.
        pdf: Vec<u8>,
    },
    Denied {
        reference: String,
        name: String,
        ground: String,
        /// Where the ground stands, such as `Art. 23 a.1`.
        article: String,
        link: String,
    },
    Pass {
        reference: String,
        name: String,
        last_permitted_day: NaiveDate,
        /// The pass's secret address.
        link: String,
        /// The V-Pass, attached.
        pdf: Vec<u8>,
    },
    RefusedEntry {
        reference: String,
        name: String,
        port: String,
        /// Date and time, with the zone.
        at: String,
        /// Each with its article.
        grounds: Vec<String>,
        visa: VisaLeft,
        /// Whether a refund of the fee waits for a supervisor, or is under way.
        refund_asked: bool,
        link: String,
    },
    Departed {
        reference: String,
        name: String,
        port: String,
        /// Date and time, with the zone.
        at: String,
        fine: Option<FineTold>,
        link: String,
    },
    /// The card provider has taken the refund.
    RefundSent {
        reference: String,
        /// What goes to the card.
        amount: Money,
        /// What had gone back by other means before, if anything.
        elsewhere: Option<Money>,
        reason: String,
        link: String,
    },
    /// The card provider says that the money has gone back.
    RefundDone {
        reference: String,
        /// What went to the card.
        amount: Money,
        /// What had gone back by other means before, if anything.
        elsewhere: Option<Money>,
        link: String,
    },
    /// The money went back by other means than the portal's to the card.
    RefundElsewhere {
        reference: String,
        amount: Money,
        link: String,
    },
    /// A supervisor had to decide on a refund (a ground of Art. 23 stood beside the one for it, or no
    /// visa was valid), and said no.
    RefundDeclined {
        reference: String,
        amount: Money,
        link: String,
    },
    RefundFailed {
        reference: String,
        amount: Money,
        link: String,
    },
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

#[derive(Template)]
#[template(path = "mail/subject.txt")]
struct Subject<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    letter: &'a Letter,
    demo: bool,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    letter: &'a Letter,
    subject: &'a str,
    demo: bool,
}

/// A letter in words.
pub(super) struct Words {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Letter {
    /// # Errors
    /// When a template fails, which none of them can with these types.
    pub(super) fn words(&self, demo: bool) -> Result<Words, askama::Error> {
        // One line, whatever a reference holds.
        let subject = Subject { letter: self }.render()?;
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        let html = Html {
            letter: self,
            subject: &subject,
            demo,
        }
        .render()?;
        let text = Text { letter: self, demo }.render()?;
        Ok(Words {
            subject,
            text,
            html,
        })
    }

    /// File name and bytes of what is attached. The name carries no personal data.
    pub(super) fn attachment(&self) -> Option<(String, &[u8])> {
        match self {
            Self::Granted {
                visa_number, pdf, ..
            } => Some((format!("e-visa-{}.pdf", plain(visa_number)), pdf)),
            Self::Pass { reference, pdf, .. } => {
                Some((format!("v-pass-{}.pdf", plain(reference)), pdf))
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

/// `28 February 2027`, for the templates.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass what they bound, which is a reference"
)]
fn day(date: &NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}
