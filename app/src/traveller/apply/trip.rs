//! When the traveller comes, for how long, through which port, and where they stay.

use super::lists::evisa_ports;
use crate::area::Area;
use crate::components::{
    DateField, ErrorSummary, Notice, NoticeKind, PostForm, Select, SubmitButton, TextArea,
    TextField,
};
use crate::contract::{Progress, Step, StepAnswers, TripForm, TypedDate};
use crate::flash::{finish, take_flash};
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::{field_error, text};
use crate::traveller::steps::{above, after_saving, draft, errors, kept};
use leptos::prelude::*;

const PAGE: &str = "/apply/trip";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "save-trip")]
pub async fn save_trip(
    #[server(default)] reference: String,
    #[server(flatten)] form: TripForm,
) -> Result<(), ServerFnError> {
    let answers = StepAnswers::Trip(form.clone());
    let outcome = traveller_service().save(&caller(), answers).await;
    let outcome = outcome.map(|saved| after_saving(&saved, PAGE));
    finish(
        Area::Traveller,
        outcome,
        PAGE,
        &form_name(&reference),
        &form,
    );
    Ok(())
}

/// The reference tells whose form it is, should it have to wait for its owner.
fn form_name(reference: &str) -> String {
    format!("trip-{reference}")
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = draft().await?;
        let ports = evisa_ports(&traveller_service().ports().await?);
        let mut form = draft.trip.clone();
        let mut wrong = errors(draft.trip_progress, &draft.trip_errors);
        if let Some((typed, error)) = take_flash::<TripForm>(&form_name(&draft.reference)) {
            form = typed;
            wrong = crate::components::FieldErrors::of_error(&error);
        }
        let entry = TypedDate {
            day: form.entry_day,
            month: form.entry_month,
            year: form.entry_year,
        };
        let warnings = (draft.trip_progress == Progress::Done && !draft.warnings.is_empty())
            .then(|| warnings(&draft.warnings));
        let reference = draft.reference.clone();
        let has_errors = !wrong.is_empty();
        Ok(Page::new(
            text("trip-title"),
            view! {
                {above(Step::Trip, &draft)}
                <ErrorSummary errors=wrong.clone() />
                <h1>{text("trip-title")}</h1>
                {warnings}
                <PostForm action="/act/save-trip">
                    <input type="hidden" name="reference" value=reference />
                    <DateField
                        name="entry"
                        label=text("trip-entry")
                        hint=text("trip-entry-hint")
                        value=entry
                        errors=wrong.clone()
                    />
                    <TextField
                        name="stay_days"
                        label=text("trip-stay")
                        hint=text("trip-stay-hint")
                        value=form.stay_days
                        inputmode="numeric"
                        width="short"
                        errors=wrong.clone()
                    />
                    <Select
                        name="port"
                        label=text("trip-port")
                        hint=text("trip-port-hint")
                        value=form.port
                        choices=ports
                        errors=wrong.clone()
                    />
                    <TextArea
                        name="address"
                        label=text("trip-address")
                        hint=text("trip-address-hint")
                        value=form.address
                        errors=wrong
                    />
                    <SubmitButton label=text("save-continue") />
                </PostForm>
                {kept(&draft)}
            },
        )
        .with_errors(has_errors))
    })
}

/// Warnings that do not stop the application.
pub(super) fn warnings(warnings: &[crate::error::FieldError]) -> AnyView {
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
