//! Mail: what the portal writes to people, and the ways it goes out.
//!
//! [`Letter`] names every mail; its words stand in `templates/mail` only, as text and as HTML. A
//! new letter is a variant, a line in `subject.txt`, `letter.txt` and `letter.html`, and its two
//! files. [`Mailer`] sends by SMTP, into a folder, or into memory for tests.

mod address;
mod error;
mod letter;
mod mailer;
mod message;

pub use address::{AddressError, read_address};
pub use error::MailError;
pub use letter::{FineTold, Letter, VisaLeft};
pub use mailer::Mailer;
pub use message::{Mail, Sent};
