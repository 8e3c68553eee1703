//! Refunds in a supervisor's hands: the [`mod@list`], what to ask before deciding ([`review`]), and
//! the [`decision`]; what was paid by [`another way`](other_way), and the [`charges`] that somebody
//! has to look at.

pub mod charges;
mod decision;
mod list;
pub mod other_way;
mod review;

pub use decision::{approve, decline};
pub use list::list;
