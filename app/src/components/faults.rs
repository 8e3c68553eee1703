//! What is wrong with a form, for its summary and its fields.

use crate::error::{FieldError, PortalError};
use crate::text::{error_title, fault, text};
use leptos::prelude::*;
use std::sync::Arc;

/// The faults of one form; cheap to hand to every field.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    fields: Arc<[FieldError]>,
    /// What concerns the form as a whole.
    whole: Option<Arc<str>>,
}

impl Faults {
    pub fn new(fields: Vec<FieldError>) -> Self {
        Self {
            fields: fields.into(),
            whole: None,
        }
    }

    /// The faults that an error names, or its title where it concerns the whole form.
    pub fn of_error(error: &PortalError) -> Self {
        match error {
            PortalError::Invalid(fields) => Self::new(fields.clone()),
            // Only a form that was kept until its owner came back has this error.
            PortalError::SignInNeeded => Self {
                fields: Arc::default(),
                whole: Some(text("fault-session-ended").into()),
            },
            other => Self {
                fields: Arc::default(),
                whole: Some(error_title(other).into()),
            },
        }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.whole.is_none()
    }

    /// What is wrong with one of these controls.
    pub fn at(&self, names: &[&str]) -> Option<String> {
        self.fields
            .iter()
            .find(|error| names.contains(&error.field.as_str()))
            .map(fault)
    }

    pub(super) fn whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Each fault with the control it belongs to.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&str, String)> {
        self.fields
            .iter()
            .map(|error| (error.field.as_str(), fault(error)))
    }
}

/// The ids of hint and error of a control, for `aria-describedby`.
pub(super) fn described_by(id: &str, hint: bool, fault: bool) -> Option<String> {
    match (hint, fault) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    }
}

/// The hint below a label.
pub(super) fn hint_line(id: &str, hint: Option<String>) -> Option<AnyView> {
    hint.map(|hint| {
        view! {
            <p class="hint" id=format!("{id}-hint")>
                {hint}
            </p>
        }
        .into_any()
    })
}

/// The fault above a control.
pub(super) fn fault_line(id: &str, fault: Option<String>) -> Option<AnyView> {
    fault.map(|fault| {
        view! {
            <p class="fault" id=format!("{id}-error")>
                <span class="unseen">{crate::text::text("title-error")}": "</span>
                {fault}
            </p>
        }
        .into_any()
    })
}
