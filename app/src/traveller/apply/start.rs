//! Starting an application: an e-mail address, to which the link to the draft goes.

use crate::area::Area;
use crate::components::{ErrorSummary, Notice, PostForm, SubmitButton, TextField};
use crate::contract::EmailForm;
use crate::cookies::{BROWSER_COOKIE, TRAVELLER_COOKIE};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page};
use crate::session::{caller, give_cookie, query, traveller_service};
use crate::text::{money, text, text_with};
use crate::traveller::carried::with_answers;
use crate::traveller::steps::back_link;
use leptos::prelude::*;

const PAGE: &str = "/apply";
const FORM: &str = "start";

/// Caller: anyone.
#[server(prefix = "/act", endpoint = "start")]
pub async fn start(
    #[server(flatten)] form: EmailForm,
    #[server(default)] nationality: String,
    #[server(default)] kind: String,
) -> Result<(), ServerFnError> {
    let outcome = traveller_service().start(&caller(), &form).await;
    let outcome = outcome.map(|begun| {
        give_cookie(
            TRAVELLER_COOKIE,
            &begun.session.secret,
            begun.session.seconds,
        );
        if let Some(browser) = begun.browser {
            give_cookie(BROWSER_COOKIE, &browser.secret, browser.seconds);
        }
        with_answers("/resume", &nationality, &kind)
    });
    let page = with_answers(PAGE, &nationality, &kind);
    let asked = EmailForm {
        asked: form.email.clone(),
        ..form
    };
    finish(Area::Traveller, outcome, &page, FORM, &asked);
    Ok(())
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let (form, errors) = take_form::<EmailForm>(FORM);
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
                <p>{text("start-text")}</p>
                <p>{fee}</p>
                <PostForm action="/act/start">
                    <input type="hidden" name="asked" value=form.asked />
                    <input type="hidden" name="nationality" value=query("nationality") />
                    <input type="hidden" name="kind" value=query("kind") />
                    <TextField
                        name="email"
                        label=text("email")
                        hint=text("start-email-hint")
                        value=form.email
                        kind="email"
                        inputmode="email"
                        autocomplete="email"
                        unspelled=true
                        errors=errors
                    />
                    <SubmitButton label=text("start-button") />
                </PostForm>
                <p class="small kept">
                    {text("start-privacy")} " " <a href="/privacy">{text("footer-privacy")}</a>
                </p>
            },
        )
        .with_errors(has_errors))
    })
}
