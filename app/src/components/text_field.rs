//! One line of text.

use super::FieldErrors;
use super::field_errors::{described_by, error_line, hint_line};
use leptos::prelude::*;

/// A labelled input of one line. Its id is its name, so that errors can link to it.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] value: String,
    #[prop(optional)] errors: FieldErrors,
    #[prop(into, optional)] hint: Option<String>,
    /// `text`, `email`, `tel`, `password`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// A token of WCAG 1.3.5, such as `family-name`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// `numeric`, `email`, …
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The width: `short`, `medium`, or the whole line.
    #[prop(default = "whole")]
    width: &'static str,
    /// `characters` for codes that are written in capitals.
    #[prop(optional)]
    autocapitalize: Option<&'static str>,
    /// Without spelling marks: for names and codes.
    #[prop(optional)]
    unspelled: bool,
    #[prop(optional)] maxlength: Option<u32>,
) -> impl IntoView {
    let error = errors.at(&[&name]);
    let described = described_by(&name, hint.is_some(), error.is_some());
    view! {
        <div class="field" class:invalid=error.is_some()>
            <label for=name.clone()>{label}</label>
            {hint_line(&name, hint)}
            {error_line(&name, error.clone())}
            <input
                class=width
                type=kind
                dir="auto"
                id=name.clone()
                name=name
                value=value
                autocomplete=autocomplete
                inputmode=inputmode
                autocapitalize=autocapitalize
                spellcheck=unspelled.then_some("false")
                maxlength=maxlength.map(|most| most.to_string())
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            />
        </div>
    }
}
