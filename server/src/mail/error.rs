//! Why a mail was not sent, and whether trying again can help.

use super::address::AddressError;
use std::borrow::Cow;

/// A mail server that does not let us in: an operator can correct it, so the mail waits.
const NOT_LET_IN: [u16; 4] = [530, 534, 535, 538];

/// A mail was not sent. Carries neither the address nor the server's words, which may quote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mail not sent: {reason}{}", .code.map(|code| format!(" ({code})")).unwrap_or_default())]
pub struct MailError {
    /// Whether trying again later can help.
    pub temporary: bool,
    pub reason: Cow<'static, str>,
    /// The SMTP reply code, if the server answered.
    pub code: Option<u16>,
}

impl MailError {
    pub(super) fn lasting(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            temporary: false,
            reason: reason.into(),
            code: None,
        }
    }

    pub(super) fn temporary(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            temporary: true,
            reason: reason.into(),
            code: None,
        }
    }
}

impl From<AddressError> for MailError {
    fn from(error: AddressError) -> Self {
        Self::lasting(match error {
            AddressError::Form => "the address is no mail address",
            AddressError::LocalPart => "the address has letters beyond ASCII before the @",
        })
    }
}

impl From<lettre::transport::smtp::Error> for MailError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let code = error.status().map(u16::from);
        let refused = error.is_permanent() && !code.is_some_and(|code| NOT_LET_IN.contains(&code));
        Self {
            temporary: !refused,
            reason: if error.is_timeout() {
                "the mail server did not answer in time"
            } else if error.is_tls() {
                "no secure connection to the mail server"
            } else if code.is_some() {
                "the mail server refused"
            } else if error.is_client() {
                "the mail server lacks what this mail needs"
            } else {
                "the mail server cannot be reached"
            }
            .into(),
            code,
        }
    }
}
