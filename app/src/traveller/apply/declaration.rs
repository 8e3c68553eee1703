//! The declaration, after the cases with and without a refund, which come before anybody pays (Art.
//! 6, 7); and the code that confirms the e-mail address. It stands below the answers that it declares,
//! and leads straight to the card page.

use super::origin::OriginFields;
use crate::area::Area;
use crate::components::{Checkbox, FieldErrors, PostForm, SubmitButton, TextField};
use crate::contract::{DeclarationForm, Draft, FormOrigin, Step};
use crate::error::{FieldError, PortalError, Result};
use crate::flash::{finish, of_application, take_form_of};
use crate::page::{Page, load_page};
use crate::session::{caller, go, traveller_service};
use crate::text::{money, text, text_with};
use crate::traveller::pay;
use crate::traveller::steps::step_path;
use domain::law::refunds::NotRefunded;
use domain::states::ApplicationState;
use leptos::prelude::*;

const PAGE: &str = "/apply/check";
const FORM: &str = "declaration";

/// Caller: the traveller. Declares, confirms the address, and goes on to the hosted checkout.
#[server(prefix = "/act", endpoint = "submit")]
pub async fn submit(
    #[server(flatten)] origin: FormOrigin,
    #[server(flatten)] form: DeclarationForm,
) -> Result<(), ServerFnError> {
    match declare(&origin, &form).await {
        Ok(()) => pay::to_checkout(&origin.reference).await,
        Err(error) => {
            let name = of_application(FORM, &origin.reference);
            finish(Area::Traveller, Err(error), PAGE, &name, &form);
        }
    }
    Ok(())
}

/// Submits the application, and confirms the address by the code. All that is missing is said at once.
async fn declare(origin: &FormOrigin, form: &DeclarationForm) -> Result<()> {
    let service = traveller_service();
    let caller = caller();
    let confirmed = service.email(&caller).await?.confirmed;
    let mut errors = match service.submit(&caller, origin, form).await {
        Ok(()) => Vec::new(),
        Err(PortalError::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    if !confirmed && form.code.trim().is_empty() {
        errors.push(FieldError::new("code", "field-error-code-missing"));
    }
    if !errors.is_empty() {
        return Err(PortalError::Invalid(errors));
    }
    if confirmed {
        return Ok(());
    }
    service
        .confirm_email(&caller, &origin.reference, &form.code)
        .await
}

/// What was typed into the declaration, with its errors.
pub(super) fn typed(reference: &str) -> (DeclarationForm, FieldErrors) {
    take_form_of(FORM, reference)
}

/// The cases in which the fee is refunded, and those in which it is not.
pub(in crate::traveller) fn refunds() -> AnyView {
    let list = |keys: &[String]| -> Vec<_> {
        keys.iter()
            .map(|key| view! { <li>{text(key)}</li> })
            .collect()
    };
    let given = [
        "refund-yes-fault",
        "refund-yes-information",
        "refund-yes-service",
    ];
    let kept = NotRefunded::TOLD_BEFORE_PAYMENT.iter();
    let kept: Vec<_> = kept.map(|why| why.message_key()).collect();
    view! {
        <div class="refund-cases">
            <section>
                <h3>{text("refund-yes")}</h3>
                <ul>
                    {list(&given.map(str::to_owned))}
                </ul>
                <p>{text("refund-how")}</p>
            </section>
            <section>
                <h3>{text("refund-no")}</h3>
                <ul>
                    {list(&kept)}
                </ul>
            </section>
        </div>
    }
    .into_any()
}

/// The section of the page that shows the answers; they are complete.
pub(super) fn section(draft: &Draft, form: DeclarationForm, errors: &FieldErrors) -> AnyView {
    let declared = draft.state == ApplicationState::Submitted;
    let total = text_with(
        "travellers-total",
        &[
            ("count", draft.travellers.len().to_string()),
            ("each", money(draft.fee_each)),
            ("total", money(draft.total)),
        ],
    );
    let origin = draft.origin(Step::Check);
    let button = if declared {
        "pay-button"
    } else {
        "declaration-button"
    };
    let button = text_with(button, &[("total", money(draft.total))]);
    let code = (!draft.email_confirmed).then(|| code(draft, form.code.clone(), errors));
    let ticks = (!declared).then(|| ticks(&form, errors));
    view! {
        <h2 id="declare">{text(if declared { "pay-title" } else { "declaration-title" })}</h2>
        {(!declared).then(|| view! {
            <p>{text("refund-short")}</p>
            <details class="example always">
                <summary>{text("refund-title")}</summary>
                {refunds()}
            </details>
        })}
        <PostForm action="/act/submit">
            <OriginFields origin />
            {ticks}
            {code}
            <p class="total">{total}</p>
            <p><strong>{text("declaration-after")}</strong></p>
            <SubmitButton label=button />
        </PostForm>
        <p class="small">{text("pay-hosted-checkout")}</p>
    }
    .into_any()
}

fn ticks(form: &DeclarationForm, errors: &FieldErrors) -> AnyView {
    view! {
        <Checkbox
            name="truthful"
            label=text("declaration-truthful")
            ticked=form.truthful == "yes"
            errors=errors.clone()
        />
        <Checkbox
            name="refunds_read"
            label=text("declaration-refunds-read")
            ticked=form.refunds_read == "yes"
            errors=errors.clone()
        />
    }
    .into_any()
}

fn code(draft: &Draft, typed: String, errors: &FieldErrors) -> AnyView {
    let hint = text_with("declaration-code-hint", &[("email", draft.email.clone())]);
    view! {
        <TextField
            name="code"
            label=text("email-code")
            hint=hint
            value=typed
            inputmode="numeric"
            autocomplete="one-time-code"
            width="short"
            errors=errors.clone()
        />
        <p class="small">
            <a href="/apply/email">{text("declaration-code-again")}</a>
        </p>
    }
    .into_any()
}

/// Where the declaration had a page of its own.
pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let to = step_path(Step::Check);
        go(&to);
        Ok(Page::new(
            text("declaration-title"),
            view! {
                <h1>{text("declaration-title")}</h1>
                <p>
                    <a href=to>{text("continue")}</a>
                </p>
            },
        ))
    })
}
