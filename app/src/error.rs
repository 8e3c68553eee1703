//! The errors that a person can meet. Each has a message key; details for the log alone stay on the
//! server.

use serde::{Deserialize, Serialize};

/// A field error: the field's name in the form and the key of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The `name` of the control.
    pub field: String,
    /// Message key in `app/locales`.
    pub message: String,
    /// Arguments of the message, by name. Never personal data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<(String, String)>,
}

impl FieldError {
    pub fn new(field: &str, message: &str) -> Self {
        Self {
            field: field.to_owned(),
            message: message.to_owned(),
            arguments: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.arguments.push((name.to_owned(), value.to_string()));
        self
    }
}

/// The reason why a service did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PortalError {
    /// The caller must sign in, or open the link from the mail, first.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Signed in, but this is not theirs to do. Other people's things are `NotFound`.
    #[error("not permitted")]
    Forbidden,
    #[error("not found")]
    NotFound,
    /// The form cannot be accepted; nothing typed was lost.
    #[error("invalid input in {} fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// The form is of another application than the one that is open in this browser.
    #[error("of another application")]
    OtherApplication {
        /// Of the form's application.
        reference: String,
    },
    /// Somebody else was faster, or the state no longer allows it. The key says what happened.
    #[error("conflict: {0}")]
    Conflict(String),
    #[error("too many tries, wait {seconds} s")]
    TooManyTries { seconds: u64 },
    /// An outside service is away; the request is kept or can be made again.
    #[error("temporarily unavailable")]
    Unavailable,
    /// Something broke inside; the number finds it in the log.
    #[error("internal error {0}")]
    Internal(String),
}

impl PortalError {
    pub fn invalid(field: &str, message: &str) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    pub fn conflict(message: &str) -> Self {
        Self::Conflict(message.to_owned())
    }

    /// HTTP status at the edge.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignInNeeded => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Invalid(_) => 422,
            Self::Conflict(_) | Self::OtherApplication { .. } => 409,
            Self::TooManyTries { .. } => 429,
            Self::Unavailable => 503,
            Self::Internal(_) => 500,
        }
    }

    /// Message key of the title a person reads.
    pub fn message_key(&self) -> &str {
        match self {
            Self::SignInNeeded => "error-sign-in-needed",
            Self::Forbidden => "error-forbidden",
            Self::NotFound => "error-not-found",
            Self::Invalid(_) => "error-invalid",
            Self::OtherApplication { .. } => "error-other-application",
            Self::Conflict(key) => key,
            Self::TooManyTries { .. } => "error-too-many-tries",
            Self::Unavailable => "error-unavailable",
            Self::Internal(_) => "error-internal",
        }
    }
}

pub type Result<T, E = PortalError> = std::result::Result<T, E>;
