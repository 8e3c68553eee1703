//! The sandbox through real HTTP and SMTP: one binary, one file per subject.
#![expect(clippy::unwrap_used, reason = "a test stops at its first surprise")]

mod bench;
mod checkout_page;
mod client_of_stripe;
mod events_and_webhooks;
mod faults;
mod idempotency;
mod lists_and_limits;
mod mailbox;
mod noise;
mod refunds_and_disputes;
mod restart;
