//! What tests of the portal stand on: the portal itself, assembled as in `serve`, with a database,
//! a clock and a sandbox of its own.
//!
//! ```text
//! let test = TestPortal::postgres().with_pages().with_sandbox().open().await;
//! let case = test.granted(&[Traveller::anna()]).await[0];
//! test.advance(TimeDelta::days(3)).await;
//! ```
//!
//! - [`database`]: a migrated database on either engine, dropped with its test
//! - [`portal`]: [`TestPortal`] and its builder; `clock`: moving time
//! - [`cast`]: the travellers and the members of staff
//! - `applications`, `officers`: what they do, through the services; `pages`: in a [`browser`]
//! - [`answers`]: what a service answered
//! - `provider`, `mailbox`: what the sandbox does and has received; `books`: whether both agree
//! - `records`: what is stored; [`refunds`]: decisions without a note; `by_hand`: the few rows that no service writes
//! - [`changes`]: every change of a stored state, as the database notes it
//! - [`earlier`]: what an earlier version left behind; [`log`]: what was logged
//! - [`process`]: the portal in a process of its own; [`bulk`]: thousands of granted cases
//! - `watch`: the end of a story that hangs
//!
//! [`on_both!`] runs a test on both engines. A new part is a module here with an `impl TestPortal`; what only one story needs stays there.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a fixture that cannot be made has failed its test"
)]

pub mod answers;
mod applications;
mod books;

pub mod browser;
pub mod bulk;
mod by_hand;
pub mod cast;
pub mod changes;
mod clock;
pub mod database;
pub mod earlier;
pub mod log;
mod mailbox;
mod officers;
mod on_both;
mod pages;
pub mod portal;
pub mod process;
mod provider;
mod records;
pub mod refunds;
mod watch;

pub use books::Ledger;
pub use browser::{Browser, Page};
pub use cast::Traveller;
pub use database::Engine;
pub use mailbox::Mail;
pub use pages::start_form;
pub use portal::TestPortal;
pub use refunds::DecideRefunds;
pub use watch::Watch;
