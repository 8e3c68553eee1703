//! The job queue: a use case enqueues a [`Job`] in its own transaction; a worker runs it
//! afterwards, again with growing pauses until it succeeds. A job must bear being run twice.
//!
//! A new job is a line in `jobs!` and one in the worker's `perform`.

use chrono::TimeDelta;
use std::time::Duration;
use uuid::Uuid;

const MINUTE: Duration = Duration::from_mins(1);
/// A mail that failed so often is given up, after a week: a mail server may be away for days.
const MAIL_TRIES: i64 = 347;
/// Movements of money, what is due regularly, and data that are to be taken back from wallets are never
/// given up.
const FOR_EVER: i64 = i64::MAX;

/// Jobs about one row, then jobs about nothing in particular: stored kind, how long one try may
/// take, and after how many failed tries the job is given up.
macro_rules! jobs {
    (
        rows { $($(#[$doc:meta])* $name:ident = $kind:literal, $limit:expr, $tries:expr;)+ }
        whole { $($(#[$whole_doc:meta])* $whole:ident = $whole_kind:literal, $whole_limit:expr, $whole_tries:expr;)+ }
    ) => {
        /// A job, with the row it is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Job {
            $($(#[$doc])* $name(Uuid),)+
            $($(#[$whole_doc])* $whole,)+
        }

        impl Job {
            /// The stored kind and subject.
            pub fn stored(self) -> (&'static str, String) {
                match self {
                    $(Self::$name(id) => ($kind, id.to_string()),)+
                    $(Self::$whole => ($whole_kind, String::new()),)+
                }
            }

            /// The job of a stored row.
            pub fn read(kind: &str, subject: &str) -> Option<Self> {
                Some(match kind {
                    $($kind => Self::$name(subject.parse().ok()?),)+
                    $($whole_kind => Self::$whole,)+
                    _ => return None,
                })
            }

            /// Whether this version knows jobs of this kind.
            pub fn knows(kind: &str) -> bool {
                matches!(kind, $($kind)|+ | $($whole_kind)|+)
            }

            /// How long one try may take.
            pub const fn limit(self) -> Duration {
                match self {
                    $(Self::$name(_) => $limit,)+
                    $(Self::$whole => $whole_limit,)+
                }
            }

            /// The longest pause between two tries: what is never given up is looked after more often
            /// than a mail server that is away.
            pub const fn longest_pause(self) -> TimeDelta {
                TimeDelta::minutes(if self.tries() == FOR_EVER { 10 } else { 30 })
            }

            /// Failed tries after which it is given up.
            pub const fn tries(self) -> i64 {
                match self {
                    $(Self::$name(_) => $tries,)+
                    $(Self::$whole => $whole_tries,)+
                }
            }
        }
    };
}

jobs! {
    rows {
        /// Application: a mail with a fresh link to go on or to follow.
        MailLink = "mail_link", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Application: the arrival card that was made or changed, by its secret link.
        MailCard = "mail_card", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Application: the code that confirms a new e-mail address, to that address.
        MailCode = "mail_code", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Application: that its e-mail address was changed, to the former one.
        MailAddressChanged = "mail_address_changed", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Payment: reference, amount, the day by which a decision is due.
        MailPaymentReceived = "mail_payment_received", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Case: granted (with the e-visa) or denied.
        MailDecision = "mail_decision", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Application: that it is not paid and ends soon.
        MailEnding = "mail_ending", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Application: that the decision is late, and by when it is expected.
        MailLate = "mail_late", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Application: that the traveller may apply for the trip from today on.
        MailMayApply = "mail_may_apply", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Case: that it was withdrawn.
        MailWithdrawn = "mail_withdrawn", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Case: that a correction is still waited for.
        MailCorrectionReminder = "mail_correction_reminder", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Case: that a correction is waited for no longer, and the decision is made without it.
        MailCorrectionOver = "mail_correction_over", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Crossing: that entry was refused, why, and what follows.
        MailRefusedEntry = "mail_refused_entry", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Crossing: that the traveller left, and the V-Pass is closed.
        MailDeparture = "mail_departure", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Case: what to correct.
        MailCorrection = "mail_correction", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Pass: its link and its PDF.
        MailPass = "mail_pass", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Crossing: that the admission was a mistake and is undone.
        MailAdmissionUndone = "mail_admission_undone", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Refund: it is on its way, or done.
        MailRefund = "mail_refund", MINUTE.saturating_mul(2), MAIL_TRIES;
        /// Stay: tell wallets that its pass changed.
        UpdateWallets = "update_wallets", MINUTE.saturating_mul(2), FOR_EVER;
        /// Payment: ask the card provider how it stands and settle it.
        SyncPayment = "settle_payment", MINUTE.saturating_mul(2), FOR_EVER;
        /// Refund: send it to the card provider, or ask how it stands.
        AdvanceRefund = "send_refund", MINUTE.saturating_mul(2), FOR_EVER;
    }
    whole {
        /// Fetch the provider's events and handle those that never arrived.
        SweepEvents = "sweep_events", MINUTE.saturating_mul(5), FOR_EVER;
        /// Tell people what the calendar has to tell them, and end corrections that nobody sends.
        Reminders = "reminders", MINUTE.saturating_mul(5), FOR_EVER;
        /// Sign and publish the end of the audit record, once a day.
        PublishRecordHead = "publish_record_head", MINUTE.saturating_mul(2), FOR_EVER;
        /// Expire drafts, unpaid applications, unused visas, sessions, links, finished jobs.
        Retention = "retention", MINUTE.saturating_mul(5), FOR_EVER;
    }
}
