//! One mail as it goes over the wire.

use super::address::read_address;
use super::letter::Letter;
use super::words::Words;
use crate::mail::error::MailError;
use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart};
use uuid::Uuid;

/// A letter to somebody. `id` is the job's: the same job tried again sends the same Message-ID,
/// so that a mailbox shows it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: Uuid,
    /// The bare address.
    pub to: String,
    pub letter: Letter,
}

/// What the memory transport kept, for tests.
#[derive(Debug, Clone)]
pub struct Sent {
    pub to: String,
    pub message_id: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Name and bytes.
    pub attachment: Option<(String, Vec<u8>)>,
    /// The whole message as it would go over the wire.
    pub raw: Vec<u8>,
    pub letter: Letter,
}

/// The message, and what tests want to see of it.
pub(super) fn compose(
    mail: &Mail,
    from: &Mailbox,
    now: DateTime<Utc>,
    demo: bool,
) -> Result<(Message, Sent), MailError> {
    let to = read_address(&mail.to)?;
    let Words {
        subject,
        text,
        html,
    } = Words::of(&mail.letter, demo).map_err(|_| MailError::lasting("the template failed"))?;
    let message_id = format!("<{}@{}>", mail.id, from.email.domain());
    let builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(subject.clone())
        .date(now.into())
        .message_id(Some(message_id.clone()))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"));
    let words = MultiPart::alternative_plain_html(text.clone(), html.clone());
    let attachment = mail.letter.attachment();
    let message = match &attachment {
        None => builder.multipart(words),
        Some((name, bytes)) => {
            let pdf = ContentType::parse("application/pdf")
                .map_err(|_| MailError::lasting("the message cannot be composed"))?;
            let file = Attachment::new(name.clone()).body(bytes.to_vec(), pdf);
            builder.multipart(MultiPart::mixed().multipart(words).singlepart(file))
        }
    }
    .map_err(|_| MailError::lasting("the message cannot be composed"))?;
    let sent = Sent {
        to: mail.to.clone(),
        message_id,
        subject,
        text,
        html,
        attachment: attachment.map(|(name, bytes)| (name, bytes.to_vec())),
        raw: message.formatted(),
        letter: mail.letter.clone(),
    };
    Ok((message, sent))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
