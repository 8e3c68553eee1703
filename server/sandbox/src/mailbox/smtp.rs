//! The SMTP server (RFC 5321, with SIZE, 8BITMIME, SMTPUTF8 and PIPELINING). It accepts mail for every address.

use std::sync::Arc;

use smtp_proto::{
    Error, Request,
    request::receiver::{DataReceiver, DummyDataReceiver, RequestReceiver},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Duration, timeout},
};

use super::parsed_mail;
use crate::{
    faults::{FaultKind, Target},
    state::SandboxState,
    store::mails,
};

/// The largest mail, in bytes.
const LARGEST_MAIL: usize = 25 * 1024 * 1024;
/// The largest number of recipients of one mail.
const MOST_RECIPIENTS: usize = 100;
/// The time after which an idle connection is closed.
const IDLE_TIMEOUT: Duration = Duration::from_mins(5);

/// Accepts connections until the sandbox stops.
pub async fn run(state: Arc<SandboxState>, listener: TcpListener) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = state.stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let state = Arc::clone(&state);
                tokio::spawn(async move {
                    let stop = state.stop.clone();
                    tokio::select! {
                        ended = serve_connection(&state, stream) => {
                            if let Err(error) = ended {
                                tracing::debug!(%error, "a mail connection broke off");
                            }
                        }
                        () = stop.cancelled() => {}
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a mail connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// The envelope of a mail: sender and recipients.
#[derive(Default)]
struct Envelope {
    sender: Option<String>,
    recipients: Vec<String>,
}

/// The phase of a connection.
enum Phase {
    Commands,
    Data {
        receiver: DataReceiver,
        mail: Vec<u8>,
    },
    /// Data beyond the largest mail: read to its end and refused.
    Overflow(DummyDataReceiver),
}

async fn serve_connection(state: &SandboxState, mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(b"220 sandbox ESMTP ready\r\n").await?;
    let mut commands = RequestReceiver::default();
    let mut phase = Phase::Commands;
    let mut greeted = false;
    let mut envelope = Envelope::default();
    let mut buffer = vec![0_u8; 16 * 1024];
    loop {
        let Ok(read) = timeout(IDLE_TIMEOUT, stream.read(&mut buffer)).await else {
            stream.write_all(b"421 4.4.2 Waited too long\r\n").await?;
            return Ok(());
        };
        let read = read?;
        if read == 0 {
            return Ok(());
        }
        let mut bytes = buffer[..read].iter();
        let mut replies = Vec::new();
        while !bytes.as_slice().is_empty() {
            let left = bytes.as_slice().len();
            match &mut phase {
                Phase::Commands => match commands.ingest(&mut bytes) {
                    Ok(Request::Quit) => {
                        replies.extend_from_slice(b"221 2.0.0 Bye\r\n");
                        stream.write_all(&replies).await?;
                        return Ok(());
                    }
                    Ok(Request::Data) => {
                        let reply = begin_data(state, &mut envelope);
                        if reply.starts_with("354") {
                            phase = Phase::Data {
                                receiver: DataReceiver::new(),
                                mail: Vec::new(),
                            };
                        }
                        push(&mut replies, &reply);
                    }
                    Ok(request) => {
                        let reply = reply_to(state, &request, &mut greeted, &mut envelope);
                        push(&mut replies, &reply);
                    }
                    Err(Error::NeedsMoreData { .. }) => {}
                    Err(error) => push(&mut replies, &error_reply(&error)),
                },
                Phase::Data { receiver, mail } => {
                    let ended = receiver.ingest(&mut bytes, mail);
                    if ended {
                        let mail = std::mem::take(mail);
                        phase = Phase::Commands;
                        let envelope = std::mem::take(&mut envelope);
                        push(&mut replies, &store_mail(state, envelope, mail).await);
                    } else if mail.len() > LARGEST_MAIL {
                        phase = Phase::Overflow(DummyDataReceiver::new_data(receiver));
                    }
                }
                Phase::Overflow(rest) => {
                    if rest.ingest(&mut bytes) {
                        phase = Phase::Commands;
                        envelope = Envelope::default();
                        push(&mut replies, "552 5.3.4 This mail is larger than 25 MB");
                    }
                }
            }
            // Nothing was consumed: another turn would end the same way.
            if bytes.as_slice().len() == left {
                break;
            }
        }
        if !replies.is_empty() {
            stream.write_all(&replies).await?;
        }
    }
}

fn push(replies: &mut Vec<u8>, reply: &str) {
    replies.extend_from_slice(reply.as_bytes());
    replies.extend_from_slice(b"\r\n");
}

/// Applies a command to the connection, and returns its reply.
fn reply_to(
    state: &SandboxState,
    request: &Request<std::borrow::Cow<'_, str>>,
    greeted: &mut bool,
    envelope: &mut Envelope,
) -> String {
    match request {
        Request::Ehlo { .. } => {
            *greeted = true;
            *envelope = Envelope::default();
            format!(
                "250-sandbox\r\n250-SIZE {LARGEST_MAIL}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES"
            )
        }
        Request::Helo { .. } => {
            *greeted = true;
            *envelope = Envelope::default();
            "250 sandbox".to_owned()
        }
        Request::Mail { .. } if !*greeted => "503 5.5.1 Say EHLO first".to_owned(),
        Request::Mail { .. } if envelope.sender.is_some() => {
            "503 5.5.1 There is a sender already".to_owned()
        }
        Request::Mail { from } if from.size > LARGEST_MAIL => {
            "552 5.3.4 This mail is larger than 25 MB".to_owned()
        }
        Request::Mail { from } => {
            envelope.sender = Some(from.address.to_string());
            "250 2.1.0 Sender taken".to_owned()
        }
        Request::Rcpt { .. } if envelope.sender.is_none() => {
            "503 5.5.1 Name the sender first".to_owned()
        }
        Request::Rcpt { .. } if envelope.recipients.len() >= MOST_RECIPIENTS => {
            "452 4.5.3 Too many recipients".to_owned()
        }
        Request::Rcpt { to } if to.address.is_empty() => {
            "501 5.1.3 That is no recipient's address".to_owned()
        }
        Request::Rcpt { to } => {
            let target = Target::Recipient(&to.address);
            if state
                .faults
                .strike(FaultKind::MailRefused, target)
                .is_some()
            {
                return "451 4.3.0 Try again later".to_owned();
            }
            if state
                .faults
                .strike(FaultKind::MailAddressRejected, target)
                .is_some()
            {
                return "550 5.1.1 There is no such mailbox".to_owned();
            }
            envelope.recipients.push(to.address.to_string());
            "250 2.1.5 Recipient taken".to_owned()
        }
        Request::Rset => {
            *envelope = Envelope::default();
            "250 2.0.0 Forgotten".to_owned()
        }
        Request::Noop { .. } => "250 2.0.0 Fine".to_owned(),
        Request::Vrfy { .. } => "252 2.5.2 Try and see".to_owned(),
        Request::Help { .. } => "214 2.0.0 EHLO MAIL RCPT DATA RSET NOOP QUIT".to_owned(),
        _ => "502 5.5.1 Not offered here".to_owned(),
    }
}

/// The reply to DATA, 354 if the mail may follow.
fn begin_data(state: &SandboxState, envelope: &mut Envelope) -> String {
    if envelope.recipients.is_empty() {
        return "503 5.5.1 Name a recipient first".to_owned();
    }
    // A stopping sandbox could not store the mail any more.
    if state.stop.is_cancelled() {
        *envelope = Envelope::default();
        return "421 4.3.2 Stopping".to_owned();
    }
    "354 Go ahead; end with a dot on a line of its own".to_owned()
}

/// Stores a mail, and returns the reply to its data.
async fn store_mail(state: &SandboxState, envelope: Envelope, mail: Vec<u8>) -> String {
    if mail.len() > LARGEST_MAIL {
        return "552 5.3.4 This mail is larger than 25 MB".to_owned();
    }
    let subject = parsed_mail::parse_subject(&mail);
    let stored = async {
        let mut tx = state.begin().await?;
        let sender = envelope.sender.unwrap_or_default();
        let seq = mails::insert(
            &mut tx.db,
            tx.now,
            &sender,
            &envelope.recipients,
            &subject,
            &mail,
        )
        .await?;
        tx.commit().await?;
        Ok::<_, sqlx::Error>(seq)
    }
    .await;
    match stored {
        Ok(seq) => format!("250 2.0.0 Kept as {seq}"),
        Err(error) => {
            tracing::error!(%error, "a mail could not be stored");
            "451 4.3.0 Could not be kept".to_owned()
        }
    }
}

fn error_reply(error: &Error) -> String {
    match error {
        Error::InvalidSenderAddress => "501 5.1.7 That is no sender's address",
        Error::InvalidRecipientAddress => "501 5.1.3 That is no recipient's address",
        Error::ResponseTooLong => "500 5.5.6 That line is too long",
        Error::UnknownCommand | Error::InvalidResponse { .. } => "500 5.5.2 Not understood",
        Error::SyntaxError { .. }
        | Error::InvalidParameter { .. }
        | Error::UnsupportedParameter { .. } => "501 5.5.4 Something in that line is wrong",
        Error::NeedsMoreData { .. } => "500 5.5.2 Not finished",
    }
    .to_owned()
}
