//! Mail: what the portal writes to people, and the ways it goes out.
//!
//! A [`Letter`] says what has come about, to whom; its words stand in `app/locales` and are put together
//! in [`words`], which draws them as text and as HTML. A new letter is a variant of [`News`], a function
//! in `words`, and its messages. [`Mailer`] sends by SMTP, into a folder, or into memory for tests.

mod address;
mod error;
mod letter;
mod mailer;
mod message;
mod words;

pub use address::{AddressError, read_address};
pub use error::MailError;
pub use letter::{FineTold, Letter, News, Receipt, VisaLeft, Who};
pub use mailer::Mailer;
pub use message::{Mail, Sent};
