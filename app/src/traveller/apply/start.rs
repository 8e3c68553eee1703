//! Beginning an application: the nationality and kind of passport, which tell whether a visa is needed
//! at all (Art. 5), and the e-mail address to which the link to the draft goes.

use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, Notice, PostForm, Select, SubmitButton, TextField,
};
use crate::contract::{EmailForm, VisaNeed};
use crate::cookies::BROWSER_COOKIE;
use crate::error::{PortalError, Result};
use crate::flash::{finish, redirect_with_flash, take_form};
use crate::page::{Page, load_page};
use crate::session::{caller, give_cookie, query, traveller_service};
use crate::text::{money, text, text_with};
use crate::traveller::access::give_session;
use crate::traveller::apply::lists::{nationalities, passport_kinds};
use crate::traveller::carried::with_answers;
use crate::traveller::email::asked_about;
use crate::traveller::steps::back_link;
use domain::law::application::is_citizen;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const PAGE: &str = "/apply";
const FORM: &str = "start";

/// The form that begins an application.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginForm {
    pub nationality: String,
    pub kind: String,
    pub email: String,
    /// The address that the person was asked about already.
    pub asked: String,
    /// The [`answers`] of whoever needs no visa by them and stays longer than the agreement allows.
    pub longer: String,
}

/// A nationality and a kind of passport, as one text.
fn answers(nationality: &str, kind: &str) -> String {
    format!("{nationality} {kind}")
}

/// Caller: anyone. Who needs no visa is told so before anything is begun.
#[server(prefix = "/act", endpoint = "start")]
pub async fn start(#[server(flatten)] form: BeginForm) -> Result<(), ServerFnError> {
    let outcome = begin(&form).await;
    let asked = BeginForm {
        asked: asked_about(&form.email, &form.asked, &outcome),
        ..form
    };
    match outcome {
        Ok(Some(next)) => finish(Area::Traveller, Ok(next), PAGE, FORM, &asked),
        // The answer keeps what was typed, should they stay longer.
        Ok(None) => {
            let answer = with_answers("/visa-need", &asked.nationality, &asked.kind);
            redirect_with_flash(&answer, FORM, &asked, &PortalError::Invalid(Vec::new()));
        }
        Err(error) => finish(Area::Traveller, Err(error), PAGE, FORM, &asked),
    }
    Ok(())
}

/// Begins the application; the page to go on with, or none where no visa is needed.
async fn begin(form: &BeginForm) -> Result<Option<String>> {
    let service = traveller_service();
    let email = EmailForm {
        email: form.email.clone(),
        asked: form.asked.clone(),
    };
    let need = match service.visa_need(&form.nationality, &form.kind).await {
        // What is wrong with both is said at once.
        Err(PortalError::Invalid(mut errors)) => {
            if let Err(PortalError::Invalid(wrong)) = service.check_address(&email).await {
                errors.extend(wrong);
            }
            return Err(PortalError::Invalid(errors));
        }
        need => need?,
    };
    if !is_needed(&need, form) {
        return Ok(None);
    }
    let begun = service.start(&caller(), &email).await?;
    give_session(&begun.session).await;
    if let Some(browser) = begun.browser {
        give_cookie(BROWSER_COOKIE, &browser.secret, browser.seconds);
    }
    Ok(Some(with_answers("/resume", &form.nationality, &form.kind)))
}

fn is_needed(need: &VisaNeed, form: &BeginForm) -> bool {
    let stays_longer = form.longer == answers(&form.nationality, &form.kind);
    !is_citizen(&need.nationality) && (need.exemption.is_none() || stays_longer)
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let (mut form, errors) = take_form::<BeginForm>(FORM);
        let asked_here = query("nationality");
        if form.nationality.is_empty() || !asked_here.is_empty() {
            form.nationality = asked_here;
            form.kind = query("kind");
        }
        if form.kind.is_empty() {
            "ordinary".clone_into(&mut form.kind);
        }
        if query("longer") == "yes" {
            form.longer = answers(&form.nationality, &form.kind);
        }
        let open = caller().application.is_some();
        let offer = traveller_service().offer().await?;
        let fee = text_with("start-fee", &[("fee", money(offer.fee))]);
        let resume = open.then(|| {
            view! {
                <Notice>
                    <p>{text("start-open")}</p>
                    <p>
                        <a href="/resume">{text("start-open-continue")}</a>
                    </p>
                </Notice>
            }
        });
        let has_errors = !errors.is_empty();
        Ok(Page::new(
            text("start-title"),
            view! {
                {back_link("/")}
                <ErrorSummary errors=errors.clone() />
                <h1>{text("start-title")}</h1>
                {resume}
                <PostForm action="/act/start">{fields(form, &errors)}</PostForm>
                <p class="small kept">
                    {fee} " " {text("start-privacy")} " " <a href="/privacy">{text("footer-privacy")}</a>
                </p>
            },
        )
        .with_errors(has_errors))
    })
}

fn fields(form: BeginForm, errors: &FieldErrors) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="asked" value=form.asked />
        <input type="hidden" name="longer" value=form.longer />
        <Select
            name="nationality"
            label=text("nationality")
            hint=text("visa-need-nationality-hint")
            value=form.nationality
            choices=nationalities()
            errors=errors.clone()
        />
        <Select
            name="kind"
            label=text("passport-kind")
            value=form.kind
            choices=passport_kinds()
            errors=errors.clone()
        />
        <TextField
            name="email"
            label=text("email")
            hint=text("start-email-hint")
            value=form.email
            kind="email"
            inputmode="email"
            autocomplete="email"
            unspelled=true
            errors=errors.clone()
        />
        <SubmitButton label=text("start-button") />
    }
}
