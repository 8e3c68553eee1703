//! The contact: how the ministry reaches the applicant.

use super::answers;
use super::lists::countries_of_residence;
use super::step_page::{StepForm, save_step, step_page};
use crate::components::{FieldErrors, Row, Select, SummaryList, TextArea, TextField};
use crate::contract::{ContactForm, Draft, FormOrigin, Step, StepAnswers};
use crate::text::text;
use leptos::prelude::*;

const NAME: &str = "contact";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "save-contact")]
pub async fn save_contact(
    #[server(flatten)] origin: FormOrigin,
    #[server(flatten)] form: ContactForm,
) -> Result<(), ServerFnError> {
    let answers = StepAnswers::Contact(form.clone());
    save_step(Step::Contact, NAME, &origin, &form, answers).await;
    Ok(())
}

pub fn page() -> impl IntoView {
    step_page(|draft| async move {
        let whole = Draft::clone(&draft);
        let answers = move |form: &ContactForm| {
            answers::contact(&Draft {
                contact: form.clone(),
                ..whole.clone()
            })
        };
        let email = vec![Row::new(text("email"), draft.email.clone())];
        Ok(StepForm {
            help: None,
            step: Step::Contact,
            title: text("contact-title"),
            name: NAME,
            traveller: None,
            saved: draft.contact.clone(),
            answers: Box::new(answers),
            progress: draft.contact_progress,
            errors: draft.contact_errors.clone(),
            notes: view! { <SummaryList rows=email /> }.into_any(),
            fields: Box::new(fields),
        })
    })
}

fn fields(form: ContactForm, errors: &FieldErrors) -> AnyView {
    view! {
        <TextField
            name="phone"
            label=text("contact-phone")
            hint=text("contact-phone-hint")
            value=form.phone
            kind="tel"
            inputmode="tel"
            autocomplete="tel"
            width="medium"
            errors=errors.clone()
        />
        <TextArea
            name="home_address"
            label=text("contact-address")
            hint=text("contact-address-hint")
            value=form.home_address
            autocomplete="street-address"
            errors=errors.clone()
        />
        <Select
            name="country"
            label=text("contact-country")
            value=form.country
            choices=countries_of_residence()
            autocomplete="country-name"
            errors=errors.clone()
        />
    }
    .into_any()
}
