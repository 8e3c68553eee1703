//! Verifying a document: by the island, or without wasm by a form, whose text travels on in an
//! encrypted cookie and never stands in an address or a kept page.

#![expect(
    clippy::unused_async,
    reason = "server functions are asynchronous, whether they wait or not"
)]

use super::texts::{text_by_key, texts};
use crate::area::Area;
use crate::contract::Port;
use crate::error::PortalError;
use crate::flash::{redirect_with_flash, take_flash};
use crate::islands::PassVerifier;
use crate::islands::outcome::outcome;
use crate::page::{Page, load_page};
use crate::session::{go, traveller_service, verifier};
use crate::text::text;
use leptos::prelude::*;

const FORM: &str = "verify";

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let title = text("verify-title");
        let body = view! {
            <h1>{title.clone()}</h1>
            <p class="lead">{text("verify-lead")}</p>
            <noscript>
                <p class="notice">{text("verify-without-scripts")}</p>
            </noscript>
            <PassVerifier texts=texts(&ports().await) />
        };
        Ok(Page::new(title, body))
    })
}

/// The ports of entry, for their names; none where they cannot be asked now, since documents are
/// verified without them.
async fn ports() -> Vec<Port> {
    traveller_service().ports().await.unwrap_or_default()
}

pub fn result() -> impl IntoView {
    let posted = take_flash::<String>(FORM).map(|(text, _)| text);
    load_page(Area::Open, async move {
        let title = text("verify-result-title");
        let Some(posted) = posted else {
            go("/verify");
            return Ok(Page::new(title, ()));
        };
        let report = verifier().verify(&posted).await?;
        let ports = ports().await;
        let body = view! {
            <h1>{title.clone()}</h1>
            {outcome(report, &|key| text_by_key(key, &ports))}
            <p class="buttons"><a class="button second" href="/verify">{text("verify-again")}</a></p>
        };
        Ok(Page::new(title, body))
    })
}

/// Caller: anyone, without wasm: the island verifies on the device and posts nothing.
#[server(prefix = "/act", endpoint = "verify")]
pub async fn verify_document(text: String) -> Result<(), ServerFnError> {
    // Browsers ask for the text themselves.
    if text.trim().is_empty() {
        go("/verify");
        return Ok(());
    }
    // The form has no errors; the page verifies its text.
    redirect_with_flash(
        "/verify/result",
        FORM,
        &text,
        &PortalError::Invalid(Vec::new()),
    );
    Ok(())
}
