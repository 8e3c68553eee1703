//! The sandbox through real HTTP and SMTP: one binary, one file per subject.
#![expect(clippy::unwrap_used, reason = "a test stops at its first surprise")]

mod checkout_page;
mod closer_to_stripe;
mod events_and_webhooks;
mod faults;
mod idempotency;
mod lists_and_limits;
mod mailbox;
mod random_input;
mod refunds_and_disputes;
mod restart;
mod stripe_client;
mod test_sandbox;
mod webhook_receiver;
