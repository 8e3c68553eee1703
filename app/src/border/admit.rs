//! Admitting: sets the stay, uses up a single entry, and makes the V-Pass.

use super::access::{self, Access};
use super::crossing::{action_page, answer, port_and_time};
use crate::components::{Checkbox, FieldErrors, SubmitButton, TextArea};
use crate::contract::{CrossingForm, PersonView};
use crate::session::{border_service, caller};
use crate::text::{label, text, text_with};
use domain::states::CrossingKind;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    action_page("admit", "border-admit-title", fields)
}

fn fields(person: &PersonView, form: &CrossingForm, errors: &FieldErrors) -> AnyView {
    let despite = Access::of(&person.row, person.seal).asks_reason();
    // A colleague's refusal may have come in between.
    let despite = despite || !form.despite.is_empty() || errors.at(&["despite"]).is_some();
    let reason = despite.then(|| {
        view! {
            {person.seal.map(access::seal_verdict)}
            {access::access(&person.row, person.seal)}
            <TextArea name="despite" label=text("border-despite") hint=text("border-despite-hint") value=form.despite.clone()
                errors=errors.clone() rows=4 maxlength=600 />
        }
    });
    let seen = person.row.kind_to_see().map(|kind| {
        let kind = ("kind", label("passport-kind", kind));
        view! {
            <Checkbox name="passport_seen" label=text_with("border-passport-seen", &[kind]) ticked=form.passport_seen == "yes"
                errors=errors.clone() />
        }
    });
    view! {
        {reason}
        {seen}
        <p>{text("border-admit-means")}</p>
        {port_and_time(person, form, errors, !despite)}
        <SubmitButton label=text("border-admit-confirm") />
    }
    .into_any()
}

/// Caller: a border officer.
#[server(prefix = "/act", endpoint = "border/admit")]
pub async fn admit(#[server(flatten)] form: CrossingForm) -> Result<(), ServerFnError> {
    let outcome = border_service().admit(&caller(), &form).await;
    answer("admit", CrossingKind::Admission, outcome, &form);
    Ok(())
}
