//! A date in three inputs: day, month, year.

use super::FieldErrors;
use super::field_errors::{described_by, error_line, hint_line};
use crate::contract::TypedDate;
use crate::text::text;
use leptos::prelude::*;

/// Day, month and year under one legend. The controls are named `{name}_day`, `{name}_month`
/// and `{name}_year`; an error may name any of them or the date as a whole.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: TypedDate,
    #[prop(optional)] errors: FieldErrors,
    #[prop(into, optional)] hint: Option<String>,
    /// Whether it is the birth date of the person at the browser, who may have it filled in.
    #[prop(optional)]
    birthday: bool,
) -> impl IntoView {
    let names = ["day", "month", "year"].map(|part| format!("{name}_{part}"));
    let [day, month, year] = &names;
    let error = errors.at(&[&name, day, month, year]);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let parts: Vec<_> = [
        (day, "date-day", value.day, "bday-day", "two"),
        (month, "date-month", value.month, "bday-month", "two"),
        (year, "date-year", value.year, "bday-year", "four"),
    ]
    .into_iter()
    .map(|(id, label, value, token, width)| {
        view! {
            <div class="date-part">
                <label for=id.clone()>{text(label)}</label>
                <input
                    class=width
                    type="text"
                    inputmode="numeric"
                    id=id.clone()
                    name=id.clone()
                    value=value
                    autocomplete=birthday.then_some(token)
                    aria-invalid=error.is_some().then_some("true")
                />
            </div>
        }
    })
    .collect();
    view! {
        <fieldset
            class="field date"
            class:invalid=error.is_some()
            id=name.clone()
            aria-describedby=described
        >
            <legend>{label}</legend>
            {hint_line(&name, hint)}
            {error_line(&name, error.clone())}
            <div class="date-parts">{parts}</div>
        </fieldset>
    }
}
