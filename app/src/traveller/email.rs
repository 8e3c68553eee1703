//! The e-mail address: confirming it by its code, having the code sent again, changing it.

use crate::area::Area;
use crate::components::{Done, ErrorSummary, FieldErrors, PostForm, SubmitButton, TextField};
use crate::contract::{EmailForm, LIKELY_SLIP};
use crate::error::{PortalError, Result};
use crate::flash::{finish, of_application, take_form_of};
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::{text, text_with};
use crate::traveller::everywhere::{self, OfferedOn};
use crate::traveller::steps::back_link;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const PAGE: &str = "/apply/email";
const CONFIRM: &str = "confirm-email";
const CHANGE: &str = "change-email";

/// The form that confirms the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub code: String,
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "confirm-email")]
pub async fn confirm_email(
    #[server(default)] reference: String,
    #[server(flatten)] form: CodeForm,
) -> Result<(), ServerFnError> {
    let service = traveller_service();
    let outcome = service
        .confirm_email(&caller(), &reference, &form.code)
        .await;
    let outcome = outcome.map(|()| "/resume".to_owned());
    let name = of_application(CONFIRM, &reference);
    finish(Area::Traveller, outcome, PAGE, &name, &form);
    Ok(())
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "mail-code")]
pub async fn mail_code(#[server(default)] reference: String) -> Result<(), ServerFnError> {
    let outcome = traveller_service().mail_code(&caller(), &reference).await;
    let outcome = outcome.map(|()| format!("{PAGE}?sent=yes"));
    finish(
        Area::Traveller,
        outcome,
        PAGE,
        &of_application(CONFIRM, &reference),
        &CodeForm::default(),
    );
    Ok(())
}

/// Caller: the traveller, in the browser that began.
#[server(prefix = "/act", endpoint = "change-email")]
pub async fn change_email(
    #[server(default)] reference: String,
    #[server(flatten)] form: EmailForm,
) -> Result<(), ServerFnError> {
    let service = traveller_service();
    let outcome = service.change_email(&caller(), &reference, &form).await;
    let outcome = outcome.map(|()| format!("{PAGE}?sent=yes"));
    let asked = EmailForm {
        asked: asked_about(&form.email, &form.asked, &outcome),
        ..form
    };
    let name = of_application(CHANGE, &reference);
    finish(Area::Traveller, outcome, PAGE, &name, &asked);
    Ok(())
}

/// The address that a person was asked about: this one, if the answer asks, or the one before.
pub(crate) fn asked_about<T>(email: &str, before: &str, outcome: &Result<T>) -> String {
    let asks = matches!(outcome, Err(PortalError::Invalid(errors))
        if errors.iter().any(|error| error.message == LIKELY_SLIP));
    if asks { email } else { before }.to_owned()
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let view = traveller_service().email(&caller()).await?;
        let (code, code_errors) = take_form_of::<CodeForm>(CONFIRM, &view.reference);
        let (change, change_errors) = take_form_of::<EmailForm>(CHANGE, &view.reference);
        let errors = [
            &code_errors,
            &change_errors,
            &everywhere::take_errors(&view.reference),
        ]
        .into_iter()
        .find(|errors| !errors.is_empty())
        .cloned()
        .unwrap_or_default();
        let has_errors = !errors.is_empty();
        let says = !has_errors && crate::session::query("sent") == "yes";
        let sent_says = says.then(|| text("email-sent"));
        let sent = sent_says.clone().map(|says| view! { <Done says=says /> });
        let awaited = view.new_email.clone().filter(|_| view.confirmed);
        let asks = !view.confirmed || awaited.is_some();
        let says = match &awaited {
            Some(email) => text_with("email-new-asks", &[("email", email.clone())]),
            None if view.confirmed => text("email-confirmed"),
            None => text("email-asks"),
        };
        let title = if asks {
            text("email-title")
        } else {
            text("email-title-confirmed")
        };
        Ok(Page::new(
            title.clone(),
            view! {
                {back_link("/resume")}
                <ErrorSummary errors=errors />
                <h1>{title}</h1>
                {sent}
                {everywhere::done()}
                <p class="lead"><bdi translate="no">{view.email.clone()}</bdi></p>
                <p>{says}</p>
                {asks.then(|| confirming(view.reference.clone(), code, code_errors))}
                {view.may_change.then(|| changing(view.reference.clone(), change, change_errors))}
                {everywhere::offer(view.reference, OfferedOn::Email)}
            },
        )
        .saying(sent_says.as_deref())
        .with_errors(has_errors))
    })
}

fn confirming(reference: String, form: CodeForm, errors: FieldErrors) -> AnyView {
    let again = reference.clone();
    view! {
        <PostForm action="/act/confirm-email">
            <input type="hidden" name="reference" value=reference />
            <TextField
                name="code"
                label=text("email-code")
                hint=text("email-code-hint")
                value=form.code
                inputmode="numeric"
                autocomplete="one-time-code"
                width="short"
                errors
            />
            <SubmitButton label=text("email-confirm") />
        </PostForm>
        <PostForm action="/act/mail-code">
            <input type="hidden" name="reference" value=again />
            <SubmitButton label=text("email-send-again") kind="link" />
        </PostForm>
    }
    .into_any()
}

fn changing(reference: String, form: EmailForm, errors: FieldErrors) -> AnyView {
    let open = !errors.is_empty();
    view! {
        <details open=open>
            <summary>{text("email-change")}</summary>
            <PostForm action="/act/change-email">
                <input type="hidden" name="reference" value=reference />
                <input type="hidden" name="asked" value=form.asked />
                <TextField
                    name="email"
                    label=text("email-change-to")
                    value=form.email
                    kind="email"
                    inputmode="email"
                    autocomplete="email"
                    unspelled=true
                    errors
                />
                <SubmitButton label=text("email-change-button") kind="second" />
            </PostForm>
        </details>
    }
    .into_any()
}
