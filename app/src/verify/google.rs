//! Giving a pass to Google Wallet: which data go there, in words, and one button. Only then is there a link
//! that saves it.

use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, PostForm, SubmitButton};
use crate::contract::GoogleOffer;
use crate::flash::{finish, take_flash};
use crate::page::{Page, load_page};
use crate::session::{caller, path_part, verifier};
use crate::text::text;
use crate::url::encode;
use leptos::prelude::*;
use leptos_meta::Meta;

const FORM: &str = "give-to-google";
/// What goes to Google, as the object there has it.
const GIVEN: [&str; 4] = [
    "google-gives-name",
    "google-gives-passport",
    "google-gives-stay",
    "google-gives-code",
];

/// Caller: anyone with the secret of a pass, on the page that says what goes to Google.
#[server(prefix = "/act", endpoint = "give-to-google")]
pub async fn give_to_google(#[server(default)] secret: String) -> Result<(), ServerFnError> {
    let page = format!("/v/{}/google", encode(&secret));
    let outcome = verifier().give_to_google(&caller(), &secret).await;
    let outcome = outcome.map(|()| page.clone());
    finish(Area::Open, outcome, &page, FORM, &());
    Ok(())
}

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        let offer = verifier().google_offer(&caller(), &secret).await?;
        let error = take_flash::<()>(FORM).map(|((), error)| error);
        let errors = error
            .as_ref()
            .map(FieldErrors::of_error)
            .unwrap_or_default();
        let has_errors = !errors.is_empty();
        let title = text("google-title");
        let back = format!("/v/{}", encode(&secret));
        let body = view! {
            <Meta name="robots" content="noindex, nofollow" />
            <ErrorSummary errors=errors />
            <h1>{title.clone()}</h1>
            {match offer {
                GoogleOffer::Closed => view! { <p>{text("google-closed")}</p> }.into_any(),
                GoogleOffer::Asked => asked(secret),
                GoogleOffer::Given(link) => given(link),
            }}
            <p><a href=back>{text("google-back")}</a></p>
        };
        Ok(Page::new(title, body).with_errors(has_errors))
    })
}

fn asked(secret: String) -> AnyView {
    let given: Vec<_> = GIVEN
        .into_iter()
        .map(|key| view! { <li>{text(key)}</li> })
        .collect();
    view! {
        <p>{text("google-lead")}</p>
        <ul>{given}</ul>
        <p>{text("google-not-photo")}</p>
        <p>{text("google-until")}</p>
        <p>{text("google-else")}</p>
        <PostForm action="/act/give-to-google">
            <input type="hidden" name="secret" value=secret />
            <SubmitButton label=text("google-button") />
        </PostForm>
    }
    .into_any()
}

fn given(link: String) -> AnyView {
    view! {
        <p>{text("google-given")}</p>
        <div class="buttons">
            <a class="button main" href=link rel="noreferrer">{text("google-open")}</a>
        </div>
    }
    .into_any()
}
