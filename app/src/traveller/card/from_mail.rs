//! The way from a mail to the card: it asks for the number of the passport, since the mail may have reached a
//! stranger.

use super::{card_path, gone, never_listed};
use crate::area::Area;
use crate::components::{ErrorSummary, PostForm, SubmitButton, TextField};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page};
use crate::session::{caller, card_service, path_part};
use crate::text::text;
use crate::url::encode;
use leptos::prelude::*;

const FORM: &str = "open-card";

/// Caller: anyone with the link of a mail, throttled.
#[server(prefix = "/act", endpoint = "open-card")]
pub async fn open_card(
    #[server(default)] secret: String,
    #[server(default)] passport_number: String,
) -> Result<(), ServerFnError> {
    let outcome = card_service()
        .card_from_mail(&caller(), &secret, &passport_number)
        .await
        .map(|secret| card_path(&secret));
    let page = format!("/card-link/{}", encode(&secret));
    finish(Area::Open, outcome, &page, FORM, &passport_number);
    Ok(())
}

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        // Any other text is refused when it is sent.
        if secret.is_empty() {
            return Ok(gone());
        }
        let (typed, errors) = take_form::<String>(FORM);
        let has_errors = !errors.is_empty();
        let title = text("card-open-title");
        let body = view! {
            {never_listed()}
            <ErrorSummary errors=errors.clone() />
            <h1>{title.clone()}</h1>
            <p>{text("card-open-text")}</p>
            <PostForm action="/act/open-card">
                <input type="hidden" name="secret" value=secret />
                <TextField
                    name="passport_number"
                    label=text("passport-number")
                    value=typed
                    width="medium"
                    unspelled=true
                    errors
                />
                <SubmitButton label=text("card-open-button") />
            </PostForm>
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}
