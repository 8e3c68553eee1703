//! Refunds in a supervisor's hands: the [`mod@list`], what to ask before deciding ([`review`]), and
//! the [`decision`].

mod decision;
mod list;
mod review;

pub use decision::{approve, decline};
pub use list::list;
