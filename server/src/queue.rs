//! The queue: a use case adds a [`Job`] in its own transaction; a worker does it afterwards,
//! again and again with growing pauses until it succeeds. A job must bear being done twice.
//!
//! A new job is a variant here, its two words, and a line in the worker's `perform`.

use uuid::Uuid;

/// What is to be done, and about which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Application: a mail with a fresh link to go on or to follow.
    MailLink(Uuid),
    /// Payment: reference, amount, promised date.
    MailPaymentReceived(Uuid),
    /// Case: granted (with the e-visa) or denied.
    MailDecision(Uuid),
    /// Case: what to correct.
    MailCorrection(Uuid),
    /// Pass: its link and its PDF.
    MailPass(Uuid),
    /// Refund: it is on its way, or done.
    MailRefund(Uuid),
    /// Payment: ask the card provider how it stands and settle it.
    SettlePayment(Uuid),
    /// Refund: send it to the card provider, or ask how it stands.
    SendRefund(Uuid),
    /// Fetch the provider's events and handle those that never arrived.
    SweepEvents,
    /// Expire drafts, unpaid applications, unused visas, sessions, links, finished jobs.
    Retention,
}

impl Job {
    /// The stored word and subject.
    pub fn stored(self) -> (&'static str, String) {
        match self {
            Self::MailLink(id) => ("mail_link", id.to_string()),
            Self::MailPaymentReceived(id) => ("mail_payment_received", id.to_string()),
            Self::MailDecision(id) => ("mail_decision", id.to_string()),
            Self::MailCorrection(id) => ("mail_correction", id.to_string()),
            Self::MailPass(id) => ("mail_pass", id.to_string()),
            Self::MailRefund(id) => ("mail_refund", id.to_string()),
            Self::SettlePayment(id) => ("settle_payment", id.to_string()),
            Self::SendRefund(id) => ("send_refund", id.to_string()),
            Self::SweepEvents => ("sweep_events", String::new()),
            Self::Retention => ("retention", String::new()),
        }
    }

    /// The job of a stored row.
    pub fn read(kind: &str, subject: &str) -> Option<Self> {
        let id = || subject.parse().ok();
        Some(match kind {
            "mail_link" => Self::MailLink(id()?),
            "mail_payment_received" => Self::MailPaymentReceived(id()?),
            "mail_decision" => Self::MailDecision(id()?),
            "mail_correction" => Self::MailCorrection(id()?),
            "mail_pass" => Self::MailPass(id()?),
            "mail_refund" => Self::MailRefund(id()?),
            "settle_payment" => Self::SettlePayment(id()?),
            "send_refund" => Self::SendRefund(id()?),
            "sweep_events" => Self::SweepEvents,
            "retention" => Self::Retention,
            _ => return None,
        })
    }
}
