//! The trip: the day of entry, the stay, the port, and the address in the country.

use super::answers;
use super::lists::evisa_ports;
use super::remind;
use super::step_page::{StepForm, save_step, step_page};
use crate::components::{
    Choice, DateField, FieldErrors, Notice, NoticeKind, Select, TextArea, TextField,
};
use crate::contract::{Draft, FormOrigin, Step, StepAnswers, TripForm};
use crate::error::FieldError;
use crate::session::traveller_service;
use crate::text::{field_error, text};
use leptos::prelude::*;

const NAME: &str = "trip";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "save-trip")]
pub async fn save_trip(
    #[server(flatten)] origin: FormOrigin,
    #[server(flatten)] form: TripForm,
) -> Result<(), ServerFnError> {
    let answers = StepAnswers::Trip(form.clone());
    save_step(Step::Trip, NAME, &origin, &form, answers).await;
    Ok(())
}

pub fn page() -> impl IntoView {
    step_page(|draft| async move {
        let all_ports = traveller_service().ports().await?;
        let ports = evisa_ports(&all_ports);
        let whole = Draft::clone(&draft);
        let answers = move |form: &TripForm| {
            let typed = Draft {
                trip: form.clone(),
                ..whole.clone()
            };
            answers::trip(&typed, &all_ports)
        };
        let warned = !draft.warnings.is_empty();
        Ok(StepForm {
            help: None,
            step: Step::Trip,
            title: text("trip-title"),
            name: NAME,
            traveller: None,
            saved: draft.trip.clone(),
            answers: Box::new(answers),
            progress: draft.trip_progress,
            errors: remind::without_wait(&draft),
            notes: view! {
                {remind::offer(&draft)}
                {warned.then(|| warnings(&draft.warnings))}
            }
            .into_any(),
            fields: Box::new(|form, errors| {
                trip_fields(form, ports, ["trip-stay-hint", "trip-port-hint"], errors)
            }),
        })
    })
}

/// The fields of a trip, with the ports to choose from, and what is to be known of stay and port.
pub fn trip_fields(
    form: TripForm,
    ports: Vec<Choice>,
    [stay_hint, port_hint]: [&'static str; 2],
    errors: &FieldErrors,
) -> AnyView {
    view! {
        <DateField
            name="entry"
            label=text("trip-entry")
            hint=text("trip-entry-hint")
            value=form.entry()
            errors=errors.clone()
        />
        <TextField
            name="stay_days"
            label=text("trip-stay")
            hint=text(stay_hint)
            value=form.stay_days
            inputmode="numeric"
            width="short"
            errors=errors.clone()
        />
        <Select
            name="port"
            label=text("trip-port")
            hint=text(port_hint)
            value=form.port
            choices=ports
            errors=errors.clone()
        />
        <TextArea
            name="address"
            label=text("trip-address")
            hint=text("trip-address-hint")
            value=form.address
            errors=errors.clone()
        />
    }
    .into_any()
}

/// Warnings that do not stop the application.
pub(super) fn warnings(warnings: &[FieldError]) -> AnyView {
    let lines: Vec<_> = warnings
        .iter()
        .map(|warning| view! { <p>{field_error(warning)}</p> })
        .collect();
    view! {
        <Notice kind=NoticeKind::Warning>
            <h2>{text("trip-warning-title")}</h2>
            {lines}
        </Notice>
    }
    .into_any()
}
