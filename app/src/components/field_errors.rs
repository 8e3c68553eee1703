//! The field errors of a form, for its summary and its fields.

use crate::error::{FieldError, PortalError};
use crate::text::{error_title, field_error, text};
use leptos::prelude::*;
use std::sync::Arc;

/// The field errors of one form; cheap to clone for every field.
#[derive(Debug, Clone, Default)]
pub struct FieldErrors {
    fields: Arc<[FieldError]>,
    /// An error that concerns the form as a whole.
    whole: Option<Arc<str>>,
}

impl FieldErrors {
    pub fn new(fields: Vec<FieldError>) -> Self {
        Self {
            fields: fields.into(),
            whole: None,
        }
    }

    /// The field errors in `error`, or its title where it concerns the form as a whole.
    pub fn of_error(error: &PortalError) -> Self {
        match error {
            PortalError::Invalid(fields) => Self::new(fields.clone()),
            // Only a form that was kept until its owner came back has one of these.
            PortalError::SignInNeeded => Self::whole(text("field-error-session-ended")),
            PortalError::OtherApplication { .. } => {
                Self::whole(text("field-error-other-application"))
            }
            other => Self::whole(error_title(other)),
        }
    }

    fn whole(message: String) -> Self {
        Self {
            fields: Arc::default(),
            whole: Some(message.into()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.whole.is_none()
    }

    /// The first error of one of these controls.
    pub fn at(&self, names: &[&str]) -> Option<String> {
        self.fields
            .iter()
            .find(|error| names.contains(&error.field.as_str()))
            .map(below_its_label)
    }

    pub(super) fn of_whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Each error with the control it belongs to.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&str, String)> {
        self.fields
            .iter()
            .map(|error| (error.field.as_str(), field_error(error)))
    }
}

/// The message where the label stands above it: without the name of its control, by which it begins
/// where it stands alone.
fn below_its_label(error: &FieldError) -> String {
    let message = field_error(error);
    let which = error.arguments.iter().find(|(name, _)| name == "which");
    let named = which.and_then(|(_, key)| message.strip_prefix(&format!("{}: ", text(key))));
    named.map_or_else(|| message.clone(), str::to_owned)
}

/// The ids of hint and error of a control, for `aria-describedby`.
pub fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    }
}

/// The hint below a label.
pub fn hint_line(id: &str, hint: Option<String>) -> Option<AnyView> {
    hint.map(|hint| {
        view! {
            <p class="hint" id=format!("{id}-hint")>
                {hint}
            </p>
        }
        .into_any()
    })
}

/// The error above a control.
pub fn error_line(id: &str, error: Option<String>) -> Option<AnyView> {
    error.map(|error| {
        view! {
            <p class="field-error" id=format!("{id}-error")>
                <span class="unseen">{text("title-error")}": "</span>
                {error}
            </p>
        }
        .into_any()
    })
}
