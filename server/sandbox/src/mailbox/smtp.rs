//! The SMTP server (RFC 5321, with SIZE, 8BITMIME, SMTPUTF8 and PIPELINING). It takes mail for everyone.

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

use super::reading;
use crate::{
    faults::{FaultKind, Target},
    state::SandboxState,
    store::mails,
};

/// Larger mail is refused.
const LARGEST_MAIL: usize = 25 * 1024 * 1024;
/// More recipients for one mail are refused.
const MOST_RECIPIENTS: usize = 100;
/// A client that says nothing for so long is left.
const PATIENCE: Duration = Duration::from_mins(5);

/// Takes connections until the sandbox stops.
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
                        ended = converse(&state, stream) => {
                            if let Err(error) = ended {
                                tracing::debug!(%error, "a mail connection broke off");
                            }
                        }
                        () = stop.cancelled() => {}
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a mail connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// The mail that a client is handing over.
#[derive(Default)]
struct Envelope {
    sender: Option<String>,
    recipients: Vec<String>,
}

/// What the client is sending.
enum Phase {
    Commands,
    Data {
        receiver: DataReceiver,
        mail: Vec<u8>,
    },
    /// More than is taken: read to its end and refused.
    Overflow(DummyDataReceiver),
}

async fn converse(state: &SandboxState, mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(b"220 sandbox ESMTP ready\r\n").await?;
    let mut commands = RequestReceiver::default();
    let mut phase = Phase::Commands;
    let mut greeted = false;
    let mut envelope = Envelope::default();
    let mut buffer = vec![0_u8; 16 * 1024];
    loop {
        let Ok(read) = timeout(PATIENCE, stream.read(&mut buffer)).await else {
            stream.write_all(b"421 4.4.2 Waited too long\r\n").await?;
            return Ok(());
        };
        let read = read?;
        if read == 0 {
            return Ok(());
        }
        let mut bytes = buffer[..read].iter();
        let mut answers = Vec::new();
        while !bytes.as_slice().is_empty() {
            let left = bytes.as_slice().len();
            match &mut phase {
                Phase::Commands => match commands.ingest(&mut bytes) {
                    Ok(Request::Quit) => {
                        answers.extend_from_slice(b"221 2.0.0 Bye\r\n");
                        stream.write_all(&answers).await?;
                        return Ok(());
                    }
                    Ok(Request::Data) => {
                        let answer = begin_data(state, &mut envelope);
                        if answer.starts_with("354") {
                            phase = Phase::Data {
                                receiver: DataReceiver::new(),
                                mail: Vec::new(),
                            };
                        }
                        push(&mut answers, &answer);
                    }
                    Ok(request) => {
                        let answer = command(state, &request, &mut greeted, &mut envelope);
                        push(&mut answers, &answer);
                    }
                    Err(Error::NeedsMoreData { .. }) => {}
                    Err(error) => push(&mut answers, &complaint(&error)),
                },
                Phase::Data { receiver, mail } => {
                    let ended = receiver.ingest(&mut bytes, mail);
                    if ended {
                        let mail = std::mem::take(mail);
                        phase = Phase::Commands;
                        let envelope = std::mem::take(&mut envelope);
                        push(&mut answers, &finish(state, envelope, mail).await);
                    } else if mail.len() > LARGEST_MAIL {
                        phase = Phase::Overflow(DummyDataReceiver::new_data(receiver));
                    }
                }
                Phase::Overflow(rest) => {
                    if rest.ingest(&mut bytes) {
                        phase = Phase::Commands;
                        envelope = Envelope::default();
                        push(&mut answers, "552 5.3.4 This mail is larger than 25 MB");
                    }
                }
            }
            // Whatever a client sends, each turn takes some of it.
            if bytes.as_slice().len() == left {
                break;
            }
        }
        if !answers.is_empty() {
            stream.write_all(&answers).await?;
        }
    }
}

fn push(answers: &mut Vec<u8>, answer: &str) {
    answers.extend_from_slice(answer.as_bytes());
    answers.extend_from_slice(b"\r\n");
}

fn command(
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
            if state
                .faults
                .strike(FaultKind::MailRefused, Target::Anything)
                .is_some()
            {
                return "451 4.3.0 Try again later".to_owned();
            }
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

fn begin_data(state: &SandboxState, envelope: &mut Envelope) -> String {
    if envelope.recipients.is_empty() {
        return "503 5.5.1 Name a recipient first".to_owned();
    }
    // A list that was emptied by its faults in between is refused as a whole.
    if state.stop.is_cancelled() {
        *envelope = Envelope::default();
        return "421 4.3.2 Stopping".to_owned();
    }
    "354 Go ahead; end with a dot on a line of its own".to_owned()
}

async fn finish(state: &SandboxState, envelope: Envelope, mail: Vec<u8>) -> String {
    if mail.len() > LARGEST_MAIL {
        return "552 5.3.4 This mail is larger than 25 MB".to_owned();
    }
    let subject = reading::subject(&mail);
    let kept = async {
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
    match kept {
        Ok(seq) => format!("250 2.0.0 Kept as {seq}"),
        Err(error) => {
            tracing::error!(%error, "a mail could not be kept");
            "451 4.3.0 Could not be kept".to_owned()
        }
    }
}

fn complaint(error: &Error) -> String {
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
