//! Controls for choosing: one of many, one of few, yes.

use super::FieldErrors;
use super::field_errors::{described_by, error_line, hint_line};
use crate::text::text;
use leptos::prelude::*;

/// One option of a control.
#[derive(Debug, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    /// Whether another option of the same value is the one that is shown as chosen.
    pub again: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            again: false,
        }
    }

    /// Another label of a value, to find it by.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.again = true;
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A list that opens, for one option of many. It begins with an empty option.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] value: String,
    choices: Vec<Choice>,
    #[prop(optional)] errors: FieldErrors,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    /// The label of the empty option.
    #[prop(into, optional)]
    empty: Option<String>,
) -> impl IntoView {
    let error = errors.at(&[&name]);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let empty = empty.unwrap_or_else(|| text("choose"));
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == value && !choice.again;
            view! {
                <option value=choice.value selected=selected>
                    {choice.label}
                </option>
            }
        })
        .collect();
    view! {
        <div class="field" class:invalid=error.is_some()>
            <label for=name.clone()>{label}</label>
            {hint_line(&name, hint)}
            {error_line(&name, error.clone())}
            <select
                id=name.clone()
                name=name
                autocomplete=autocomplete
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            >
                <option value="">{empty}</option>
                {options}
            </select>
        </div>
    }
}

/// Radio buttons, for one option of few. The first button's id is the name, so that errors can link
/// to it.
#[component]
pub fn Radios(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] value: String,
    choices: Vec<Choice>,
    #[prop(optional)] errors: FieldErrors,
    #[prop(into, optional)] hint: Option<String>,
    /// Side by side, for short words.
    #[prop(optional)]
    in_line: bool,
) -> impl IntoView {
    let error = errors.at(&[&name]);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let options: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let id = if index == 0 {
                name.clone()
            } else {
                format!("{name}-{}", index + 1)
            };
            let checked = choice.value == value;
            let hint_id = choice.hint.is_some().then(|| format!("{id}-hint"));
            let hint = choice
                .hint
                .map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
            view! {
                <div class="tick">
                    <input
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        aria-describedby=hint_id
                    />
                    <label for=id>{choice.label}</label>
                    {hint}
                </div>
            }
        })
        .collect();
    let group = format!("{name}-group");
    let described = described.map(|ids| ids.replace(&name, &group));
    view! {
        <fieldset class="field" class:invalid=error.is_some() aria-describedby=described>
            <legend>{label}</legend>
            {hint_line(&group, hint)}
            {error_line(&group, error.clone())}
            <div class="ticks" class:in-line=in_line>{options}</div>
        </fieldset>
    }
}

/// A check box; sent as `yes`, or not at all.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] ticked: bool,
    #[prop(optional)] errors: FieldErrors,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(into, default = "yes".to_owned())] value: String,
    /// The id, where several boxes share a name.
    #[prop(into, optional)]
    id: Option<String>,
) -> impl IntoView {
    let error = errors.at(&[&name]);
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.is_some(), error.is_some());
    view! {
        <div class="field" class:invalid=error.is_some()>
            {error_line(&id, error.clone())}
            <div class="tick">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value=value
                    checked=ticked
                    aria-describedby=described
                    aria-invalid=error.is_some().then_some("true")
                />
                <label for=id.clone()>{label}</label>
                {hint_line(&id, hint)}
            </div>
        </div>
    }
}
