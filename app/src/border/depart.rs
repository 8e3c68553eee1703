//! Recording a departure. A fine must be paid, or exempted by the Minister (Art. 28), before the
//! stay can be closed (Art. 23 b.5).

use super::access;
use super::crossing::{action_page, answer, port_and_time};
use crate::components::{Choice, FieldErrors, Radios, SubmitButton, TextField};
use crate::contract::{CrossingForm, PersonView};
use crate::session::{border_service, caller};
use crate::text::{text, text_with};
use domain::states::{CrossingKind, FineState};
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    action_page("depart", "border-depart-title", fields)
}

fn fields(person: &PersonView, form: &CrossingForm, errors: &FieldErrors) -> AnyView {
    let stay = person.row.stay.as_ref();
    let days = stay.map(|stay| {
        let over = text_with("border-days-over", &[("count", stay.days_over.to_string())]);
        view! { <p class="days-over">{over}</p> }
    });
    // A fine may also follow from the date of a departure that is recorded afterwards; then the
    // service asks, and the form comes back with the question.
    let is_due = stay
        .and_then(|stay| stay.fine.as_ref())
        .is_some_and(|fine| fine.state == FineState::Due);
    let asked = is_due
        || !form.fine.is_empty()
        || errors
            .at(&["fine", "fine_by", "fine_note", "fine_receipt"])
            .is_some();
    let settle = asked.then(|| {
        let choices = vec![
            Choice::new(FineState::Paid.as_str(), text("border-fine-paid")),
            Choice::new(FineState::Exempted.as_str(), text("border-fine-exempted")),
        ];
        view! {
            <Radios name="fine" label=text("border-fine-settled") value=form.fine.clone() choices=choices errors=errors.clone() />
            // Style shows the fields of the choice alone; a browser that cannot shows them all.
            <div class="of-choice" data-choice=FineState::Paid.as_str()>
                <TextField name="fine_receipt" label=text("border-fine-receipt") hint=text("border-fine-note-hint") value=form.fine_receipt.clone() errors=errors.clone() maxlength=600 />
            </div>
            <div class="of-choice" data-choice=FineState::Exempted.as_str()>
                <TextField name="fine_by" label=text("border-fine-by") hint=text("border-fine-by-hint") value=form.fine_by.clone() errors=errors.clone() maxlength=200 />
                <TextField name="fine_note" label=text("border-fine-note") hint=text("border-fine-note-hint") value=form.fine_note.clone() errors=errors.clone() maxlength=600 />
            </div>
        }
    });
    // The fine of today; of another day once the service has named it.
    let shown = if form.fine_shown.is_empty() {
        let fine = stay.and_then(|stay| stay.fine.as_ref());
        fine.map(|fine| fine.amount.minor.to_string())
            .unwrap_or_default()
    } else {
        form.fine_shown.clone()
    };
    view! {
        <input type="hidden" name="fine_shown" value=shown />
        {days}
        {stay.and_then(access::fine)}
        {settle}
        {port_and_time(person, form, errors, false)}
        <SubmitButton label=text("border-depart-confirm") />
    }
    .into_any()
}

/// Caller: a border officer.
#[server(prefix = "/act", endpoint = "border/depart")]
pub async fn depart(#[server(flatten)] form: CrossingForm) -> Result<(), ServerFnError> {
    let outcome = border_service().depart(&caller(), &form).await;
    let form = match &outcome {
        Err(error) => form.having_shown(error),
        Ok(()) => form,
    };
    answer("depart", CrossingKind::Departure, outcome, &form);
    Ok(())
}
