//! Finding a traveller: one box, which has the focus, for whatever a reader sends or a hand types. A
//! reader types as a keyboard does, and ends with Enter.

use super::here::{at_port, desk_key, desk_owner, desk_script};
use super::people::with_scan;
use crate::area::Area;
use crate::components::{Checkbox, ErrorSummary, FieldErrors, PostForm, SubmitButton};
use crate::contract::{FindForm, Role};
use crate::error::{PortalError, Result};
use crate::flash::{finish, take_flash};
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller};
use crate::text::{text, text_with};
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
        let form = form.unwrap_or_default();
        // Also who was never looked for may have no record.
        let walk_in = super::walk_in::offer(&form);
        let body = view! {
            {at_port().await}
            <ErrorSummary errors=errors.clone() />
            <h1>{text("border-find-title")}</h1>
            {one_box("border-find-label", form, &errors)}
            {walk_in}
            {settings()}
            {without_network()}
            {desk_owner()}
            {desk_script()}
        };
        Ok(Page::new(text("border-find-title"), body)
            .wide()
            .with_errors(has_errors))
    })
}

/// The box on the page of what was just recorded: the next traveller is scanned there.
pub fn next() -> impl IntoView {
    one_box("border-next", FindForm::default(), &FieldErrors::default())
}

fn one_box(label: &'static str, form: FindForm, errors: &FieldErrors) -> impl IntoView + use<> {
    let error = errors.at(&["query"]);
    let wrong = error.is_some();
    let described = if wrong {
        "query-hint query-error"
    } else {
        "query-hint"
    };
    view! {
        <PostForm action="/act/border/find">
            <div class="field find" class:invalid=wrong>
                <label for="query">{text(label)}</label>
                <p class="hint" id="query-hint">{text("border-find-hint")}</p>
                {error.map(|error| view! { <p class="field-error" id="query-error">{error}</p> })}
                <input class="whole code" type="text" id="query" name="query" value=form.query autofocus=true autocomplete="off"
                    autocapitalize="characters" spellcheck="false" aria-describedby=described aria-invalid=wrong.then_some("true")
                    aria-keyshortcuts="F2" />
            </div>
            <div class="buttons">
                <SubmitButton label=text("border-find") />
                <button type="button" class="button second" id="camera" hidden=true aria-keyshortcuts="Shift+F2">{text("verify-camera")} {desk_key("⇧F2")}</button>
            </div>
            <p class="field-error" id="camera-none" role="status" hidden=true>{text("border-camera-none")}</p>
            <video id="camera-picture" playsinline=true muted=true hidden=true></video>
        </PostForm>
    }
}

/// The list for the time without a network; what stands there is said by the script that keeps it.
fn without_network() -> impl IntoView {
    view! {
        <p class="hint" id="desk-list" data-kept=text_with("offline-kept", &[("time", "{time}".to_owned())]) data-none=text("offline-kept-none")
            role="status" hidden=true></p>
        <p class="notice" id="desk-presses" hidden=true><a href="/border/offline">{text("offline-look-up-waiting")}</a></p>
    }
}

/// What this desk can turn off; shown by the script that does it.
fn settings() -> impl IntoView {
    view! {
        <fieldset class="desk-settings" hidden=true>
            <legend>{text("border-desk")}</legend>
            <Checkbox name="desk-sound" label=text("border-desk-sound") ticked=true />
            <Checkbox name="desk-colour" label=text("border-desk-colour") ticked=true />
            <p class="hint">{text("border-desk-keys")}</p>
        </fieldset>
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
        let scan = if found.scanned { &found.key } else { "" };
        return Ok(with_scan(&format!("/border/person/{case}"), scan));
    }
    let key = crate::url::encode(&found.key);
    Ok(format!("/border/people/{key}"))
}
