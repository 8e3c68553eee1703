//! The three ways a mail goes out, behind one type.

use super::address::read_address;
use super::error::MailError;
use super::message::{Mail, Sent, compose};
use crate::clock::Clock;
use crate::config::{Config, MailTransport, Mode};
use lettre::message::Mailbox;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::ExposeSecret;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long one command may take, and the whole of one mail.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(15);
const MAIL_TIMEOUT: Duration = Duration::from_mins(1);
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);
const CONNECTIONS: u32 = 4;

enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
    Memory(Mutex<Vec<Sent>>),
}

/// Sends letters. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    transport: Arc<Transport>,
    from: Mailbox,
    clock: Arc<dyn Clock>,
    demo: bool,
}

impl Mailer {
    /// The transport that the settings name.
    ///
    /// # Errors
    /// When the sender or the server's address cannot be read, or when production would send in
    /// the clear.
    pub fn new(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, MailError> {
        let mut from: Mailbox = config
            .mail
            .from
            .parse()
            .map_err(|_| MailError::lasting("`mail.from` is no mail address"))?;
        from.email = read_address(from.email.as_ref())?;
        let transport = match config.mail.transport {
            MailTransport::Smtp => Transport::Smtp(smtp(config)?),
            MailTransport::File => {
                let folder = config.mail.folder.display();
                std::fs::create_dir_all(&config.mail.folder).map_err(|error| {
                    MailError::lasting(format!("`mail.folder` {folder} cannot be made: {error}"))
                })?;
                Transport::Folder(config.mail.folder.clone())
            }
            MailTransport::Memory => Transport::Memory(Mutex::default()),
        };
        Ok(Self {
            transport: Arc::new(transport),
            from,
            clock,
            demo: config.is_demo(),
        })
    }

    /// Sends one mail, within a minute. A mail that the server took before the line broke may
    /// arrive twice; both carry the same Message-ID.
    ///
    /// # Errors
    /// Says whether trying again can help.
    pub async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let (message, sent) = compose(&mail, &self.from, self.clock.now(), self.demo)?;
        match self.transport.as_ref() {
            Transport::Smtp(smtp) => {
                tokio::time::timeout(MAIL_TIMEOUT, smtp.send(message))
                    .await
                    .map_err(|_| {
                        MailError::temporary("the mail server did not answer in time")
                    })??;
            }
            Transport::Folder(folder) => {
                tokio::fs::write(folder.join(format!("{}.eml", mail.id)), sent.raw)
                    .await
                    .map_err(|_| MailError::temporary("the mail folder cannot be written"))?;
            }
            Transport::Memory(kept) => kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(sent),
        }
        Ok(())
    }

    /// Whether mail can go out now, for `/readyz`.
    pub async fn probe(&self) -> Result<(), MailError> {
        match self.transport.as_ref() {
            Transport::Smtp(smtp) => {
                let answers = tokio::time::timeout(PROBE_TIMEOUT, smtp.test_connection())
                    .await
                    .map_err(|_| {
                        MailError::temporary("the mail server did not answer in time")
                    })??;
                if answers {
                    Ok(())
                } else {
                    Err(MailError::temporary("the mail server refused"))
                }
            }
            Transport::Folder(folder) => {
                let folder = tokio::fs::metadata(folder).await;
                if folder.is_ok_and(|folder| folder.is_dir()) {
                    Ok(())
                } else {
                    Err(MailError::temporary("the mail folder is missing"))
                }
            }
            Transport::Memory(_) => Ok(()),
        }
    }

    /// What the memory transport kept so far; empty for the others.
    pub fn sent(&self) -> Vec<Sent> {
        match self.transport.as_ref() {
            Transport::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => Vec::new(),
        }
    }
}

fn smtp(config: &Config) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let url = config.mail.url.expose_secret();
    let encrypted = url.starts_with("smtps://")
        || url
            .split_once('?')
            .is_some_and(|(_, query)| query.split('&').any(|pair| pair == "tls=required"));
    if !encrypted && config.mode == Mode::Production {
        return Err(MailError::lasting(
            "`mail.url` must be smtps:// or end in ?tls=required in production",
        ));
    }
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        .map_err(|_| MailError::lasting("`mail.url` cannot be read"))?
        .timeout(Some(COMMAND_TIMEOUT))
        .pool_config(PoolConfig::new().max_size(CONNECTIONS))
        .build())
}

#[cfg(test)]
mod tests;
