//! Admitting: sets the stay, uses up a single entry, and makes the V-Pass.

use super::crossing::{action_page, answer, port_and_time};
use crate::components::{FieldErrors, SubmitButton};
use crate::contract::{CrossingForm, PersonView};
use crate::session::{border_service, caller};
use crate::text::text;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    action_page("admit", "border-admit-title", fields)
}

fn fields(person: &PersonView, form: &CrossingForm, errors: &FieldErrors) -> AnyView {
    view! {
        <p>{text("border-admit-means")}</p>
        {port_and_time(person, form, errors)}
        <SubmitButton label=text("border-admit-confirm") />
    }
    .into_any()
}

/// Caller: a border officer.
#[server(prefix = "/act", endpoint = "border/admit")]
pub async fn admit(#[server(flatten)] form: CrossingForm) -> Result<(), ServerFnError> {
    let outcome = border_service().admit(&caller(), &form).await;
    answer("admit", outcome, &form);
    Ok(())
}
