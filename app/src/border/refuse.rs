//! Refusing entry: on grounds of Art. 23 a, or on Art. 7's two, which alone give the fee back.

use super::crossing::{action_page, answer, port_and_time};
use crate::components::{FieldErrors, SubmitButton, TextArea};
use crate::contract::{CrossingForm, PersonView};
use crate::session::{border_service, caller};
use crate::text::{label, label_key, text};
use domain::law::Ground;
use domain::law::grounds::{ENTRY, REFUNDABLE};
use domain::states::CrossingKind;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    action_page("refuse", "border-refuse-title", fields)
}

fn fields(person: &PersonView, form: &CrossingForm, errors: &FieldErrors) -> AnyView {
    let error = errors.at(&["grounds"]);
    let wrong = error.is_some();
    // Art. 7 gives back the fee of an e-Visa. Where there is none, nothing is said of it.
    let has_fee = person.row.without_application.is_none();
    let groups = [
        Some((ENTRY, "border-grounds-entry", "border-grounds-entry-means")),
        has_fee.then_some((
            REFUNDABLE,
            "border-grounds-refund",
            "border-grounds-refund-means",
        )),
    ]
    .map(|one| {
        one.map(|(grounds, legend, means)| {
            group(grounds, legend, has_fee.then_some(means), &form.grounds)
        })
    });
    let both = has_fee.then(|| view! { <p class="notice">{text("border-grounds-both")}</p> });
    view! {
        // Errors link to `grounds`, whichever box may be meant.
        <div id="grounds" tabindex="-1" class="field" class:invalid=wrong>
            {error.map(|error| view! { <p class="field-error" id="grounds-error">{error}</p> })}
            {groups.into_iter().collect_view()}
        </div>
        {both}
        <TextArea name="note" label=text("border-refuse-note") hint=text("border-refuse-note-hint") value=form.note.clone()
            errors=errors.clone() rows=4 maxlength=600 />
        {port_and_time(person, form, errors, false)}
        <SubmitButton label=text("border-refuse-confirm") kind="danger" />
    }
    .into_any()
}

fn group(
    grounds: &[Ground],
    legend: &'static str,
    means: Option<&'static str>,
    ticked: &[String],
) -> impl IntoView + use<> {
    let boxes: Vec<_> = grounds
        .iter()
        .map(|ground| {
            let id = label_key("ground", ground);
            let checked = ticked.iter().any(|code| code == ground.as_str());
            view! {
                <div class="tick">
                    <input type="checkbox" id=id.clone() name="grounds[]" value=ground.as_str() checked=checked />
                    <label for=id>{label("ground", ground)} " " <span class="article">{ground.article()}</span></label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="grounds">
            <legend>{text(legend)}</legend>
            {means.map(|means| view! { <p class="hint">{text(means)}</p> })}
            {boxes}
        </fieldset>
    }
}

/// Caller: a border officer.
#[server(prefix = "/act", endpoint = "border/refuse")]
pub async fn refuse(#[server(flatten)] form: CrossingForm) -> Result<(), ServerFnError> {
    let outcome = border_service().refuse(&caller(), &form).await;
    answer("refuse", CrossingKind::Refusal, outcome, &form);
    Ok(())
}
