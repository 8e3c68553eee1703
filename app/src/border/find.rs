//! Finding a traveller: three small forms, for a code, a passport or a reference. A hand scanner
//! types into the field that has the focus and ends with Enter, so the seal comes first.

use super::here::at_port;
use super::people::with_scan;
use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, PostForm, SubmitButton, TextField};
use crate::contract::{FindForm, Role};
use crate::error::{PortalError, Result};
use crate::flash::{finish, take_flash};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller};
use crate::text::text;
use leptos::prelude::*;

const FORM: &str = "border-find";

pub fn page() -> impl IntoView {
    let (form, error) = take_flash::<FindForm>(FORM).unzip();
    staff_page(async move {
        caller().with_role(Role::Border)?;
        let errors = match &error {
            // The page is there, though the search found nobody.
            Some(PortalError::NotFound) => {
                FieldErrors::of_error(&PortalError::conflict("border-nobody"))
            }
            Some(error) => FieldErrors::of_error(error),
            None => FieldErrors::default(),
        };
        let has_errors = !errors.is_empty();
        let body = view! {
            {at_port().await}
            <ErrorSummary errors=errors.clone() />
            <h1>{text("border-find-title")}</h1>
            {forms(form.unwrap_or_default(), errors)}
        };
        Ok(Page::new(text("border-find-title"), body)
            .wide()
            .with_errors(has_errors))
    })
}

fn forms(form: FindForm, errors: FieldErrors) -> impl IntoView {
    let seal_error = errors.at(&["seal"]);
    let wrong = seal_error.is_some();
    let described = if wrong {
        "seal-hint seal-error"
    } else {
        "seal-hint"
    };
    let seal = view! {
        <div class="field" class:invalid=wrong>
            <label for="seal">{text("border-seal")}</label>
            <p class="hint" id="seal-hint">{text("border-seal-hint")}</p>
            {seal_error.map(|error| view! { <p class="field-error" id="seal-error">{error}</p> })}
            <input class="whole code" type="text" id="seal" name="seal" value=form.seal autofocus=true
                autocomplete="off" spellcheck="false" aria-describedby=described aria-invalid=wrong.then_some("true") />
        </div>
    };
    let passport = (
        view! {
            <TextField name="passport_number" label=text("border-passport-number") value=form.passport_number
                errors=errors.clone() width="medium" autocapitalize="characters" unspelled=true autocomplete="off" maxlength=20 />
        },
        view! {
            <TextField name="nationality" label=text("border-nationality") hint=text("border-nationality-hint") value=form.nationality
                errors=errors.clone() width="medium" autocapitalize="characters" unspelled=true autocomplete="off" maxlength=60 />
        },
    );
    let reference = view! {
        <TextField name="reference" label=text("border-reference") hint=text("border-reference-hint") value=form.reference
            errors=errors width="medium" autocapitalize="characters" unspelled=true autocomplete="off" maxlength=20 />
    };
    view! {
        <div class="find">
            {way("border-find-seal", seal.into_any(), "main")}
            {way("border-find-passport", passport.into_any(), "second")}
            {way("border-find-reference", reference.into_any(), "second")}
        </div>
    }
}

/// One of the three ways to find somebody; the button of the quickest one is the main one.
fn way(title: &'static str, fields: AnyView, kind: &'static str) -> impl IntoView {
    view! {
        <section class="card">
            <h2>{text(title)}</h2>
            <PostForm action="/act/border/find">
                {fields}
                <SubmitButton label=text("border-find") kind=kind />
            </PostForm>
        </section>
    }
}

/// Caller: a border officer. Posted, so that no passport number stands in an address or a log.
#[server(prefix = "/act", endpoint = "border/find")]
pub async fn find(#[server(flatten)] form: FindForm) -> Result<(), ServerFnError> {
    let outcome = search(&form).await;
    finish(Area::Staff, outcome, "/border", FORM, &form);
    Ok(())
}

async fn search(form: &FindForm) -> Result<String> {
    let found = border_service().find(&caller(), form).await?;
    // One hit opens the person, with what was scanned.
    if let Some(case) = found.only {
        let scan = if form.seal.trim().is_empty() {
            ""
        } else {
            &found.key
        };
        return Ok(with_scan(&format!("/border/person/{case}"), scan));
    }
    let key = crate::url::encode(&found.key);
    Ok(format!("/border/people/{key}"))
}
