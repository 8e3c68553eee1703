//! The states of applications, cases, visas, stays, fines, payments and refunds, and which state
//! may follow which.
//!
//! A new state is one more variant, with its transitions in `may_become` and in the tables of the
//! tests.

mod application;
mod correction;
mod payment;
mod stay;
mod visa;

pub use application::{ApplicationKind, ApplicationState, CaseState};
pub use correction::CorrectionPage;
pub use payment::{PaymentState, PendingPayment, RefundState};
pub use stay::{CrossingKind, FineState, StayState};
pub use visa::VisaState;

#[cfg(test)]
mod tests;
