//! How the ministry reaches the person who applies.

use super::lists::countries_of_residence;
use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, PostForm, Row, Select, SubmitButton, SummaryList, TextArea,
    TextField,
};
use crate::contract::{ContactForm, Step, StepAnswers};
use crate::flash::{finish, take_flash};
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::text;
use crate::traveller::steps::{above, after_saving, draft, errors, kept};
use leptos::prelude::*;

const PAGE: &str = "/apply/contact";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "save-contact")]
pub async fn save_contact(
    #[server(default)] reference: String,
    #[server(flatten)] form: ContactForm,
) -> Result<(), ServerFnError> {
    let answers = StepAnswers::Contact(form.clone());
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
    format!("contact-{reference}")
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = draft().await?;
        let mut form = draft.contact.clone();
        let mut wrong = errors(draft.contact_progress, &draft.contact_errors);
        if let Some((typed, error)) = take_flash::<ContactForm>(&form_name(&draft.reference)) {
            form = typed;
            wrong = FieldErrors::of_error(&error);
        }
        let reference = draft.reference.clone();
        let has_errors = !wrong.is_empty();
        let email = vec![Row::new(text("email"), draft.email.clone())];
        Ok(Page::new(
            text("contact-title"),
            view! {
                {above(Step::Contact, &draft)}
                <ErrorSummary errors=wrong.clone() />
                <h1>{text("contact-title")}</h1>
                <SummaryList rows=email />
                <PostForm action="/act/save-contact">
                    <input type="hidden" name="reference" value=reference />
                    <TextField
                        name="phone"
                        label=text("contact-phone")
                        hint=text("contact-phone-hint")
                        value=form.phone
                        kind="tel"
                        inputmode="tel"
                        autocomplete="tel"
                        width="medium"
                        errors=wrong.clone()
                    />
                    <TextArea
                        name="home_address"
                        label=text("contact-address")
                        hint=text("contact-address-hint")
                        value=form.home_address
                        autocomplete="street-address"
                        errors=wrong.clone()
                    />
                    <Select
                        name="country"
                        label=text("contact-country")
                        value=form.country
                        choices=countries_of_residence()
                        autocomplete="country-name"
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
